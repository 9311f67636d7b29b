from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shift_plugin.distribution.enums import DeliveryState, SkipReason
from shift_plugin.distribution.rules import (
    WEEK,
    OfficeHours,
    Outcome,
    Recipient,
    in_week,
    is_capped,
    next_digest,
    next_open,
    outcome_for,
)
from shift_plugin.people.enums import Rhythm
from tests.base.test_rules_hours import any_moment, any_zone, holidays, local, never, office_hours

unhurried = settings(deadline=None)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = OfficeHours.parse("12345 08:00-18:00")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 7, tzinfo=UTC)
TUESDAY = 2


def digest(text: str, rhythm: str = Rhythm.WEEKLY, hours: str = "12345 08:00-18:00", holidays: tuple = ()) -> str:
    moment = next_digest(
        local(text), rhythm, OfficeHours.parse(hours), AMSTERDAM, lambda day: day.isoformat() in holidays, TUESDAY
    )
    return moment.astimezone(AMSTERDAM).isoformat(" ", "minutes")


class TestNextDigest:
    @pytest.mark.parametrize(
        ("now", "due"),
        [
            ("2026-11-23 12:00", "2026-11-24 08:00+01:00"),
            ("2026-11-24 07:59", "2026-11-24 08:00+01:00"),
            ("2026-11-24 08:00", "2026-11-24 08:00+01:00"),
            ("2026-11-24 08:01", "2026-12-01 08:00+01:00"),
        ],
    )
    def test_weekly_on_its_day(self, now, due):
        assert digest(now) == due

    @pytest.mark.parametrize(
        ("now", "due"),
        [
            ("2026-11-20 08:00", "2026-11-20 08:00+01:00"),
            ("2026-11-20 08:01", "2026-11-23 08:00+01:00"),
            ("2026-11-22 23:00", "2026-11-23 08:00+01:00"),
        ],
    )
    def test_daily_when_the_working_day_begins(self, now, due):
        assert digest(now, Rhythm.DAILY) == due

    def test_a_holiday_moves_it_to_the_next_working_day(self):
        assert digest("2026-11-23 12:00", holidays=("2026-11-24",)) == "2026-11-25 08:00+01:00"
        assert digest("2026-11-24 12:00", holidays=("2026-11-24",)) == "2026-11-25 08:00+01:00"

    def test_who_works_on_other_days_gets_it_on_the_next_of_them(self):
        assert digest("2026-11-23 12:00", hours="4 13:00-17:00") == "2026-11-26 13:00+01:00"

    def test_eight_o_clock_on_both_sides_of_a_change_of_the_clock(self):
        assert digest("2026-03-25 12:00") == "2026-03-31 08:00+02:00"
        assert digest("2026-10-21 12:00") == "2026-10-27 08:00+01:00"

    @unhurried
    @given(any_moment, st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]), office_hours(), any_zone, holidays())
    def test_never_in_the_past_and_always_in_the_hours(self, now, rhythm, hours, zone, is_holiday):
        moment = next_digest(now, rhythm, hours, zone, is_holiday, TUESDAY)
        assert moment >= now
        assert hours.hold(moment.astimezone(zone))

    @unhurried
    @given(any_moment, any_moment, st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]), office_hours(), any_zone, holidays())
    def test_order_is_kept(self, one, other, rhythm, hours, zone, is_holiday):
        first, second = sorted([one, other])
        assert next_digest(first, rhythm, hours, zone, is_holiday, TUESDAY) <= next_digest(
            second, rhythm, hours, zone, is_holiday, TUESDAY
        )


@pytest.mark.parametrize(("count", "cap", "capped"), [(2, 3, False), (3, 3, True), (4, 3, True), (0, 0, True)])
def test_a_week_is_full_when_it_holds_the_cap(count, cap, capped):
    assert is_capped(count, cap) is capped


def test_seven_days_count_and_what_is_waiting():
    moments = [NOW - WEEK, NOW - WEEK + timedelta(seconds=1), NOW, NOW + timedelta(days=2)]
    assert in_week(moments, NOW) == 3


