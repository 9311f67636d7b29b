from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.distribution.rules import OfficeHours, digest_days, digest_due, digest_moment, is_open
from shift_plugin.people.enums import Rhythm

ZONES = [ZoneInfo(name) for name in ("Europe/Amsterdam", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati", "UTC")]

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
zones = st.sampled_from(ZONES)
hours = st.builds(
    lambda on, start, long: OfficeHours(tuple(sorted(on)), start * 30, min(start * 30 + long * 30, 1440)),
    st.sets(st.integers(1, 7), min_size=1),
    st.integers(0, 46),
    st.integers(1, 20),
)
holidays = st.sets(days, max_size=40).map(lambda found: found.__contains__)
rhythms = st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY])


@given(days, rhythms, hours, zones, holidays)
def test_a_digest_comes_on_a_working_day_and_within_the_hours(day, rhythm, own, zone, is_holiday):
    moment = digest_moment(day, rhythm, own, zone, is_holiday)
    if moment is not None:
        assert is_open(moment, own, zone, is_holiday)
        assert moment.astimezone(zone).date() >= day


@given(days, hours, zones, holidays)
def test_two_weekly_digests_never_come_at_once(day, own, zone, is_holiday):
    both = [digest_moment(day + timedelta(days=7 * week), Rhythm.WEEKLY, own, zone, is_holiday) for week in range(4)]
    known = [moment for moment in both if moment]
    assert known == sorted(set(known))


@given(days, hours, zones, holidays)
def test_a_daily_digest_comes_on_its_day_or_not_at_all(day, own, zone, is_holiday):
    moment = digest_moment(day, Rhythm.DAILY, own, zone, is_holiday)
    works = day.isoweekday() in own.days and not is_holiday(day)
    assert (moment is not None) is works or not works
    assert moment is None or moment.astimezone(zone).date() == day


@given(days, rhythms, hours, zones, holidays, st.timedeltas(timedelta(days=-3), timedelta(days=9)))
def test_nothing_leaves_in_the_past_or_outside_the_hours(day, rhythm, own, zone, is_holiday, late):
    moment = digest_moment(day, rhythm, own, zone, is_holiday)
    if moment is None:
        return
    due = digest_due(moment, moment + late, rhythm, own, zone, is_holiday)
    if due is not None:
        assert due >= max(moment, moment + late)
        assert is_open(due, own, zone, is_holiday)


@given(days, zones, st.integers(1, 7))
def test_the_day_of_a_digest_is_looked_at_when_its_moment_comes(day, zone, weekday):
    office = OfficeHours((1, 2, 3, 4, 5, 6, 7), 480, 1080)
    for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY):
        moment = digest_moment(day, rhythm, office, zone, lambda _day: False)
        assert (day in digest_days(moment, rhythm, weekday)) is (rhythm == Rhythm.DAILY or day.isoweekday() == weekday)


@pytest.mark.parametrize(("late", "due"), [(0, True), (2, True), (3, False)])
def test_a_weekly_digest_of_days_ago_is_not_made_up_for(late, due):
    tuesday = datetime(2026, 11, 24, 8, tzinfo=UTC)
    office = OfficeHours((1, 2, 3, 4, 5), 480, 1080)
    found = digest_due(
        tuesday, tuesday + timedelta(days=late), Rhythm.WEEKLY, office, ZoneInfo("UTC"), lambda _day: False
    )
    assert (found is not None) is due
