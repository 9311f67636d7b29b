"""What became of a distribution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from shift_plugin.distribution.enums import DeliveryState, DistributionKind, DistributionState, PostState
from shift_plugin.distribution.models import ChatPost, Delivery, DigestItem, Distribution
from shift_plugin.people.models import Ambassador
from shift_plugin.sharing.models import Share


def state_counts(distribution_ids: Iterable[int]) -> dict[int, Counter[str]]:
    """Per distribution how many deliveries are in which state. One query, for a page of a list."""
    found: dict[int, Counter[str]] = {pk: Counter() for pk in distribution_ids}
    counts = Delivery.objects.filter(distribution_id__in=found).order_by().values("distribution_id", "state")
    for row in counts.annotate(number=Count("pk")):
        found[row["distribution_id"]][row["state"]] = row["number"]
    return found


def post_counts(distribution_ids: Iterable[int]) -> dict[int, Counter[str]]:
    """Per distribution how many posts in team channels are in which state. One query."""
    found: dict[int, Counter[str]] = {pk: Counter() for pk in distribution_ids}
    counts = ChatPost.objects.filter(distribution_id__in=found).order_by().values("distribution_id", "state")
    for row in counts.annotate(number=Count("pk")):
        found[row["distribution_id"]][row["state"]] = row["number"]
    return found


@dataclass(frozen=True)
class Outcome:
    """What a distribution did. Counts of deliveries per channel and state; people for ``opened`` and ``shared``."""

    by_channel: Mapping[str, Counter[str]]
    total: int
    settled: int
    opened: int
    shared: int
    problem: str

    def count(self, state: str) -> int:
        return sum(counts[state] for counts in self.by_channel.values())


def outcome(distribution: Distribution) -> Outcome:
    by_channel: dict[str, Counter[str]] = {channel: Counter() for channel in distribution.channels}
    deliveries = distribution.deliveries.order_by()
    for row in deliveries.values("channel", "state").annotate(number=Count("pk")):
        by_channel.setdefault(row["channel"], Counter())[row["state"]] = row["number"]
    total = sum(sum(counts.values()) for counts in by_channel.values())
    waiting = sum(
        counts[state]
        for counts in by_channel.values()
        for state in (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)
    )
    problem = deliveries.filter(state=DeliveryState.PENDING).exclude(reason="").order_by("-pk")
    return Outcome(
        by_channel=by_channel,
        total=total,
        settled=total - waiting,
        opened=deliveries.filter(seen_at__isnull=False).aggregate(n=Count("ambassador", distinct=True))["n"],
        shared=sharers(distribution).count(),
        problem=problem.values_list("reason", flat=True).first() or "",
    )


def sharers(distribution: Distribution) -> QuerySet[Ambassador]:
    """Who received it and shared the message since then. Shows who did; there is no list of who did not."""
    if distribution.started_at is None:
        return Ambassador.objects.none()
    shares = Share.objects.filter(ambassador=OuterRef("pk"), opened_at__gte=distribution.started_at)
    if distribution.kind == DistributionKind.DIGEST:
        items = DigestItem.objects.filter(
            delivery__distribution=distribution,
            delivery__ambassador=OuterRef("ambassador"),
            message__translation_key=OuterRef("message__translation_key"),
        )
        shares = shares.filter(Exists(items))
    elif distribution.message is None:
        return Ambassador.objects.none()
    else:
        shares = shares.filter(message__translation_key=distribution.message.translation_key)
    received = distribution.deliveries.filter(ambassador=OuterRef("pk"), state=DeliveryState.SENT)
    return Ambassador.objects.filter(Exists(received), Exists(shares))


def upcoming(now: datetime) -> QuerySet[Distribution]:
    """Planned distributions, the next one first."""
    planned = Distribution.objects.filter(state=DistributionState.PLANNED)
    return planned.select_related("message", "challenge").order_by("send_at")


def oldest_due(now: datetime) -> datetime | None:
    """The moment of the delivery or post that waits longest, or of the distribution that should have started."""
    moments = [
        Delivery.objects.due(now).aggregate(first=Min("due_at"))["first"],
        Distribution.objects.due(now).aggregate(first=Min("send_at"))["first"],
        ChatPost.objects.filter(state=PostState.PENDING, due_at__lte=now).aggregate(first=Min("due_at"))["first"],
    ]
    return min((moment for moment in moments if moment), default=None)
