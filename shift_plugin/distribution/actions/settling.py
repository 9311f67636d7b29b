"""What ends a delivery or a distribution other than a mail that was taken: left behind, cut off, stopped, complete."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.enums import (
    ENDED,
    UNPOSTED,
    UNSETTLED,
    WAITING,
    DeliveryState,
    DistributionKind,
    DistributionState,
    PostState,
    SkipReason,
)
from shift_plugin.distribution.models import ChatPost, Delivery, Distribution
from shift_plugin.distribution.rules import retry_pause
from shift_plugin.distribution.signals import distribution_finished


def recover(*, now: datetime) -> int:
    """Take up what a worker that died had claimed; returns how many deliveries."""
    expired = Delivery.objects.filter(lease_is_over(now))
    number = expired.filter(state=DeliveryState.CLAIMED).update(state=DeliveryState.PENDING, claim="", claimed_at=None)
    return number + settle_unknown(expired.filter(state=DeliveryState.SENDING), now=now, words="")


def lease_is_over(now: datetime) -> Q:
    """Of a delivery or a post. A lease from the future was taken by a clock that was wrong, and would never end."""
    lease = shift_settings.lease
    return Q(claimed_at__lt=now - lease) | Q(claimed_at__gt=now + lease)


def settle_unknown(deliveries: QuerySet[Delivery], *, now: datetime, words: str) -> int:
    """Mails of which nobody can know whether they arrived: left alone, or sent once more with the same Message-ID.

    The claim stays, so that a worker that was only slow can still say that the server took it.
    """
    resent = 0
    # The distribution by a subquery of its own: with a join, the state of the delivery would be looked up in that
    # subquery too, and PostgreSQL would not look again after waiting for a worker that just settled the mail.
    going_on = Distribution.objects.filter(state=DistributionState.SENDING)
    if shift_settings.OUTCOME_UNKNOWN == "resend":
        resent = deliveries.filter(
            distribution__in=going_on, state=DeliveryState.SENDING, attempts__lt=shift_settings.MAX_ATTEMPTS - 1
        ).update(
            state=DeliveryState.PENDING,
            attempts=F("attempts") + 1,
            due_at=now + retry_pause(1),
            claimed_at=None,
            reason=words or SkipReason.UNKNOWN,
        )
    rest = deliveries.filter(state=DeliveryState.SENDING)
    return resent + rest.update(state=DeliveryState.UNKNOWN, reason=words or SkipReason.UNKNOWN)


def finish(*, now: datetime) -> int:
    """Close distributions of which nothing is left to send; returns how many."""
    unsettled = Delivery.objects.filter(distribution=OuterRef("pk"), state__in=UNSETTLED)
    unposted = ChatPost.objects.filter(distribution=OuterRef("pk"), state__in=UNPOSTED)
    done = Distribution.objects.filter(~Exists(unsettled), ~Exists(unposted), state=DistributionState.SENDING)
    finished = 0
    for distribution in done:
        with transaction.atomic():
            if done.filter(pk=distribution.pk).update(state=DistributionState.DONE, finished_at=now):
                distribution_finished.send(Distribution, distribution=distribution)
                finished += 1
    return finished


def stop(*, distribution_id: int, now: datetime) -> int:
    """What it is about is gone: nothing leaves any more. Returns how many deliveries were held back."""
    is_challenge = Q(kind=DistributionKind.CHALLENGE) | Q(original__kind=DistributionKind.CHALLENGE)
    is_about_challenge = Distribution.objects.filter(is_challenge, pk=distribution_id).exists()
    state = DistributionState.CLOSED if is_about_challenge else DistributionState.STOPPED
    return halt(distribution_id=distribution_id, state=state, reason=ENDED[state], now=now)


@transaction.atomic
def halt(*, distribution_id: int, state: DistributionState, reason: SkipReason, now: datetime) -> int:
    """End a distribution early; what is on its way at this very moment still arrives."""
    running = Distribution.objects.open().filter(pk=distribution_id)
    if not running.update(state=state, finished_at=now):
        return 0
    posts = ChatPost.objects.filter(distribution_id=distribution_id, state=PostState.PENDING)
    posts.update(state=PostState.SKIPPED, reason=reason)
    waiting = Delivery.objects.filter(distribution_id=distribution_id, state__in=WAITING)
    return waiting.update(state=DeliveryState.SKIPPED, reason=reason)
