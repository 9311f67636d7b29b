"""What an editor does with a distribution."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Count, F, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.base.actions import enqueue
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.actions.settling import halt
from shift_plugin.distribution.enums import (
    BY_EDITORS,
    ENDED,
    Channel,
    DeliveryState,
    DistributionKind,
    DistributionState,
    PostState,
    SkipReason,
)
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.permissions import may_send_urgent
from shift_plugin.distribution.queries import can_leave, chats_reached, full_weeks, post_counts
from shift_plugin.distribution.rules import is_ahead, leaves_at, may_become
from shift_plugin.distribution.signals import distribution_planned

START_DUE = "shift_plugin.distribution.tasks.start_due"


class DistributionError(ValidationError):
    """What can't be done with a distribution, in words for the editor."""


@transaction.atomic
def save(*, distribution: Distribution, user: Any, is_new: bool) -> Distribution:
    """Write down what an editor filled in; many-to-many choices are the form's. A planned one keeps its moment.

    What is urgent, only somebody with the right to it may write or change: another message would borrow its reason.
    """
    _refuse_urgent(distribution, user)
    if not distribution.is_urgent:
        distribution.urgent_reason = ""
    if is_new:
        distribution.created_by = user
        distribution.save()
        return distribution
    locked = Distribution.objects.select_for_update().filter(pk=distribution.pk, state=distribution.state)
    before = locked.first()
    if not distribution.is_editable or before is None:
        raise DistributionError(_("It started to leave while you were editing. Nothing was changed."))
    breaks_more = distribution.is_urgent and (
        not before.is_urgent or distribution.urgent_reason != before.urgent_reason
    )
    if distribution.state == DistributionState.PLANNED and (distribution.send_at is None or breaks_more):
        # What breaks people's rhythm is confirmed first, and its reason logged, by planning it anew.
        distribution.state = DistributionState.DRAFT
    elif distribution.state == DistributionState.PLANNED and distribution.send_at != before.send_at:
        distribution.send_at = leaves_at(distribution.send_at, timezone.now(), _undo())
    distribution.save()
    return distribution


def _undo() -> timedelta:
    return timedelta(minutes=shift_settings.UNDO_MINUTES)


@transaction.atomic
def plan(*, distribution: Distribution, user: Any, now: datetime, at_once: bool = False) -> Distribution:
    """Let it leave at its moment, or at once; never before the minutes are over in which it can be taken back.

    Raises DistributionError when it can't.
    """
    _refuse_urgent(distribution, user)
    at_once = at_once or distribution.send_at is None
    if not distribution.channels and not distribution.in_chats:
        raise DistributionError(_("Choose at least one channel."))
    if not at_once and not is_ahead(distribution.send_at, now):
        raise DistributionError(_("The moment is in the past. Choose a later one, or send it now."))
    moment = leaves_at(None if at_once else distribution.send_at, now, _undo())
    refuse_without_subject(distribution, moment)
    if not distribution.channels and not chats_reached(distribution, moment):
        raise DistributionError(_("There is no team channel for it, and it goes nowhere else."))
    from_states = [state for state in DistributionState if may_become(state, DistributionState.PLANNED)]
    from_states.append(DistributionState.PLANNED)
    changed = Distribution.objects.filter(pk=distribution.pk, state__in=from_states).update(
        state=DistributionState.PLANNED, send_at=moment
    )
    if not changed:
        raise DistributionError(_("It was sent or cancelled already."))
    distribution.refresh_from_db()
    log(instance=distribution, action="shift.distribution.plan", user=user, data={"send_at": moment.isoformat()})
    if distribution.is_urgent:
        data = {"reason": distribution.urgent_reason}
        log(instance=distribution, action="shift.distribution.urgent", user=user, data=data)
    distribution_planned.send(Distribution, distribution=distribution)
    if moment <= now:
        enqueue(START_DUE)
    return distribution


def refuse_what_left(distribution: Distribution) -> None:
    if not distribution.is_editable:
        raise DistributionError(_("It has left already, so it can't be changed any more."))


def refuse_without_subject(distribution: Distribution, moment: datetime) -> None:
    """Raises DistributionError when there will be nothing to bring."""
    if can_leave(distribution, moment):
        return
    if distribution.kind == DistributionKind.CHALLENGE:
        raise DistributionError(_("The challenge is closed by then, so it can't be announced."))
    if distribution.message is not None and distribution.message.live:
        raise DistributionError(_("Something in the message may not go out any more. Open the message to see what."))
    raise DistributionError(_("The message is not published, so it can't be distributed."))