class TestOutcome:
    @pytest.mark.parametrize(
        ("person", "state", "due_at", "reason"),
        [
            (Recipient(), DeliveryState.PENDING, LATER, ""),
            (Recipient(rhythm=Rhythm.DAILY), DeliveryState.DIGEST, NOW, ""),
            (Recipient(rhythm=Rhythm.WEEKLY, cap=0), DeliveryState.DIGEST, NOW, ""),
            (Recipient(cap=2, mails=(NOW, LATER)), DeliveryState.SKIPPED, LATER, SkipReason.CAPPED),
            (Recipient(cap=2, mails=(LATER - WEEK, LATER)), DeliveryState.PENDING, LATER, ""),
            (Recipient(receives_mail=False), DeliveryState.SKIPPED, NOW, SkipReason.NO_MAIL),
            (Recipient(paused_until=NOW + WEEK), DeliveryState.SKIPPED, NOW, SkipReason.PAUSED),
            (Recipient(paused_until=NOW), DeliveryState.PENDING, LATER, ""),
            (Recipient(has_address=False), DeliveryState.SKIPPED, NOW, SkipReason.NO_ADDRESS),
            (Recipient(has_dead_address=True), DeliveryState.SKIPPED, NOW, SkipReason.DEAD_ADDRESS),
            (Recipient(receives_mail=False, rhythm=Rhythm.DAILY), DeliveryState.SKIPPED, NOW, SkipReason.NO_MAIL),
        ],
    )
    def test_by_their_own_rules(self, person, state, due_at, reason):
        assert outcome_for(person, now=NOW, opens_at=LATER, is_urgent=False) == Outcome(state, due_at, reason)

    @pytest.mark.parametrize("person", [Recipient(takes_part=False), Recipient(reads_language=False)])
    def test_nothing_at_all(self, person):
        assert outcome_for(person, now=NOW, opens_at=NOW, is_urgent=True) is None

    @pytest.mark.parametrize("rhythm", Rhythm.values)
    def test_a_question_to_people_themselves_waits_for_no_digest_but_for_hours_and_cap(self, rhythm):
        asked = {"now": NOW, "opens_at": LATER, "is_urgent": False, "is_direct": True}

        assert outcome_for(Recipient(rhythm=rhythm), **asked) == Outcome(DeliveryState.PENDING, LATER)
        assert outcome_for(Recipient(rhythm=rhythm, cap=0), **asked) == Outcome(
            DeliveryState.SKIPPED, LATER, SkipReason.CAPPED
        )

    @pytest.mark.parametrize("person", [Recipient(cap=0), Recipient(rhythm=Rhythm.WEEKLY)])
    def test_what_is_urgent_breaks_rhythm_hours_and_cap(self, person):
        assert outcome_for(person, now=NOW, opens_at=LATER, is_urgent=True) == Outcome(DeliveryState.PENDING, NOW)

    @pytest.mark.parametrize(
        ("person", "reason"),
        [
            (Recipient(receives_mail=False), SkipReason.NO_MAIL),
            (Recipient(paused_until=LATER), SkipReason.PAUSED),
            (Recipient(has_dead_address=True), SkipReason.DEAD_ADDRESS),
        ],
    )
    def test_what_is_urgent_respects_a_pause_and_who_wants_no_mail(self, person, reason):
        found = outcome_for(person, now=NOW, opens_at=LATER, is_urgent=True)
        assert found == Outcome(DeliveryState.SKIPPED, NOW, reason)

    @unhurried
    @given(
        st.lists(st.integers(0, 40 * 24), max_size=30),
        st.integers(0, 5),
        office_hours(),
        any_zone,
        holidays(),
    )
    def test_no_week_holds_more_than_the_cap_whatever_is_planned_when(self, starts, cap, hours, zone, is_holiday):
        """Distributions one after the other, in any order of moments, also some in the past of others."""
        mails: list[datetime] = []
        for number in starts:
            now = NOW + timedelta(hours=number)
            opens_at = next_open(now, hours, zone, is_holiday)
            found = outcome_for(Recipient(cap=cap, mails=tuple(mails)), now=now, opens_at=opens_at, is_urgent=False)
            if found.state == DeliveryState.PENDING:
                mails.append(found.due_at)
        for last in mails:
            assert sum(last - WEEK < moment <= last for moment in mails) <= cap

    @given(
        st.builds(
            Recipient,
            takes_part=st.booleans(),
            reads_language=st.booleans(),
            receives_mail=st.booleans(),
            paused_until=st.none() | st.sampled_from([NOW - WEEK, NOW, LATER]),
            has_address=st.booleans(),
            has_dead_address=st.booleans(),
            rhythm=st.sampled_from(Rhythm.values),
            cap=st.integers(0, 3),
            mails=st.lists(st.sampled_from([NOW - WEEK, NOW, LATER])).map(tuple),
        ),
        st.booleans(),
    )
    def test_a_mail_leaves_only_for_who_wants_mail_and_never_before_its_moment(self, person, is_urgent):
        found = outcome_for(person, now=NOW, opens_at=LATER, is_urgent=is_urgent)
        if found is not None and found.state == DeliveryState.PENDING:
            assert found.due_at == (NOW if is_urgent else LATER)
            assert person.receives_mail and person.has_address and not person.has_dead_address
            assert person.paused_until is None or person.paused_until <= NOW


def test_around_the_clock_means_now():
    always = OfficeHours.parse("1234567 00:00-24:00")
    assert next_open(NOW, always, AMSTERDAM, never) == NOW
