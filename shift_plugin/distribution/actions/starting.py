"""A distribution's moment has come: everybody gets a row, and the cluster gets work."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Case, CharField, DateTimeField, F, IntegerField, Value, When
from django.db.models.functions import Replace

from shift_plugin.base.actions import enqueue, insert_from
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.actions.posting import write_posts
from shift_plugin.distribution.actions.settling import stop
from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.queries import addressed, can_leave, with_plans, with_reasons
from shift_plugin.distribution.rules import senders_for
from shift_plugin.distribution.signals import distribution_started
from shift_plugin.stories.actions.challenges import open_challenge

logger = logging.getLogger("shift_plugin")

SEND_DUE = "shift_plugin.distribution.tasks.send_due"


def start_due(*, now: datetime) -> int:
    """Start every distribution whose moment has come; returns how many. One that fails never stops the others."""
    started = 0
    for pk in Distribution.objects.due(now).order_by("send_at", "pk").values_list("pk", flat=True):
        try:
            started += start(distribution_id=pk, now=now)
        except Exception:
            logger.exception("Distribution %s could not be started; the next tick tries again.", pk)
    return started


@transaction.atomic
def start(*, distribution_id: int, now: datetime) -> bool:
    """Write a delivery for everybody it is for; True when this caller was the one to start it."""
    due = Distribution.objects.due(now).filter(pk=distribution_id)
    if not due.update(state=DistributionState.SENDING, started_at=now):
        return False
    distribution = Distribution.objects.select_related("message", "challenge").get(pk=distribution_id)
    if not can_leave(distribution, now):
        stop(distribution_id=distribution_id, now=now)
        return False
    if distribution.challenge is not None:
        # Who gets the mail finds it open.
        open_challenge(challenge=distribution.challenge, by=distribution.created_by, now=now)
    for channel in distribution.channels:
        fan_out(distribution, channel, now)
    write_posts(distribution=distribution, now=now)
    distribution_started.send(Distribution, distribution=distribution)
    return True


def fan_out(distribution: Distribution, channel: str, now: datetime) -> int:
    """One row per person, by one statement in the database, however many people there are; returns the new rows.

    An inbox item is there the moment its row is. A mail is due when its person can be reached; who gets it in a digest,
    or gets no mail, has a row too, that says so.
    """
    people = addressed(distribution)
    if channel == Channel.INBOX:
        people, own = with_reasons(people, distribution, now), _in_the_inbox(now)
    else:
        people, own = with_plans(people, distribution, now), _by_mail()
    columns = {
        "distribution": Value(distribution.pk, output_field=IntegerField()),
        "ambassador": F("pk"),
        "channel": Value(str(channel)),
        "claim": Value(""),
        "attempts": Value(0, output_field=IntegerField()),
        "message_id": Value(""),
        **own,
    }
    return insert_from(people.filter(reason="").order_by("language", "pk"), Delivery, columns)


def _in_the_inbox(now: datetime) -> dict[str, Any]:
    moment = Value(now, output_field=DateTimeField())
    return {"state": Value(DeliveryState.SENT.value), "due_at": moment, "sent_at": moment, "reason": Value("")}


def _by_mail() -> dict[str, Any]:
    """In the words of ``queries.with_plans``."""
    state = Case(
        When(plan="", then=Value(DeliveryState.PENDING.value)),
        When(plan=DeliveryState.DIGEST, then=Value(DeliveryState.DIGEST.value)),
        default=Value(DeliveryState.SKIPPED.value),
        output_field=CharField(),
    )
    # Not by another CASE: the mails of the week would be counted once more for everybody.
    reason = Replace("plan", Value(DeliveryState.DIGEST.value), Value(""))
    nothing_yet = Value(None, output_field=DateTimeField())
    return {"state": state, "due_at": F("plan_at"), "sent_at": nothing_yet, "reason": reason}


def queue_senders(*, now: datetime) -> int:
    """Have the cluster send what is due; returns how many tasks were queued.

    Those that are at work already count along, so that tasks never pile up while there is much to do.
    """
    due = Delivery.objects.due(now)[: shift_settings.CHUNK_SIZE * shift_settings.SENDERS].count()
    busy = Delivery.objects.filter(state__in=[DeliveryState.CLAIMED, DeliveryState.SENDING])
    at_work = busy.order_by().values("claim").distinct().count()
    tasks = senders_for(due, size=shift_settings.CHUNK_SIZE, most=shift_settings.SENDERS, at_work=at_work)
    for _number in range(tasks):
        enqueue(SEND_DUE)
    return tasks
