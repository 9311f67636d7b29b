from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from shift_plugin.vacancies.models import VacancyPage
from shift_plugin.vacancies.queries import hours_text, pay_text, place_text, with_vacancy_state
from shift_plugin.vacancies.rules import state_of
from tests.factories.library import MessageFactory
from tests.factories.vacancies import VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (None, None, ""),
        (Decimal(2800), Decimal(3600), "EUR 2.800 tot 3.600 per maand"),
        (Decimal("16.5"), None, "EUR 16,50 of meer per maand"),
        (None, Decimal(3600), "EUR 3.600 of minder per maand"),
        (Decimal(3000), Decimal(3000), "EUR 3.000 per maand"),
    ],
)
def test_pay_in_words(low, high, text) -> None:
    assert pay_text(VacancyPage(pay_min=low, pay_max=high)) == text


def test_hours_and_place_in_words() -> None:
    assert hours_text(VacancyPage()) == ""
    assert hours_text(VacancyPage(hours_min=Decimal("32.0"), hours_max=Decimal(36))) == "32 tot 36 uur per week"
    assert hours_text(VacancyPage(hours_max=Decimal("24.5"))) == "24,5 uur per week"
    assert place_text(VacancyPage(place="Brinkhoven")) == "Brinkhoven"
    assert place_text(VacancyPage(place="Brinkhoven", remote="hybrid")) == "Brinkhoven, Deels thuis"


def test_the_database_says_the_same_as_the_rule() -> None:
    now = timezone.now()
    for days in (None, -1, 0, 1, 7, 8):
        VacancyFactory(closes_at=None if days is None else now + timedelta(days=days))
    offered = VacancyFactory(live=False)
    MessageFactory(source_page=offered, kind="vacancy", draft=True)
    MessageFactory(source_page=VacancyFactory(), kind="article")

    rows = with_vacancy_state(VacancyPage.objects.all(), now)

    assert all(row.state == state_of(live=row.live, closes_at=row.closes_at, now=now) for row in rows)
    assert list(rows.filter(is_offered=True)) == [offered]