def _refuse_urgent(distribution: Distribution, user: Any) -> None:
    if not distribution.is_urgent:
        return
    if not may_send_urgent(user):
        raise DistributionError(_("You may not change or send what is urgent. Ask somebody who may."))
    if not distribution.urgent_reason.strip():
        raise DistributionError(_("Write down why it can't wait."))


@transaction.atomic
def unplan(*, distribution: Distribution, user: Any, now: datetime) -> Distribution:
    """Take it back: a draft again, as long as nothing has left.

    A moment that is about to pass is of no use to the draft, so it goes.
    """
    planned = Distribution.objects.filter(pk=distribution.pk, state=DistributionState.PLANNED, kind__in=BY_EDITORS)
    soon = now + _undo()
    moment = Case(When(send_at__lte=soon, then=Value(None)), default=F("send_at"))
    if not planned.update(state=DistributionState.DRAFT, send_at=moment):
        raise DistributionError(_("It is not planned any more."))
    distribution.refresh_from_db()
    log(instance=distribution, action="shift.distribution.unplan", user=user)
    return distribution


@transaction.atomic
def cancel(*, distribution: Distribution, user: Any, now: datetime) -> dict[str, int]:
    """Stop what hasn't left, reminders of it too; tells exactly how far it was.

    Returns counts: mails that were delivered (``sent``), that leave at this very moment (``leaving``) and that were
    held back (``stopped``), people who have it in their inbox (``inbox``), and posts in team channels that were
    delivered (``posted``), are on their way (``posting``) and were held back (``unposted``).
    """
    if not may_become(distribution.state, DistributionState.CANCELLED):
        raise DistributionError(_("There is nothing left to cancel."))
    ended: dict[str, Any] = {"state": DistributionState.CANCELLED, "reason": SkipReason.CANCELLED, "now": now}
    halt(distribution_id=distribution.pk, **ended)
    # Only now, so that a reminder that is made at this moment is among them.
    for pk in distribution.reminder_distributions.open().values_list("pk", flat=True):
        halt(distribution_id=pk, **ended)
    distribution.refresh_from_db()
    if distribution.state != DistributionState.CANCELLED:
        raise DistributionError(_("There is nothing left to cancel."))
    told = how_far(distribution)
    log(instance=distribution, action="shift.distribution.cancel", user=user, data=told)
    return told


def how_far(distribution: Distribution) -> dict[str, int]:
    """How far a distribution was when it was cancelled or stopped; see ``cancel``."""
    mails, items = Q(channel=Channel.EMAIL), Q(channel=Channel.INBOX)
    posts = post_counts([distribution.pk])[distribution.pk]
    far = {
        "posted": posts[PostState.SENT],
        "posting": posts[PostState.SENDING],
        "unposted": distribution.chat_posts.filter(state=PostState.SKIPPED, reason__in=ENDED.values()).count(),
    }
    return far | distribution.deliveries.aggregate(
        sent=Count("pk", filter=mails & Q(state=DeliveryState.SENT)),
        leaving=Count("pk", filter=mails & Q(state=DeliveryState.SENDING)),
        stopped=Count("pk", filter=mails & Q(state=DeliveryState.SKIPPED, reason__in=ENDED.values())),
        inbox=Count("pk", filter=items & Q(state=DeliveryState.SENT)),
    )


@transaction.atomic
def retry_failed(*, distribution: Distribution, user: Any, now: datetime, also_unknown: bool = False) -> int:
    """Try again what failed; returns how many mails.

    Those of unknown outcome only when asked for, because they may arrive twice. Who has had their mails of the week
    meanwhile gets none.
    """
    states = [DeliveryState.FAILED, DeliveryState.UNKNOWN] if also_unknown else [DeliveryState.FAILED]
    if distribution.kind != DistributionKind.DIGEST:
        refuse_without_subject(distribution, now)
    reopened = Distribution.objects.filter(
        pk=distribution.pk, state__in=[DistributionState.DONE, DistributionState.SENDING]
    )
    if not reopened.update(state=DistributionState.SENDING, finished_at=None):
        raise DistributionError(_("It was cancelled or stopped, so nothing is tried again."))
    mails = Delivery.objects.filter(distribution_id=distribution.pk, channel=Channel.EMAIL)
    if not distribution.is_urgent:
        # What failed counted against nobody's cap, so others may have come in its place.
        failed = mails.filter(state=DeliveryState.FAILED, ambassador__in=full_weeks(now))
        failed.update(state=DeliveryState.SKIPPED, reason=SkipReason.CAPPED)
    number = mails.filter(state__in=states).update(
        state=DeliveryState.PENDING, due_at=now, attempts=0, claim="", claimed_at=None
    )
    log(instance=distribution, action="shift.distribution.retry", user=user, data={"deliveries": number})
    enqueue(START_DUE)
    distribution.refresh_from_db()
    return number
