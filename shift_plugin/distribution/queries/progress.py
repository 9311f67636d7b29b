"""How far a distribution is, at this moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from shift_plugin.distribution.enums import WAITING, Channel, DeliveryState
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.rules import SPEED_WINDOW, expected_end, speed


@dataclass(frozen=True)
class Progress:
    """Mails by what became of them, and people who have it in their inbox. The states of all mails add up to ``total``.

    ``per_minute`` is measured over the last minutes; ``expected_end`` is an estimate from it, and None when nothing
    waits or nothing says how fast it goes.
    """

    total: int = 0
    delivered: int = 0
    leaving: int = 0
    # Waits for its turn now, and for the working hours of its receiver or for another try.
    due: int = 0
    later: int = 0
    failed: int = 0
    unknown: int = 0
    digest: int = 0
    skipped: int = 0
    in_inbox: int = 0
    per_minute: int = 0
    expected_end: datetime | None = None

    @property
    def waiting(self) -> int:
        return self.due + self.later

    @property
    def remaining(self) -> int:
        return self.waiting + self.leaving

    @property
    def settled(self) -> int:
        return self.total - self.remaining


def progress_of(distribution: Distribution, now: datetime) -> Progress:
    """One query, that reads the deliveries of this distribution by their index."""
    recently = now - SPEED_WINDOW
    grouped = distribution.deliveries.order_by().values("channel", "state")
    rows = grouped.annotate(
        number=Count("pk"),
        later=Count("pk", filter=Q(due_at__gt=now)),
        recent=Count("pk", filter=Q(sent_at__gt=recently)),
        last_due=Max("due_at"),
    )
    inbox = [row for row in rows if row["channel"] == Channel.INBOX]
    mails = {row["state"]: row for row in rows if row["channel"] == Channel.EMAIL}
    counts = Counter({state: row["number"] for state, row in mails.items()})
    waiting = sum(counts[state] for state in WAITING)
    later = sum(row["later"] for state, row in mails.items() if state == DeliveryState.PENDING)
    recent = sum(row["recent"] for state, row in mails.items() if state == DeliveryState.SENT)
    per_minute = speed(recent, (distribution.started_at or recently), now)
    last_due = max((mails[state]["last_due"] for state in WAITING if state in mails), default=None)
    return Progress(
        total=counts.total(),
        delivered=counts[DeliveryState.SENT],
        leaving=counts[DeliveryState.SENDING],
        due=waiting - later,
        later=later,
        failed=counts[DeliveryState.FAILED],
        unknown=counts[DeliveryState.UNKNOWN],
        digest=counts[DeliveryState.DIGEST],
        skipped=counts[DeliveryState.SKIPPED],
        in_inbox=sum(row["number"] for row in inbox if row["state"] == DeliveryState.SENT),
        per_minute=per_minute,
        expected_end=expected_end(due=waiting - later, per_minute=per_minute, last_due=last_due, now=now),
    )
