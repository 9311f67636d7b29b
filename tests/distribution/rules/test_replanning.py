from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from shift_plugin.distribution.enums import DeliveryState, SkipReason
from shift_plugin.distribution.rules import WEEK, OfficeHours, Outcome, Recipient, WaitingMail, next_open, replanned
from shift_plugin.people.enums import Rhythm
from tests.base.test_rules_hours import any_moment, any_zone, holidays, office_hours

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 7, tzinfo=UTC)
WAITS, URGENT = WaitingMail(earliest=NOW), WaitingMail(earliest=NOW, is_urgent=True, fits_digest=False, fits_cap=False)
TRIED = WaitingMail(earliest=NOW, fits_digest=False, fits_cap=False)

choices = st.builds(
    Recipient,
    receives_mail=st.booleans(),
    paused_until=st.none() | st.sampled_from([NOW - WEEK, NOW, LATER]),
    rhythm=st.sampled_from(Rhythm.values),
    cap=st.integers(0, 4),
    mails=st.lists(st.integers(-200, 200).map(lambda hours: NOW + timedelta(hours=hours)), max_size=4).map(tuple),
)
waiting = st.lists(
    st.builds(
        WaitingMail,
        earliest=st.integers(-200, 200).map(lambda hours: NOW + timedelta(hours=hours)),
        is_urgent=st.booleans(),
        fits_digest=st.booleans(),
        fits_cap=st.booleans(),
        reads_language=st.booleans(),
    ),
    max_size=6,
)


def states(mails: list[WaitingMail], person: Recipient) -> list[str]:
    return [outcome.state for outcome in replanned(mails, person, NOW, lambda moment: LATER)]


def test_the_first_ones_have_the_first_places_under_the_cap():
    assert states([WAITS, WAITS, WAITS], Recipient(cap=2)) == ["pending", "pending", "skipped"]


def test_what_leaves_in_any_case_takes_its_place_first():
    assert states([WAITS, TRIED, URGENT], Recipient(cap=2)) == ["skipped", "pending", "pending"]


def test_a_pause_that_is_over_by_then_does_not_matter():
    assert states([WAITS, URGENT], Recipient(paused_until=LATER)) == ["pending", "skipped"]


def test_the_language_comes_before_all_else():
    other = WaitingMail(earliest=NOW, reads_language=False)
    (outcome,) = replanned([other], Recipient(receives_mail=False), NOW, lambda moment: LATER)
    assert outcome == Outcome(DeliveryState.SKIPPED, LATER, SkipReason.LANGUAGE)


@settings(deadline=None)
@given(waiting, choices, any_moment, office_hours(), any_zone, holidays())
def test_never_in_the_past_never_outside_the_hours_never_for_who_wants_none(
    mails, person, now, hours: OfficeHours, zone, is_holiday
):
    opens = partial(next_open, hours=hours, zone=zone, is_holiday=is_holiday)
    outcomes = replanned(mails, person, now, opens)
    assert len(outcomes) == len(mails)
    for mail, outcome in zip(mails, outcomes, strict=True):
        assert outcome.due_at >= now
        assert mail.is_urgent or hours.hold(outcome.due_at.astimezone(zone))
        if outcome.state == DeliveryState.PENDING:
            assert person.receives_mail and mail.reads_language
            assert person.paused_until is None or person.paused_until <= outcome.due_at
            assert mail.is_urgent or not mail.fits_digest or person.rhythm == Rhythm.AT_ONCE


@settings(deadline=None)
@given(waiting, choices)
def test_no_week_holds_more_than_the_cap_because_of_one_that_the_cap_can_hold_back(mails, person):
    outcomes = replanned(mails, person, NOW, lambda moment: moment)
    stays = [outcome.due_at for outcome in outcomes if outcome.state == DeliveryState.PENDING]
    for mail, outcome in zip(mails, outcomes, strict=True):
        if mail.fits_cap and not mail.is_urgent and outcome.state == DeliveryState.PENDING:
            counted = [*person.mails, *stays]
            assert sum(outcome.due_at - WEEK < moment <= outcome.due_at for moment in counted) <= person.cap
