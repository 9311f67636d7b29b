"""What can change between the planning of a mail and its leaving: the clock, the place, the hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions import sending, settling, starting
from shift_plugin.distribution.enums import DeliveryState
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db

OFFICE = "12345 08:00-18:00"
SATURDAY = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)
IN_NEW_YORK = MONDAY_AT_EIGHT + timedelta(hours=6)


@pytest.fixture
def person(pillar):
    return AmbassadorFactory(user__email="sanne@brinkhoven.example", pillars=[pillar], office_hours=OFFICE)


def started(message, now=SATURDAY, **changes):
    distribution = DistributionFactory(message=message, channels=["email"], send_at=now, **changes)
    assert starting.start(distribution_id=distribution.pk, now=now) is True
    return distribution.deliveries.get()


def change(person, **changes):
    Ambassador.objects.filter(pk=person.pk).update(**changes)


def what_became_of(delivery):
    delivery.refresh_from_db()
    return delivery.state, delivery.due_at


def test_a_mail_waits_for_monday_and_the_inbox_does_not(sink, message, person):
    distribution = DistributionFactory(message=message, send_at=SATURDAY)
    starting.start(distribution_id=distribution.pk, now=SATURDAY)
    assert set(distribution.deliveries.values_list("channel", "state", "due_at")) == {
        ("email", "pending", MONDAY_AT_EIGHT),
        ("inbox", "sent", SATURDAY),
    }
    assert sending.send_due(now=MONDAY_AT_EIGHT - timedelta(seconds=1)) == 0
    assert settling.finish(now=SATURDAY) == 0
    assert sending.send_due(now=MONDAY_AT_EIGHT) == 1
    assert sink.addresses == [person.email]


def test_what_is_urgent_leaves_at_once(sink, message, person):
    change(person, rhythm=Rhythm.WEEKLY, weekly_cap=0)
    delivery = started(message, is_urgent=True)
    sending.send_due(now=SATURDAY)
    assert what_became_of(delivery) == ("sent", SATURDAY)
    assert sink.addresses == [person.email]


def test_what_is_urgent_leaves_nobody_in_peace_but_who_asked_for_it(sink, message, person):
    change(person, paused_until=MONDAY_AT_EIGHT)
    delivery = started(message, is_urgent=True)
    assert (delivery.state, delivery.reason) == ("skipped", "paused")


def test_an_urgent_mail_counts_for_the_next_one(message, person):
    change(person, weekly_cap=1)
    started(message, is_urgent=True)
    assert started(message).reason == "capped"


def test_who_has_moved_gets_it_when_the_day_begins_there(sink, message, person):
    delivery = started(message)
    change(person, time_zone="America/New_York")
    assert sending.send_due(now=MONDAY_AT_EIGHT) == 1
    assert sink.addresses == []
    assert what_became_of(delivery) == ("pending", IN_NEW_YORK)
    assert (delivery.claim, delivery.claimed_at, delivery.attempts) == ("", None, 0)
    sending.send_due(now=IN_NEW_YORK)
    assert sink.addresses == [person.email]


def test_who_moved_the_other_way_gets_it_when_it_was_planned(sink, message, person):
    change(person, time_zone="America/New_York")
    delivery = started(message)
    change(person, time_zone="")
    assert sending.send_due(now=MONDAY_AT_EIGHT) == 0
    sending.send_due(now=IN_NEW_YORK)
    assert what_became_of(delivery) == ("sent", IN_NEW_YORK)


def test_who_chose_other_hours_gets_it_within_those(sink, message, person):
    delivery = started(message)
    change(person, office_hours="2 13:00-14:00")
    sending.send_due(now=MONDAY_AT_EIGHT)
    assert what_became_of(delivery) == ("pending", datetime(2026, 11, 24, 12, tzinfo=UTC))


def test_an_urgent_mail_does_not_wait_for_other_hours(sink, message, person):
    delivery = started(message, is_urgent=True)
    change(person, office_hours="2 13:00-14:00")
    sending.send_due(now=SATURDAY)
    assert what_became_of(delivery)[0] == "sent"


def test_what_the_mail_server_did_not_take_in_time_waits_for_the_next_morning(sink, message, person, settings):
    delivery = started(message, now=MONDAY_AT_EIGHT)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    sending.send_due(now=MONDAY_AT_EIGHT)
    settings.EMAIL_PORT = port
    sending.send_due(now=MONDAY_AT_EIGHT + timedelta(hours=11))
    assert what_became_of(delivery) == ("pending", MONDAY_AT_EIGHT + timedelta(days=1))
    assert sink.addresses == []


def test_a_refused_mail_is_tried_again_within_the_hours(sink, message, person):
    sink.at_rcpt[person.email] = "451 Later"
    just_before_six = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)
    delivery = started(message, now=just_before_six)
    sending.send_due(now=just_before_six)
    assert what_became_of(delivery) == ("pending", MONDAY_AT_EIGHT)
    assert delivery.attempts == 1


def test_a_refused_mail_that_is_urgent_does_not_wait_for_monday(sink, message, person):
    sink.at_rcpt[person.email] = "451 Later"
    delivery = started(message, is_urgent=True)
    sending.send_due(now=SATURDAY)
    assert what_became_of(delivery) == ("pending", SATURDAY + timedelta(minutes=2))


def test_an_hour_that_the_clock_left_out_keeps_nobody_waiting(sink, message, person):
    """At half past two in that night there is no half past two."""
    night = datetime(2026, 3, 28, 23, tzinfo=UTC)
    change(person, office_hours="7 02:30-05:00")
    delivery = started(message, now=night)
    assert delivery.due_at == datetime(2026, 3, 29, 1, tzinfo=UTC)
    sending.send_due(now=delivery.due_at)
    assert what_became_of(delivery)[0] == "sent"


def test_a_clock_of_the_machine_that_is_put_back_sends_nothing_twice(sink, message, person):
    delivery = started(message, now=MONDAY_AT_EIGHT)
    sending.send_due(now=MONDAY_AT_EIGHT)
    for moment in (SATURDAY, MONDAY_AT_EIGHT - timedelta(hours=1), MONDAY_AT_EIGHT):
        assert starting.start_due(now=moment) == 0
        sending.send_due(now=moment)
    assert sink.addresses == [person.email]
    assert what_became_of(delivery)[0] == "sent"


def test_who_waits_in_one_chunk_with_others_holds_nobody_up(sink, message, pillar):
    ready = [AmbassadorFactory(pillars=[pillar], user__email=f"p{place}@brinkhoven.example") for place in range(3)]
    moved = [AmbassadorFactory(pillars=[pillar], office_hours=OFFICE) for _person in range(2)]
    distribution = DistributionFactory(message=message, channels=["email"], send_at=MONDAY_AT_EIGHT)
    starting.start(distribution_id=distribution.pk, now=MONDAY_AT_EIGHT)
    change(moved[0], time_zone="America/New_York")
    change(moved[1], office_hours="2 13:00-14:00")
    assert sending.send_chunk(now=MONDAY_AT_EIGHT) == 5
    assert sink.addresses == [person.email for person in ready]
    assert sorted(distribution.deliveries.filter(state="pending").values_list("due_at", flat=True)) == [
        IN_NEW_YORK,
        datetime(2026, 11, 24, 12, tzinfo=UTC),
    ]


def test_what_has_not_left_when_the_hours_end_waits_for_the_next_morning(sink, message, pillar):
    """The chunk was taken up just before."""
    people = [AmbassadorFactory(pillars=[pillar], office_hours=OFFICE) for _person in range(4)]
    just_before_six = MONDAY_AT_EIGHT + timedelta(hours=9, minutes=59)
    distribution = DistributionFactory(message=message, channels=["email"], send_at=just_before_six)
    starting.start(distribution_id=distribution.pk, now=just_before_six)
    token = sending.claim(now=just_before_six, size=10)
    chunk = sending.Chunk(token=token, started=timezone.now(), now=just_before_six)

    def six_o_clock() -> None:
        chunk.now = just_before_six + timedelta(minutes=1)

    sink.on_taken = six_o_clock
    assert chunk.send() == 4
    assert sink.addresses == [people[0].email]
    tomorrow = MONDAY_AT_EIGHT + timedelta(days=1)
    assert list(distribution.deliveries.order_by("pk").values_list("state", "due_at", "claim")) == [
        ("sent", just_before_six, token),
        *[("pending", tomorrow, "")] * 3,
    ]


def test_who_has_a_rhythm_gets_it_in_the_digest(message, person):
    change(person, rhythm=Rhythm.DAILY)
    delivery = started(message)
    assert (delivery.state, delivery.reason, delivery.sent_at) == ("digest", "", None)
    assert settling.finish(now=SATURDAY) == 1


def test_who_has_had_enough_this_week_is_skipped_with_the_reason(message, person):
    change(person, weekly_cap=2)
    for hours in (1, 30):
        DeliveryFactory(ambassador=person, channel="email", due_at=SATURDAY - timedelta(hours=hours))
    delivery = started(message)
    assert (delivery.state, delivery.reason) == (DeliveryState.SKIPPED, "capped")
