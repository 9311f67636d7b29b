from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.library import MessageFactory
from tests.factories.people import TeamFactory, UserFactory
from tests.factories.vacancies import VacancyFactory, VacancyIndexFactory


def titles(response):
    return sorted(row.title for row in response.context["object_list"])


@pytest.fixture
def vacancies(index):
    soon = timezone.now() + timedelta(days=2)
    offered = VacancyFactory(parent=index, title="=Aangeboden", reference_number="B-12", team=TeamFactory(name="Bouw"))
    MessageFactory(source_page=offered, kind="vacancy", draft=True)
    VacancyFactory(parent=index, title="Bijna", closes_at=soon, pay_min=None, pay_max=None)
    VacancyFactory(parent=index, title="Voorbij", closes_at=timezone.now())
    # Made after the rights were given out, so not HR's own.
    VacancyFactory(parent=VacancyIndexFactory(), title="Van een ander")
    return offered


def test_the_list_tells_what_is_open_paid_and_offered(client, vacancies, hr) -> None:
    client.force_login(hr)
    address = reverse("shift_vacancies")

    assert titles(client.get(address)) == ["=Aangeboden", "Bijna", "Voorbij"]
    assert titles(client.get(address, {"state": "closing"})) == ["Bijna"]
    assert titles(client.get(address, {"state": ["closed", "open"]})) == ["=Aangeboden", "Voorbij"]
    assert titles(client.get(address, {"pay": "no"})) == ["Bijna"]
    assert titles(client.get(address, {"pay": "yes"})) == ["=Aangeboden", "Voorbij"]
    assert titles(client.get(address, {"offered": "yes"})) == ["=Aangeboden"]
    assert titles(client.get(address, {"offered": "no"})) == ["Bijna", "Voorbij"]
    assert titles(client.get(address, {"team": vacancies.team_id})) == ["=Aangeboden"]
    assert titles(client.get(address, {"q": "b-12"})) == ["=Aangeboden"]
    assert titles(client.get(address, {"q": "niets"})) == []
    assert client.get(reverse("shift_vacancies_results")).status_code == 200


def test_the_spreadsheet_runs_no_formula(client, vacancies, hr) -> None:
    client.force_login(hr)
    answer = client.get(reverse("shift_vacancies"), {"export": "csv", "offered": "yes"})
    lines = b"".join(answer.streaming_content).decode().splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("'=Aangeboden,B-12,")
    assert client.get(reverse("shift_vacancies"), {"export": "xlsx"}).status_code == 200


def test_the_home_says_what_asks_for_attention(client, vacancies, hr) -> None:
    client.force_login(hr)
    html = client.get(reverse("shift_home")).content.decode()

    for words in ("2 open vacatures", "1 sluit binnen 7 dagen", "1 heeft geen salaris", "1 is nog niet aangeboden"):
        assert words in html


def test_the_home_says_nothing_to_who_has_no_vacancies(client, index) -> None:
    client.force_login(UserFactory(roles=["hr"]))
    assert reverse("shift_vacancies") not in client.get(reverse("shift_home")).content.decode().partition("<main")[2]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(client, index, hr, number, django_assert_max_num_queries) -> None:
    for _number in range(number):
        page = VacancyFactory(parent=index, team=TeamFactory())
        MessageFactory(source_page=page, kind="vacancy", draft=True)
    client.force_login(hr)
    client.get(reverse("shift_vacancies"))

    with django_assert_max_num_queries(40):
        client.get(reverse("shift_vacancies"))
