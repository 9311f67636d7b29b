"""What becomes of mails that wait when somebody changes their choices before they leave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions import sending, starting
from shift_plugin.distribution.actions.personal import change_preferences, set_receives_mail
from shift_plugin.distribution.enums import DeliveryState
from shift_plugin.distribution.models import Delivery, DigestItem
from shift_plugin.people.enums import Rhythm
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.library import MessageFactory, locale
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db

OFFICE = "12345 08:00-18:00"
SATURDAY = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)
TUESDAY_AT_EIGHT = MONDAY_AT_EIGHT + timedelta(days=1)


@pytest.fixture
def person(pillar):
    # A site with one language offers it to everybody.
    locale("en")
    return AmbassadorFactory(
        user__email="sanne@brinkhoven.example", pillars=[pillar], office_hours=OFFICE, rhythm=Rhythm.AT_ONCE
    )


def started(message: Any, **changes: Any) -> Any:
    distribution = DistributionFactory(message=message, channels=["email"], send_at=SATURDAY, **changes)
    assert starting.start(distribution_id=distribution.pk, now=SATURDAY) is True
    return distribution


def choose(person: Any, now: datetime = SATURDAY, **choices: Any) -> None:
    untouched = {
        name: getattr(person, name)
        for name in "receives_mail office_hours time_zone holiday_region weekly_cap paused_until rhythm".split()
    }
    change_preferences(ambassador=person, now=now, **{**untouched, **choices})


def became(delivery: Delivery) -> tuple[Any, ...]:
    delivery.refresh_from_db()
    return delivery.state, delivery.due_at, delivery.reason


@pytest.mark.parametrize(
    ("choices", "state", "due_at", "reason"),
    [
        ({}, "pending", MONDAY_AT_EIGHT, ""),
        ({"time_zone": "America/New_York"}, "pending", MONDAY_AT_EIGHT + timedelta(hours=6), ""),
        ({"time_zone": "Asia/Tokyo"}, "pending", MONDAY_AT_EIGHT - timedelta(hours=8), ""),
        ({"office_hours": "2 13:00-14:00"}, "pending", datetime(2026, 11, 24, 12, tzinfo=UTC), ""),
        ({"office_hours": "7 10:00-11:00"}, "pending", datetime(2026, 11, 22, 9, tzinfo=UTC), ""),
        ({"office_hours": "6 08:00-18:00"}, "pending", SATURDAY, ""),
        ({"weekly_cap": 1}, "pending", MONDAY_AT_EIGHT, ""),
        ({"weekly_cap": 0}, "skipped", MONDAY_AT_EIGHT, "capped"),
        ({"rhythm": "daily"}, "digest", MONDAY_AT_EIGHT, ""),
        ({"rhythm": "weekly"}, "digest", MONDAY_AT_EIGHT, ""),
        ({"receives_mail": False}, "skipped", MONDAY_AT_EIGHT, "no_mail"),
        ({"paused_until": TUESDAY_AT_EIGHT}, "skipped", MONDAY_AT_EIGHT, "paused"),
        # Over by the time it leaves.
        ({"paused_until": MONDAY_AT_EIGHT}, "pending", MONDAY_AT_EIGHT, ""),
        # It is not there in that language.
        ({"language": "en"}, "skipped", MONDAY_AT_EIGHT, "language"),
    ],
)
def test_a_mail_that_waits_follows_what_its_person_chooses(message, person, choices, state, due_at, reason):
    other = AmbassadorFactory(pillars=list(message.pillars.all()), office_hours=OFFICE)
    distribution = started(message)
    choose(person, **choices)
    assert became(distribution.deliveries.get(ambassador=person)) == (state, due_at, reason)
    assert became(distribution.deliveries.get(ambassador=other)) == ("pending", MONDAY_AT_EIGHT, "")


def test_a_public_holiday_of_another_region_puts_it_off(message, person):
    christmas_eve = datetime(2026, 12, 24, 22, tzinfo=UTC)
    distribution = DistributionFactory(message=message, channels=["email"], send_at=christmas_eve)
    starting.start(distribution_id=distribution.pk, now=christmas_eve)
    delivery = distribution.deliveries.get()
    assert delivery.due_at == datetime(2026, 12, 25, 7, tzinfo=UTC)
    choose(person, christmas_eve, holiday_region="NL")
    assert became(delivery)[1] == datetime(2026, 12, 28, 7, tzinfo=UTC)


def test_what_follows_an_earlier_moment_leaves_then(sink, message, person):
    delivery = started(message).deliveries.get()
    choose(person, office_hours="6 08:00-18:00")
    assert sending.send_due(now=SATURDAY) == 1
    assert (became(delivery)[0], sink.addresses) == ("sent", [person.email])


@pytest.mark.parametrize(
    ("choices", "taken_back"),
    [
        ({"receives_mail": False}, {"receives_mail": True}),
        ({"paused_until": TUESDAY_AT_EIGHT}, {"paused_until": None}),
        ({"rhythm": "weekly"}, {"rhythm": "at_once"}),
        ({"weekly_cap": 0}, {"weekly_cap": None}),
        ({"language": "en"}, {"language": "nl"}),
    ],
)
def test_who_takes_a_choice_back_in_time_gets_it_after_all(message, person, choices, taken_back):
    delivery = started(message).deliveries.get()
    choose(person, **choices)
    assert became(delivery)[0] != "pending"
    choose(person, **taken_back)
    assert became(delivery) == ("pending", MONDAY_AT_EIGHT, "")


def test_who_takes_it_back_too_late_or_after_the_end_gets_nothing(message, person):
    late, ended = started(message).deliveries.get(), started(MessageFactory(pillars=message.pillars.all()))
    choose(person, receives_mail=False)
    choose(person, MONDAY_AT_EIGHT, receives_mail=True)
    assert became(late) == ("skipped", MONDAY_AT_EIGHT, "no_mail")
    ended.state = "cancelled"
    ended.save()
    choose(person, receives_mail=True)
    assert became(ended.deliveries.get())[0] == "skipped"


def test_what_a_digest_took_over_does_not_come_once_more(message, person):
    delivery = started(message).deliveries.get()
    choose(person, rhythm="daily")
    digest = DeliveryFactory(ambassador=person, channel="email", state="sent", due_at=SATURDAY)
    DigestItem.objects.create(delivery=digest, message=message, position=1)
    choose(person, rhythm="at_once")
    assert became(delivery)[0] == "digest"


def test_a_lower_cap_keeps_what_was_planned_first(message, person):
    mails = [started(message).deliveries.get(), started(message).deliveries.get(), started(message).deliveries.get()]
    choose(person, weekly_cap=2)
    assert [became(mail)[0] for mail in mails] == ["pending", "pending", "skipped"]


def test_what_was_sent_this_week_counts(message, person):
    waits = started(message).deliveries.get()
    for days in (1, 2, 9):
        DeliveryFactory(ambassador=person, channel="email", due_at=SATURDAY - timedelta(days=days))
    choose(person, weekly_cap=3)
    assert became(waits)[0] == "pending"
    choose(person, weekly_cap=2)
    assert became(waits) == ("skipped", MONDAY_AT_EIGHT, "capped")


@pytest.mark.parametrize(
    "changes",
    [
        {"is_urgent": True},
        {"kind": "reminder"},
        {"kind": "challenge"},
        {"kind": "digest", "digest_key": "daily-2026-11-23"},
        {"attempts": 1},
        {"state": "sending"},
        {"state": "sent"},
        {"channel": "inbox", "state": "sent"},
    ],
)
def test_what_a_digest_can_not_bring_stays_what_it_is(person, message, changes):
    about = {name: changes[name] for name in ("is_urgent", "kind", "digest_key") if name in changes}
    own = {"channel": "email", "state": "pending", "due_at": MONDAY_AT_EIGHT}
    own |= {name: value for name, value in changes.items() if name not in about}
    distribution = DistributionFactory(message=message, state="sending", **about)
    mail = DeliveryFactory(distribution=distribution, ambassador=person, **own)
    choose(person, rhythm="daily")
    assert became(mail)[:2] == (own["state"], MONDAY_AT_EIGHT)


def test_a_pause_after_a_refusal_goes_on_and_keeps_the_words_of_the_server(person, message):
    tried = DeliveryFactory(
        distribution=DistributionFactory(message=message, state="sending"),
        ambassador=person,
        channel="email",
        state="pending",
        attempts=1,
        reason="451 Later",
        due_at=SATURDAY + timedelta(minutes=2),
    )
    choose(person, office_hours="1234567 00:00-24:00")
    assert became(tried) == ("pending", SATURDAY + timedelta(minutes=2), "451 Later")
    choose(person, office_hours=OFFICE)
    assert became(tried) == ("pending", MONDAY_AT_EIGHT, "451 Later")


def test_a_digest_that_waits_moves_to_the_beginning_of_the_new_day(person):
    """It was made while the first of its people began; nobody gets the digest of tomorrow today."""
    monday_evening = MONDAY_AT_EIGHT + timedelta(hours=8)
    digest = DistributionFactory(kind="digest", digest_key="weekly-2026-11-24", message=None, state="sending")
    own = {"channel": "email", "state": "pending", "due_at": TUESDAY_AT_EIGHT}
    waits = DeliveryFactory(distribution=digest, ambassador=person, **own)
    choose(person, monday_evening)
    assert became(waits) == ("pending", TUESDAY_AT_EIGHT, "")
    choose(person, monday_evening, office_hours="12345 10:00-18:00")
    assert became(waits) == ("pending", TUESDAY_AT_EIGHT + timedelta(hours=2), "")
    choose(person, monday_evening, paused_until=TUESDAY_AT_EIGHT + timedelta(days=1))
    assert became(waits)[::2] == ("skipped", "paused")


def test_one_click_stops_what_waits_and_one_more_takes_that_back(message, person):
    delivery = started(message).deliveries.get()
    set_receives_mail(ambassador=person, receives_mail=False, now=SATURDAY)
    assert became(delivery) == ("skipped", MONDAY_AT_EIGHT, "no_mail")
    set_receives_mail(ambassador=person, receives_mail=True, now=SATURDAY)
    assert became(delivery) == (DeliveryState.PENDING, MONDAY_AT_EIGHT, "")


@pytest.mark.parametrize(
    ("choices", "after"),
    [
        ({"rhythm": "weekly"}, ("digest", MONDAY_AT_EIGHT, "", "")),
        ({"receives_mail": False}, ("skipped", MONDAY_AT_EIGHT, "no_mail", "")),
        ({"office_hours": "2 08:00-18:00"}, ("pending", TUESDAY_AT_EIGHT, "", "")),
        # It may leave now, as before.
        ({"weekly_cap": 1}, ("claimed", MONDAY_AT_EIGHT, "", "theirs")),
    ],
)
def test_what_a_worker_took_up_follows_too(message, person, choices, after):
    delivery = started(message).deliveries.get()
    claim = sending.claim(now=MONDAY_AT_EIGHT, size=10)
    choose(person, MONDAY_AT_EIGHT, **choices)
    found = became(delivery)
    assert (*found, delivery.claim.replace(claim, "theirs") if delivery.claim else "") == after


def test_a_choice_of_this_moment_stops_the_mail_in_the_hands_of_a_worker(sink, message, person):
    """And only that one: those after it in the chunk leave by the same worker."""
    other = AmbassadorFactory(pillars=list(message.pillars.all()), office_hours=OFFICE)
    distribution = started(message)
    worker = sending.Chunk(
        token=sending.claim(now=MONDAY_AT_EIGHT, size=10), started=timezone.now(), now=MONDAY_AT_EIGHT
    )
    own, others = (distribution.deliveries.select_related("ambassador").get(ambassador=one) for one in (person, other))
    mails = sending.prepare(distribution, [own, others], MONDAY_AT_EIGHT, worker.press)
    mails.letter(own)
    choose(person, MONDAY_AT_EIGHT, rhythm="weekly")
    assert [worker._step(delivery, mails) for delivery in (own, others)] == [False, True]
    assert [became(delivery)[0] for delivery in (own, others)] == ["digest", "sending"]
