"""The line that says what somebody's choices mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from shift_plugin.distribution.queries import mail_in_words
from shift_plugin.distribution.queries.choices import days_in_words
from shift_plugin.people.actions import mark_undeliverable
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
INBOX = "You find every message in your inbox on the intranet."
URGENT = "Urgent messages always arrive, at once."
OFFICE = {"office_hours": "12345 08:00-18:00"}


def words(language: str = "en", **choices: object) -> list[str]:
    person = AmbassadorFactory(**choices)
    with override(language):
        return mail_in_words(person, NOW)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        (
            {"rhythm": "at_once", **OFFICE},
            [
                "You get a mail as soon as something is for you, Monday to Friday between 8:00 and 18:00.",
                "At most 3 mails a week.",
                URGENT,
            ],
        ),
        (
            {"rhythm": "daily", "office_hours": "24 09:30-17:00", "weekly_cap": 1},
            ["You get a digest of what is new, Tuesday and Thursday at 9:30.", "At most 1 mail a week.", URGENT],
        ),
        (
            {"rhythm": "weekly", "office_hours": "", "holiday_region": "NL"},
            [
                "You get a digest of what is new every week, Tuesday at 8:00.",
                "On public holidays (Netherlands) nothing comes: it waits until you work again.",
                URGENT,
            ],
        ),
        # The day of the digest is none of theirs: it comes on the next one that is.
        (
            {"rhythm": "weekly", "office_hours": "15 08:00-24:00"},
            ["You get a digest of what is new every week, Friday at 8:00.", URGENT],
        ),
        ({"receives_mail": False, "paused_until": NOW + timedelta(days=9)}, ["You get no mail.", INBOX]),
    ],
)
def test_what_the_choices_mean(choices, told):
    assert words(**choices) == told


def test_the_end_of_a_pause_is_a_day_where_the_person_is():
    pause = {"paused_until": datetime(2026, 12, 24, 23, tzinfo=UTC), "rhythm": "weekly"}
    until = [words(time_zone=zone, **pause)[0] for zone in ("America/New_York", "Asia/Tokyo")]
    assert ["24" in until[0], "25" in until[1]] == [True, True]
    assert until[0].endswith("From that day on:")
    over = words(rhythm="weekly", paused_until=NOW - timedelta(days=1))
    assert not over[0].startswith("You get no mail until")


def test_who_has_a_dead_address_is_told_so():
    person = AmbassadorFactory()
    mark_undeliverable(address=person.email)
    person.refresh_from_db()
    with override("en"):
        told = mail_in_words(person, NOW)
    assert told[:2] == ["Mails to your address come back, so we don't send any.", INBOX]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((3,), "Wednesday"),
        ((1, 2), "Monday and Tuesday"),
        ((1, 3, 5), "Monday, Wednesday and Friday"),
        ((2, 3, 4), "Tuesday to Thursday"),
        ((1, 2, 3, 4, 5, 6, 7), "every day"),
    ],
)
def test_days_as_people_say_them(days, told):
    with override("en"):
        assert days_in_words(days) == told
