from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shift_plugin.base.rules import OfficeHours, begin_of, is_open, next_open, zone_named

# How long one example takes says more about the machine than about the code.
unhurried = settings(deadline=None)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = OfficeHours.parse("12345 08:00-18:00")


def local(text: str, zone: ZoneInfo = AMSTERDAM, fold: int = 0) -> datetime:
    """A moment by the clock on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def never(day: date) -> bool:
    return False


def opens(
    text: str, hours: str = "12345 08:00-18:00", zone: ZoneInfo = AMSTERDAM, holidays: tuple[str, ...] = ()
) -> str:
    """The next open moment as the clock on the wall shows it then."""
    moment = next_open(local(text, zone), OfficeHours.parse(hours), zone, lambda day: day.isoformat() in holidays)
    return moment.astimezone(zone).isoformat(" ", "minutes")


@st.composite
def office_hours(draw: st.DrawFn) -> OfficeHours:
    days = draw(st.sets(st.integers(1, 7), min_size=1))
    start = draw(st.integers(0, 1439))
    return OfficeHours(tuple(sorted(days)), start, draw(st.integers(start + 1, 1440)))


@st.composite
def holidays(draw: st.DrawFn):
    """Some days of the year, or a weekday, or all of them."""
    days = draw(st.sets(st.integers(1, 366), max_size=40))
    weekdays = draw(st.sets(st.integers(1, 7), max_size=7))
    return lambda day: day.timetuple().tm_yday in days or day.isoweekday() in weekdays


moments = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))
# Half of them within a day and a half of a change of the clock in Amsterdam.
changes = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from([datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)]),
    st.integers(-2000, 2000),
)
any_moment = moments | changes
any_zone = st.just(AMSTERDAM) | st.timezones(no_cache=False)


class TestParse:
    @pytest.mark.parametrize(
        "text", ["12345 08:00-18:00", "1 00:00-24:00", "1234567 00:00-24:00", "67 23:59-24:00", "246 09:30-12:15"]
    )
    def test_what_is_read_is_written_the_same(self, text):
        assert str(OfficeHours.parse(text)) == text

    def test_days_in_any_order_and_twice(self):
        assert OfficeHours.parse("51311 08:00-18:00") == OfficeHours((1, 3, 5), 480, 1080)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "must look like"),
            ("08:00-18:00", "must look like"),
            (" 08:00-18:00", "must look like"),
            ("12345 8:00-18:00", "must look like"),
            ("012 08:00-18:00", "must look like"),
            ("8 08:00-18:00", "must look like"),
            ("12345 08:00-18:00\n", "must look like"),
            ("12345 ٠٨:00-18:00", "must look like"),
            ("12345 24:01-24:30", "not a time"),
            ("12345 08:60-18:00", "not a time"),
            ("12345 08:00-24:01", "not a time"),
            ("12345 18:00-08:00", "end must come after"),
            ("12345 08:00-08:00", "end must come after"),
        ],
    )
    def test_what_is_wrong_is_said(self, text, reason):
        with pytest.raises(ValueError, match=reason):
            OfficeHours.parse(text)

    def test_at_least_one_day(self):
        with pytest.raises(ValueError, match="days must be"):
            OfficeHours((), 480, 1080)

    @given(office_hours())
    def test_all_hours_come_back(self, hours):
        assert OfficeHours.parse(str(hours)) == hours


class TestNextOpen:
    @pytest.mark.parametrize(
        ("now", "opens_at"),
        [
            ("2026-11-20 07:59", "2026-11-20 08:00+01:00"),
            ("2026-11-20 08:00", "2026-11-20 08:00+01:00"),
            ("2026-11-20 17:59", "2026-11-20 17:59+01:00"),
            ("2026-11-20 18:00", "2026-11-23 08:00+01:00"),
            ("2026-11-22 12:00", "2026-11-23 08:00+01:00"),
        ],
    )
    def test_a_week(self, now, opens_at):
        assert opens(now) == opens_at

    def test_a_moment_in_the_hours_is_kept_to_the_microsecond(self):
        now = datetime(2026, 11, 20, 16, 59, 59, 999999, tzinfo=UTC)
        assert next_open(now, OFFICE, AMSTERDAM, never) == now

    def test_holidays_are_no_working_days(self):
        assert opens("2026-12-24 19:00", holidays=("2026-12-25", "2026-12-26")) == "2026-12-28 08:00+01:00"

    def test_nothing_but_holidays_does_not_hold_a_mail_for_ever(self):
        monday = local("2026-11-23 08:00")
        assert next_open(local("2026-11-21 12:00"), OFFICE, AMSTERDAM, lambda day: True) == monday
        assert next_open(monday, OFFICE, AMSTERDAM, lambda day: True) == monday

    def test_until_midnight(self):
        assert opens("2026-11-20 23:59", "5 20:00-24:00") == "2026-11-20 23:59+01:00"
        assert opens("2026-11-21 00:00", "5 20:00-24:00") == "2026-11-27 20:00+01:00"

    def test_a_holiday_is_a_day_of_their_own_calendar(self):
        """In Auckland it is Friday the first already while it is Thursday in UTC."""
        auckland = ZoneInfo("Pacific/Auckland")
        now = datetime(2026, 12, 31, 20, tzinfo=UTC)
        assert is_open(now, OFFICE, auckland, never)
        found = next_open(now, OFFICE, auckland, lambda day: day == date(2027, 1, 1))
        assert found == local("2027-01-04 08:00", auckland)


class TestClockChanges:
    def test_eight_o_clock_stays_eight_o_clock(self):
        assert opens("2026-03-27 19:00") == "2026-03-30 08:00+02:00"
        assert opens("2026-10-23 19:00") == "2026-10-26 08:00+01:00"

    def test_in_spring_hours_that_begin_in_the_missing_hour_begin_when_it_is_over(self):
        assert opens("2026-03-29 00:00", "7 02:30-06:00") == "2026-03-29 03:00+02:00"

    def test_in_spring_hours_that_lie_in_the_missing_hour_wait_for_the_next_day(self):
        assert opens("2026-03-29 00:00", "17 02:10-02:50") == "2026-03-30 02:10+02:00"

    def test_in_autumn_hours_in_the_double_hour_come_twice(self):
        hours = OfficeHours.parse("7 02:10-02:50")
        between = local("2026-10-25 02:55")
        assert next_open(local("2026-10-25 00:00"), hours, AMSTERDAM, never) == local("2026-10-25 02:10")
        assert next_open(between, hours, AMSTERDAM, never) == local("2026-10-25 02:10", fold=1)

    def test_in_autumn_hours_that_were_over_are_there_again_when_the_clock_goes_back(self):
        hours = OfficeHours.parse("7 01:00-02:30")
        assert next_open(local("2026-10-25 02:45"), hours, AMSTERDAM, never) == local("2026-10-25 02:00", fold=1)

    def test_a_day_without_midnight_begins_after_it(self):
        """Beirut changes its clock at midnight, so that day begins at one."""
        beirut = ZoneInfo("Asia/Beirut")
        assert begin_of(date(2026, 3, 29), beirut) == local("2026-03-29 01:00", beirut)
        found = next_open(local("2026-03-28 23:59", beirut), OfficeHours.parse("7 00:00-24:00"), beirut, never)
        assert found == local("2026-03-29 01:00", beirut)

    def test_a_day_that_was_left_out(self):
        """Samoa went over the date line and had no 30 December 2011, a Friday."""
        apia = ZoneInfo("Pacific/Apia")
        assert opens("2011-12-29 19:00", zone=apia) == "2012-01-02 08:00+14:00"
        assert opens("2011-12-29 19:00", "5 08:00-18:00", zone=apia) == "2012-01-06 08:00+14:00"

    def test_a_clock_that_goes_back_past_midnight(self):
        """In Newfoundland it was a minute past midnight, and then eleven o’clock in the evening once more."""
        st_johns = ZoneInfo("America/St_Johns")
        now = datetime(2006, 10, 29, 2, 30, 30, tzinfo=UTC)
        assert now.astimezone(st_johns).isoformat(" ") == "2006-10-29 00:00:30-02:30"
        saturday_evening = OfficeHours.parse("6 20:00-24:00")
        found = next_open(now, saturday_evening, st_johns, never)
        assert found.astimezone(st_johns).isoformat(" ") == "2006-10-28 23:01:00-03:30"


class TestProperties:
    @unhurried
    @given(any_moment, office_hours(), any_zone, holidays())
    def test_never_in_the_past_and_always_in_the_hours(self, now, hours, zone, is_holiday):
        moment = next_open(now, hours, zone, is_holiday)
        assert moment >= now
        assert hours.hold(moment.astimezone(zone))
        assert moment.utcoffset() == timedelta(0)

    @unhurried
    @given(any_moment, office_hours(), any_zone, holidays())
    def test_never_on_a_holiday_unless_there_is_nothing_else_for_a_month(self, now, hours, zone, is_holiday):
        moment = next_open(now, hours, zone, is_holiday)
        if is_holiday(moment.astimezone(zone).date()):
            days = [now.astimezone(zone).date() + timedelta(days=number) for number in range(1, 29)]
            assert all(is_holiday(day) for day in days if day.isoweekday() in hours.days)

    @unhurried
    @given(any_moment, any_moment, office_hours(), any_zone, holidays())
    def test_order_is_kept(self, one, other, hours, zone, is_holiday):
        first, second = sorted([one, other])
        assert next_open(first, hours, zone, is_holiday) <= next_open(second, hours, zone, is_holiday)

    @unhurried
    @given(any_moment, office_hours(), any_zone, holidays(), st.floats(0, 1, exclude_max=True))
    def test_no_open_moment_is_passed_over(self, now, hours, zone, is_holiday, part):
        moment = next_open(now, hours, zone, is_holiday)
        assume(not is_holiday(moment.astimezone(zone).date()))
        between = now + (moment - now) * part
        assert between == moment or not is_open(between, hours, zone, is_holiday)

    @unhurried
    @given(any_moment, office_hours(), any_zone, holidays())
    def test_a_mail_is_not_put_off_time_and_again(self, now, hours, zone, is_holiday):
        """It is looked at again when it is to leave; then it leaves, or on the first working day in a year of them."""
        moment = next_open(now, hours, zone, is_holiday)
        again = next_open(moment, hours, zone, is_holiday)
        assert again == moment or is_open(again, hours, zone, is_holiday)
        assert next_open(again, hours, zone, is_holiday) == again

    @unhurried
    @given(any_moment, office_hours(), any_zone, any_zone, holidays())
    def test_who_moves_gets_it_in_the_hours_of_the_new_place_and_not_earlier(self, now, hours, old, new, is_holiday):
        """Planned in one zone, looked at again in another when it is to leave."""
        planned = next_open(now, hours, old, is_holiday)
        leaves = next_open(planned, hours, new, is_holiday)
        assert leaves >= planned
        assert hours.hold(leaves.astimezone(new))


def test_somebody_who_moved_from_amsterdam_to_new_york():
    planned = next_open(local("2026-11-22 12:00"), OFFICE, AMSTERDAM, never)
    new_york = zone_named("America/New_York", "Europe/Amsterdam")
    assert next_open(planned, OFFICE, new_york, never) == local("2026-11-23 08:00", new_york)


@pytest.mark.parametrize(
    ("name", "otherwise", "found"),
    [
        ("America/New_York", "Europe/Amsterdam", "America/New_York"),
        ("", "Europe/Amsterdam", "Europe/Amsterdam"),
        ("Europe/Brinkhoven", "Europe/Amsterdam", "Europe/Amsterdam"),
        ("../../etc/passwd", "Europe/Amsterdam", "Europe/Amsterdam"),
        ("Europe", "Europe/Amsterdam", "Europe/Amsterdam"),
        ("", "", "UTC"),
    ],
)
def test_a_zone_that_nobody_knows_is_that_of_the_site(name, otherwise, found):
    assert zone_named(name, otherwise).key == found
