"""Mails that wait follow what their person chooses meanwhile: later, earlier, into the digest, or not by mail."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.enums import (
    COUNTED,
    WAITING,
    Channel,
    DeliveryState,
    DistributionKind,
    DistributionState,
    SkipReason,
)
from shift_plugin.distribution.models import Delivery, DigestItem
from shift_plugin.distribution.queries import Window, versions, window
from shift_plugin.distribution.rules import WEEK, Outcome, Recipient, WaitingMail, digest_moment, replanned
from shift_plugin.people.models import Ambassador

# Why a mail doesn't leave that was planned: it waits again when its person changes their mind before its moment.
_OWN_CHOICE = (SkipReason.NO_MAIL, SkipReason.PAUSED, SkipReason.CAPPED, SkipReason.LANGUAGE)


@transaction.atomic
def replan(*, ambassador: Ambassador, now: datetime) -> int:
    """Plan the waiting mails of one person anew, by what they want now; returns how many changed.

    What is being handed over at this moment still leaves; what a worker only took up follows too. What was put aside
    for a choice of theirs, and whose moment is still ahead, waits again when they take that choice back. The engine
    looks again at who gets it before it leaves.
    """
    deliveries = _waiting(ambassador, now)
    if not deliveries:
        return 0
    own = window(ambassador)
    mails = [_mail(delivery, ambassador, own, now) for delivery in deliveries]
    person = Recipient(
        receives_mail=ambassador.receives_mail,
        paused_until=ambassador.paused_until,
        rhythm=ambassador.rhythm,
        cap=shift_settings.WEEKLY_CAP if ambassador.weekly_cap is None else ambassador.weekly_cap,
        mails=_others(ambassador, deliveries, now),
    )
    outcomes = replanned(mails, person, now, own.next_open)
    return sum(_change(delivery, outcome, now) for delivery, outcome in zip(deliveries, outcomes, strict=True))


def _waiting(ambassador: Ambassador, now: datetime) -> list[Delivery]:
    """Mails of distributions under way that wait, or would but for a choice; those that were planned first come first.

    What a digest took over in the meantime stays there.
    """
    taken_over = DigestItem.objects.filter(
        delivery__ambassador_id=ambassador.pk,
        delivery__state__in=COUNTED,
        message__translation_key=OuterRef("distribution__message__translation_key"),
    )
    by_choice = Q(state=DeliveryState.DIGEST) | Q(state=DeliveryState.SKIPPED, reason__in=_OWN_CHOICE)
    mails = Delivery.objects.filter(
        Q(state__in=WAITING) | Q(by_choice, ~Exists(taken_over), due_at__gt=now),
        ambassador_id=ambassador.pk,
        channel=Channel.EMAIL,
        distribution__state=DistributionState.SENDING,
    )
    locked = mails.select_for_update(of=("self",)).select_related("distribution__message")
    return list(locked.order_by("due_at", "pk"))


def _others(ambassador: Ambassador, deliveries: list[Delivery], now: datetime) -> tuple[datetime, ...]:
    """The moments of the other mails that count against the cap."""
    counted = Delivery.objects.filter(
        ambassador_id=ambassador.pk, channel=Channel.EMAIL, state__in=COUNTED, due_at__gt=now - WEEK
    )
    return tuple(counted.exclude(pk__in=[each.pk for each in deliveries]).values_list("due_at", flat=True))


def _mail(delivery: Delivery, person: Ambassador, own: Window, now: datetime) -> WaitingMail:
    distribution, message = delivery.distribution, delivery.distribution.message
    is_digest = distribution.kind == DistributionKind.DIGEST
    was_tried = delivery.attempts > 0
    earliest = now
    if was_tried or distribution.is_urgent:
        # The pause after a refusal goes on.
        earliest = delivery.due_at
    elif is_digest:
        rhythm, _dash, day = distribution.digest_key.partition("-")
        begins = digest_moment(date.fromisoformat(day), rhythm, own.hours, own.zone, own.is_holiday)
        earliest = begins or delivery.due_at
    return WaitingMail(
        earliest=earliest,
        is_urgent=distribution.is_urgent,
        fits_digest=distribution.kind == DistributionKind.MESSAGE and not was_tried,
        fits_cap=not (is_digest or was_tried or distribution.is_urgent),
        reads_language=message is None or person.language in versions(message, now),
    )


def _change(delivery: Delivery, outcome: Outcome, now: datetime) -> bool:
    """Write it down, unless it is so already or the mail is being handed over this very moment.

    A worker that took it up keeps it when it may leave now; else it loses its claim, and finds that out by itself.
    """
    is_claimed = delivery.state == DeliveryState.CLAIMED
    if is_claimed and outcome.state == DeliveryState.PENDING and outcome.due_at <= now:
        return False
    reason = outcome.reason or (delivery.reason if delivery.state in WAITING else "")
    changes: dict[str, Any] = {"state": outcome.state, "due_at": outcome.due_at, "reason": reason}
    if all(getattr(delivery, name) == value for name, value in changes.items()):
        return False
    if is_claimed:
        changes |= {"claim": "", "claimed_at": None}
    return bool(Delivery.objects.filter(pk=delivery.pk, state=delivery.state).update(**changes))
