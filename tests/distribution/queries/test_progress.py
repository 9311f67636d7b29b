from datetime import timedelta

import pytest
from django.utils import timezone

from shift_plugin.distribution.queries import Progress, progress_of
from tests.factories.distribution import DeliveryFactory, DistributionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def distribution(message, now):
    return DistributionFactory(message=message, state="sending", started_at=now - timedelta(hours=1))


def mails(distribution, number, **values):
    DeliveryFactory.create_batch(number, **{"distribution": distribution, "channel": "email", **values})


def test_nothing_yet(distribution, now):
    assert progress_of(distribution, now) == Progress()


def test_every_mail_is_counted_once(distribution, message, now, django_assert_num_queries):
    for number, state in enumerate(["sent", "sending", "claimed", "failed", "unknown", "digest", "skipped"], start=1):
        mails(distribution, number, state=state, due_at=now - timedelta(minutes=1))
    mails(distribution, 2, state="pending", due_at=now)
    mails(distribution, 3, state="pending", due_at=now + timedelta(days=2))
    DeliveryFactory.create_batch(4, distribution=distribution)
    mails(DistributionFactory(message=message, state="sending", started_at=now), 9, state="sent")
    with django_assert_num_queries(1):
        found = progress_of(distribution, now)
    assert (found.delivered, found.leaving, found.due, found.later) == (1, 2, 5, 3)
    assert (found.failed, found.unknown, found.digest, found.skipped) == (4, 5, 6, 7)
    assert (found.total, found.settled, found.remaining, found.in_inbox) == (33, 23, 10, 4)


def test_the_speed_of_the_last_minutes_tells_when_it_ends(distribution, now):
    mails(distribution, 9, state="sent", sent_at=now - timedelta(minutes=30))
    mails(distribution, 6, state="sent", sent_at=now - timedelta(minutes=1))
    mails(distribution, 4, state="pending", due_at=now)
    found = progress_of(distribution, now)
    assert (found.per_minute, found.expected_end) == (2, now + timedelta(minutes=2))


def test_what_waits_for_monday_ends_on_monday(distribution, now):
    monday = now + timedelta(days=2)
    mails(distribution, 1, state="pending", due_at=monday)
    assert progress_of(distribution, now).expected_end == monday


def test_without_any_speed_nobody_knows_when_it_ends(distribution, now):
    mails(distribution, 1, state="pending", due_at=now)
    assert progress_of(distribution, now).expected_end is None
