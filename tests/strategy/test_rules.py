from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.strategy.rules import coming_month, week_of


def test_a_week_runs_from_monday_to_sunday():
    assert week_of(date(2026, 11, 21)) == (date(2026, 11, 16), date(2026, 11, 22))


def test_the_coming_month_starts_after_this_week_and_ends_after_31_days():
    assert coming_month(date(2026, 11, 21)) == (date(2026, 11, 23), date(2026, 12, 22))


@given(st.dates(date(1, 2, 1), date(9999, 11, 1)))
def test_every_day_is_in_its_week_and_the_coming_month_follows_without_a_gap(day):
    monday, sunday = week_of(day)
    first, last = coming_month(day)

    assert monday <= day <= sunday
    assert monday.weekday() == 0
    assert first - sunday == timedelta(days=1)
    assert last > first
