"""Reminders: made when their day has come, sent by the same engine as everything else, and switched off at any time."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.actions.settling import halt
from shift_plugin.distribution.enums import BY_EDITORS, Channel, DistributionKind, DistributionState, SkipReason
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.queries import can_leave
from shift_plugin.distribution.rules import MOST_REMINDERS, reminder_is_due

logger = logging.getLogger("shift_plugin")

_REMINDED = (DistributionState.SENDING, DistributionState.DONE)
# What a reminder takes over from its original. Never that it is urgent: a reminder can wait.
_SAME = ("message", "challenge", "name", "note", "roles", "everyone", "reminder_days", "created_by")


def remind_due(*, now: datetime) -> int:
    """Make the reminders whose day has come; returns how many. One that fails never stops the others."""
    made = 0
    for original in _with_reminders_left(now):
        try:
            made += remind(original=original, now=now)
        except Exception:
            logger.exception("The reminder of distribution %s could not be made; the next tick tries again.", original)
    return made


def _with_reminders_left(now: datetime) -> list[Distribution]:
    running = Distribution.objects.filter(
        Q(message__isnull=False) | Q(challenge__isnull=False),
        kind__in=BY_EDITORS,
        state__in=_REMINDED,
        started_at__isnull=False,
        reminders__gt=0,
    ).select_related("message", "challenge")
    left = running.annotate(made=Count("reminder_distributions")).filter(made__lt=F("reminders"))
    return [original for original in left if _number_due(original, now)]


def _number_due(original: Distribution, now: datetime) -> int:
    """Which reminder is due now; 0 for none. A first one that was missed is left out."""
    if original.started_at is None:
        return 0
    for number in range(1, min(original.reminders, MOST_REMINDERS) + 1):
        if reminder_is_due(original.started_at, number=number, days=original.reminder_days, now=now):
            return number
    return 0


@transaction.atomic
def remind(*, original: Distribution, now: datetime) -> bool:
    """Make the reminder that is due, so that it starts with this tick.

    True when this caller was the one to make it: the database lets each be made once.
    """
    # Somebody may cancel it, or switch the reminders off, at this very moment.
    fresh = Distribution.objects.select_for_update().filter(pk=original.pk, state__in=_REMINDED).first()
    number = _number_due(fresh, now) if fresh else 0
    if not number or not can_leave(original, now):
        return False
    same: dict[str, Any] = {name: getattr(original, name) for name in _SAME}
    reminder, is_new = Distribution.objects.get_or_create(
        kind=DistributionKind.REMINDER,
        original=original,
        reminder_number=number,
        defaults={
            **same,
            "channels": [Channel.EMAIL.value],
            "send_at": now,
            "state": DistributionState.PLANNED,
        },
    )
    if is_new:
        reminder.pillars.set(original.pillars.all())
        reminder.teams.set(original.teams.all())
        log(instance=original, action="shift.distribution.remind", data={"number": number})
    return is_new


@transaction.atomic
def stop_reminders(*, distribution: Distribution, user: Any, now: datetime) -> int:
    """No more reminders of this: those to come are not made, of those that are leaving the rest is held back.

    Returns how many mails were held back. Raises DistributionError when there is nothing to stop.
    """
    leaving = list(distribution.reminder_distributions.open().values_list("pk", flat=True))
    number = distribution.reminder_distributions.count()
    if not leaving and distribution.reminders <= number:
        raise DistributionError(_("There are no reminders left to stop."))
    Distribution.objects.filter(pk=distribution.pk).update(reminders=number)
    held = sum(
        halt(distribution_id=pk, state=DistributionState.CANCELLED, reason=SkipReason.CANCELLED, now=now)
        for pk in leaving
    )
    distribution.refresh_from_db()
    log(instance=distribution, action="shift.distribution.stop_reminders", user=user, data={"stopped": held})
    return held
