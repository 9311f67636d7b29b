"""Whether the sending is all right: the one answer for the Shift home and for monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import Heartbeat, Queue, broken_jobs, heartbeat, queue
from shift_plugin.distribution.enums import DeliveryState, PostState
from shift_plugin.distribution.models import ChatPost, Delivery, Distribution
from shift_plugin.distribution.queries.outcome import oldest_due
from shift_plugin.distribution.rules import minutes_late

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Health:
    """The facts, without a judgement. Minutes are whole ones.

    ``due``: deliveries that may leave now. ``late``: minutes that the oldest of what is due waits. ``unknown``: mails
    and posts whose outcome became unknown in the last 24 hours. ``queue_late``: minutes that the oldest task waits for
    a cluster.
    """

    heartbeat: Heartbeat
    due: int
    late: int
    broken: list[JobRun]
    unknown: int
    queue: Queue
    queue_late: int


def health(now: datetime) -> Health:
    tasks = queue(now)
    return Health(
        heartbeat=heartbeat(now),
        due=Delivery.objects.due(now).count(),
        late=minutes_late(oldest_due(now), now),
        broken=list(broken_jobs()),
        unknown=unknown_since(now - DAY),
        queue=tasks,
        queue_late=minutes_late(tasks.waits_since, now),
    )


def unknown_since(moment: datetime) -> int:
    """Mails and posts of which nobody knows whether they arrived, that were last handed over since then.

    Looks only at distributions that weren't finished by then: there are few of those, and very many deliveries.
    """
    recent = Distribution.objects.filter(Q(finished_at=None) | Q(finished_at__gte=moment)).exclude(started_at=None)
    mails = Delivery.objects.filter(
        distribution__in=recent, state=DeliveryState.UNKNOWN, claimed_at__gte=moment
    ).count()
    return mails + ChatPost.objects.filter(state=PostState.UNKNOWN, claimed_at__gte=moment).count()
