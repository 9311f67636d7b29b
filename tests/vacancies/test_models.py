from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from shift_plugin.vacancies.models import VacancyIndexPage, VacancyPage
from tests.factories.strategy import KeyMessageFactory, PillarFactory
from tests.factories.vacancies import VacancyFactory

pytestmark = pytest.mark.django_db


def test_open_and_closed_follow_the_clock() -> None:
    now = timezone.now()
    without_end = VacancyFactory()
    later = VacancyFactory(closes_at=now + timedelta(minutes=1))
    over = VacancyFactory(closes_at=now)
    VacancyFactory(live=False)

    assert set(VacancyPage.objects.open(now)) == {without_end, later}
    assert list(VacancyPage.objects.closed(now)) == [over]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"place": ""}, ["place"]),
        ({"place": "", "remote": "yes"}, []),
        ({"apply_url": ""}, ["apply_url"]),
        ({"apply_url": "", "apply_email": "hr@brinkhoven.example"}, []),
        ({"pay_min": Decimal(3), "pay_max": Decimal(2)}, ["pay_max"]),
        ({"hours_min": Decimal(36), "hours_max": Decimal(24)}, ["hours_max"]),
        ({"pay_min": None, "pay_max": None}, []),
        ({"country": "Nederland"}, ["country"]),
        ({"pay_currency": "euro"}, ["pay_currency"]),
    ],
)
def test_what_a_vacancy_needs(fields, wrong) -> None:
    page = VacancyFactory()
    for name, value in fields.items():
        setattr(page, name, value)

    try:
        page.full_clean()
        found = []
    except ValidationError as error:
        found = sorted(error.message_dict)
    assert found == wrong


def test_a_page_with_vacancies_checks_its_referral_and_key_message() -> None:
    pillar = PillarFactory()

    def problems(**fields):
        page = VacancyIndexPage(title="Werk", slug="werk", path="000100019999", depth=3, **fields)
        try:
            page.full_clean()
        except ValidationError as error:
            return sorted(error.message_dict)
        return []

    assert problems(referral_parameter="gh_src", referral_value="{network}-{code}") == []
    assert problems(referral_parameter="gh_src") == ["referral_value"]
    assert problems(referral_value="{code}") == ["referral_parameter"]
    assert problems(referral_parameter="gh_src", referral_value="{name}") == ["referral_value"]
    assert problems(referral_parameter="a&b", referral_value="x") == ["referral_parameter"]
    assert problems(pillar=pillar, key_message=KeyMessageFactory()) == ["key_message"]
