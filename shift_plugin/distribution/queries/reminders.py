"""Whom a reminder is for: who got the original and did nothing with it. Never shown as a list of who did not."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from shift_plugin.distribution.enums import UNSETTLED, Channel, DeliveryState
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.rules import reminder_gap
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador
from shift_plugin.sharing.models import Share
from shift_plugin.stories.enums import StoryState
from shift_plugin.stories.models import Challenge, Story


def to_remind(people: QuerySet[Ambassador], reminder: Distribution) -> QuerySet[Ambassador]:
    """Of these people who got the original, and had no mail about it lately.

    Of a message only those who read their mail at once: who has a digest finds there what they missed.
    """
    original = Delivery.objects.filter(ambassador=OuterRef("pk"), distribution_id=reminder.original_id)
    about_it = Q(distribution_id=reminder.original_id) | Q(distribution__original_id=reminder.original_id)
    since = (reminder.started_at or reminder.send_at or timezone.now()) - reminder_gap(reminder.reminder_days)
    recent = Delivery.objects.filter(
        about_it, Q(state__in=UNSETTLED) | Q(sent_at__gt=since), ambassador=OuterRef("pk"), channel=Channel.EMAIL
    ).exclude(distribution_id=reminder.pk)
    people = people.filter(Exists(original.filter(state=DeliveryState.SENT)), ~Exists(recent))
    return people if reminder.is_direct else people.filter(rhythm=Rhythm.AT_ONCE)


def has_answered(challenge: Challenge) -> Q:
    """Of an ambassador: they sent a story for it, whatever became of that; not when they took it back."""
    sent = Story.objects.filter(challenge=challenge, sender=OuterRef("pk"), handed_in_at__isnull=False)
    return Q(Exists(sent.exclude(state=StoryState.WITHDRAWN)))


def has_reacted(reminder: Distribution) -> Q:
    """Of an ambassador: they opened or shared the message since the original started."""
    original = reminder.original
    if original is None or original.message is None or original.started_at is None:
        return Q(pk=None)
    about_it = Q(distribution_id=original.pk) | Q(distribution__original_id=original.pk)
    opened = Delivery.objects.filter(about_it, ambassador=OuterRef("pk"), seen_at__isnull=False)
    shared = Share.objects.filter(
        ambassador=OuterRef("pk"),
        message__translation_key=original.message.translation_key,
        opened_at__gte=original.started_at,
    )
    return Q(Exists(opened)) | Q(Exists(shared))
