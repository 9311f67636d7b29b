from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.base.rules import OfficeHours
from shift_plugin.stories.rules import decide_before
from tests.base.test_rules_hours import any_moment, any_zone, holidays, office_hours

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def due(came: str, days: int = 2, hours: str = "12345 08:00-17:00", free: tuple[str, ...] = ()) -> str:
    moment = decide_before(
        datetime.fromisoformat(came).replace(tzinfo=AMSTERDAM).astimezone(UTC),
        days=days,
        hours=OfficeHours.parse(hours),
        zone=AMSTERDAM,
        is_holiday=lambda day: day.isoformat() in free,
    )
    return moment.astimezone(AMSTERDAM).isoformat(" ", "minutes")[:16]


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ("2026-11-24 09:00", "2026-11-26 17:00"),  # Tuesday → Thursday
        ("2026-11-24 23:59", "2026-11-26 17:00"),
        ("2026-11-26 12:00", "2026-11-30 17:00"),  # Thursday → Monday
        ("2026-11-28 12:00", "2026-12-01 17:00"),  # Saturday → Tuesday
        ("2026-03-27 12:00", "2026-03-31 17:00"),  # over a change of the clock
    ],
)
def test_two_working_days(came, expected):
    assert due(came) == expected


def test_holidays_are_no_working_days():
    assert due("2026-12-23 10:00", free=("2026-12-25",)) == "2026-12-28 17:00"


def test_hours_until_midnight_and_less_than_one_day():
    assert due("2026-11-24 09:00", days=0, hours="12345 08:00-24:00") == "2026-11-26 00:00"


def test_nothing_but_holidays_does_not_put_it_off_for_ever():
    zone = ZoneInfo("UTC")
    moment = decide_before(
        datetime(2026, 11, 24, tzinfo=UTC),
        days=2,
        hours=OfficeHours.parse("12345 08:00-17:00"),
        zone=zone,
        is_holiday=lambda day: True,
    )
    assert moment == datetime(2026, 11, 26, 17, tzinfo=UTC)


@given(any_moment, st.integers(1, 20), office_hours(), any_zone, holidays())
def test_it_is_always_later_and_more_days_are_never_sooner(now, days, hours, zone, is_holiday):
    def after(number):
        return decide_before(now, days=number, hours=hours, zone=zone, is_holiday=is_holiday)

    assert now < after(days) <= after(days + 1) <= now + timedelta(days=days * 7 + 120)
