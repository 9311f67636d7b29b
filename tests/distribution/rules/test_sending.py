from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shift_plugin.distribution.enums import DeliveryState, DistributionState
from shift_plugin.distribution.rules import (
    TRANSITIONS,
    after_refusal,
    is_about_address,
    is_ahead,
    is_narrower,
    is_permanent,
    is_plain,
    leaves_at,
    may_become,
    minutes_late,
    one_line,
    retry_pause,
    senders_for,
)

# How long one example takes says more about the machine than about the code.
unhurried = settings(deadline=None)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def test_every_state_has_its_transitions():
    assert set(TRANSITIONS) == set(DistributionState)


@pytest.mark.parametrize(
    ("state", "new", "allowed"),
    [
        ("draft", "planned", True),
        ("draft", "sending", False),
        ("planned", "sending", True),
        ("planned", "draft", True),
        ("sending", "cancelled", True),
        ("sending", "planned", False),
        ("done", "sending", True),
        ("done", "cancelled", False),
        ("cancelled", "sending", False),
        ("stopped", "sending", False),
    ],
)
def test_what_may_follow(state, new, allowed):
    assert may_become(state, new) is allowed


@unhurried
@given(st.integers(min_value=-5, max_value=200))
def test_pauses_never_shrink(attempts):
    assert timedelta(minutes=2) <= retry_pause(attempts) <= retry_pause(attempts + 1)


@unhurried
@given(st.integers(1, 20), st.integers(1, 20))
def test_a_permanent_refusal_is_never_tried_again_and_a_temporary_one_ends(attempts, maximum):
    assert after_refusal(permanent=True, attempts=attempts, maximum=maximum) == DeliveryState.FAILED
    expected = DeliveryState.FAILED if attempts >= maximum else DeliveryState.PENDING
    assert after_refusal(permanent=False, attempts=attempts, maximum=maximum) == expected


@pytest.mark.parametrize(("code", "permanent"), [(421, False), (450, False), (499, False), (500, True), (554, True)])
def test_codes_of_a_mail_server(code, permanent):
    assert is_permanent(code) is permanent


@pytest.mark.parametrize("address", ["a@b.nl", "jan.de-boer+shift@mail.example.org", "o'neil@b.example", "x@localhost"])
def test_an_address_that_a_server_takes_as_it_stands(address):
    assert is_plain(address) is True


@pytest.mark.parametrize(
    "address",
    [
        *("", "jan", "@b.nl", "jan@", "jan@b.", "a@b@c.nl", ".jan@b.nl", "jan..b@c.nl", "jan@b.nl\n", "jan@b.nl>"),
        *("Jan <jan@b.nl>", '"jan b"@c.nl', "jan b@c.nl", "jan@b.nl, piet@b.nl", "zoë@b.nl", "jan@café.nl"),
        "jan@b.nl\r\nDATA",
    ],
)
def test_an_address_that_has_to_be_looked_at(address):
    assert is_plain(address) is False


@pytest.mark.parametrize(
    ("code", "words", "about"),
    [
        (550, "5.1.1 No such person", True),
        (550, "No such person", True),
        (553, "5.1.2 No such domain", True),
        (552, "5.2.2 Mailbox full", True),
        (550, "5.4.1 Recipient address rejected: Access denied", True),
        (550, "5.7.1 Your host is on our list", False),
        (550, "5.1.8 We don't like the sender", False),
        (552, "5.2.3 Too large for this mailbox", False),
        (554, "5.7.26 Not authenticated", False),
        (554, "Go away 5.1.1", False),
        (450, "4.2.1 Later", False),
    ],
)
def test_a_refusal_is_about_the_address_or_about_us(code, words, about):
    assert is_about_address(code, words) is about


@unhurried
@given(st.text())
def test_one_line_has_no_line_break_or_control_character_and_is_stable(text):
    line = one_line(text)
    assert len(line) <= 120
    assert len(line.splitlines()) <= 1
    assert not any(character < " " for character in line)
    assert one_line(line) == line


@unhurried
@given(st.integers(0, 10**6), st.integers(1, 1000), st.integers(1, 50), st.integers(0, 50))
def test_senders_are_never_more_than_the_setting_nor_than_there_is_work(due, size, most, at_work):
    number = senders_for(due, size=size, most=most, at_work=at_work)
    assert 0 <= number <= max(0, most - at_work)
    assert number <= -(-due // size)


def test_somebody_sends_when_nobody_does_and_something_is_due():
    assert senders_for(1, size=200, most=2, at_work=0) == 1
    assert senders_for(0, size=200, most=2, at_work=0) == 0


@given(
    st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1)),
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=1)),
)
def test_nothing_leaves_before_it_can_not_be_taken_back_any_more(send_at, undo):
    now = datetime(2026, 6, 1, tzinfo=UTC)
    moment = leaves_at(send_at, now, undo)
    assert moment >= now + undo
    assert moment == send_at or moment == now + undo


def test_moments():
    assert is_ahead(None, NOW) is True
    assert is_ahead(NOW, NOW) is False
    assert is_ahead(NOW + timedelta(seconds=1), NOW) is True
    assert minutes_late(None, NOW) == 0
    assert minutes_late(NOW - timedelta(seconds=119), NOW) == 1
    assert minutes_late(NOW + timedelta(hours=1), NOW) == 0


@unhurried
@given(st.sets(st.integers()), st.sets(st.integers()))
def test_narrower(chosen, offered):
    assert is_narrower(chosen, offered) is (not offered or chosen <= offered)
