from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT
from shift_plugin.distribution.enums import Channel, ChatKind, DeliveryState, DistributionState, PostState
from shift_plugin.distribution.models import ChatChannel, ChatPost
from shift_plugin.distribution.queries import health
from tests.factories.distribution import DeliveryFactory, DistributionFactory

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def now():
    return timezone.now()


def unknown(moment, **distribution):
    DeliveryFactory(
        distribution=DistributionFactory(started_at=moment, **distribution),
        channel=Channel.EMAIL,
        state=DeliveryState.UNKNOWN,
        claimed_at=moment,
    )


def test_nothing_to_do_and_a_fresh_heartbeat_is_all_right(now):
    JobRun.objects.beat(HEARTBEAT, now=now)
    found = health(now)
    assert found.heartbeat.is_alive is True
    assert (found.due, found.late, found.broken, found.unknown) == (0, 0, [], 0)
    assert (found.queue_late, found.queue.abandoned) == (0, 0)


def test_the_oldest_of_mails_distributions_and_posts_counts(now):
    DeliveryFactory(channel=Channel.EMAIL, state=DeliveryState.PENDING, due_at=now - 3 * MINUTE)
    assert (health(now).due, health(now).late) == (1, 3)
    distribution = DistributionFactory(send_at=now - 5 * MINUTE)
    assert health(now).late == 5
    channel = ChatChannel.objects.create(name="Nacht", kind=ChatKind.SLACK, address="https://x.example", language="nl")
    ChatPost.objects.create(distribution=distribution, channel=channel, due_at=now - 8 * MINUTE)
    assert (health(now).due, health(now).late) == (1, 8)
    assert health(now - timedelta(hours=1)).late == 0


def test_unknown_outcomes_of_the_last_day_count_and_older_ones_do_not(now):
    hours = timedelta(hours=1)
    unknown(now - 2 * hours, state=DistributionState.SENDING)
    unknown(now - 3 * hours, state=DistributionState.DONE, finished_at=now - hours)
    unknown(now - 30 * hours, state=DistributionState.SENDING)
    unknown(now - 40 * hours, state=DistributionState.DONE, finished_at=now - 39 * hours)
    assert health(now).unknown == 2


def test_a_post_of_unknown_outcome_counts_too(now):
    channel = ChatChannel.objects.create(name="Nacht", kind=ChatKind.SLACK, address="https://x.example", language="nl")
    ChatPost.objects.create(
        distribution=DistributionFactory(), channel=channel, due_at=now, claimed_at=now, state=PostState.UNKNOWN
    )
    assert health(now).unknown == 1


def test_a_job_that_failed_is_named(now):
    JobRun.objects.create(name="one", due_at=now, error="OSError: disk full")
    JobRun.objects.create(name="two", due_at=now)
    assert [job.name for job in health(now).broken] == ["one"]


def test_tasks_that_nobody_takes_or_finishes_tell_of_a_dead_cluster(now):
    """The example site's cluster hands out again after 900 seconds; a task stays 360 at the longest."""
    OrmQ.objects.create(key="shift", payload="", lock=now - 7 * MINUTE)
    taken = now - 4 * MINUTE
    OrmQ.objects.create(key="shift", payload="", lock=taken + timedelta(seconds=900))
    # Of a cluster of the host's own.
    OrmQ.objects.create(key="other", payload="", lock=now - 60 * MINUTE)
    assert (health(now).queue_late, health(now).queue.abandoned) == (7, 0)
    assert health(now + 3 * MINUTE).queue.abandoned == 1


def test_the_number_of_queries_stays_the_same(now, django_assert_num_queries):
    unknown(now, state=DistributionState.SENDING)
    with django_assert_num_queries(10):
        health(now)
