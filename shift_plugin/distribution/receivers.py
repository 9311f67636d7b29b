"""Reactions to announcements from capabilities below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from shift_plugin.distribution.actions.personal import mark_challenge_seen, mark_delivery_seen, mark_seen
from shift_plugin.distribution.actions.settling import stop
from shift_plugin.distribution.enums import DistributionKind
from shift_plugin.distribution.models import Distribution, Seen
from shift_plugin.library.signals import message_withdrawn
from shift_plugin.people.models import Ambassador
from shift_plugin.people.signals import ambassador_left
from shift_plugin.sharing.models import Share
from shift_plugin.sharing.signals import share_opened
from shift_plugin.stories.models import Challenge, Story
from shift_plugin.stories.signals import challenge_closed, media_withdrawn, story_handed_in


@receiver(message_withdrawn, dispatch_uid="shift_plugin.distribution.stop")
def stop_distributions(sender: Any, message_id: int, **kwargs: Any) -> None:
    """What is no longer published doesn't leave. A deleted message has let go of its distributions by then, so those
    without a message are stopped too; not digests, which never had one and leave the message out by themselves.
    """
    affected = Distribution.objects.open().filter(message_id=message_id)
    orphans = Distribution.objects.open().filter(message=None, challenge=None).exclude(kind=DistributionKind.DIGEST)
    for pk in (affected | orphans).values_list("pk", flat=True):
        stop(distribution_id=pk, now=timezone.now())


@receiver(media_withdrawn, dispatch_uid="shift_plugin.distribution.stop_media")
def stop_with_media(sender: Any, message_ids: list[int], **kwargs: Any) -> None:
    """A photo or video that may not be seen any more goes to nobody else, whatever becomes of its messages."""
    affected = Distribution.objects.open().filter(message_id__in=message_ids)
    for pk in affected.values_list("pk", flat=True):
        stop(distribution_id=pk, now=timezone.now())


@receiver(challenge_closed, dispatch_uid="shift_plugin.distribution.close")
def stop_announcing(sender: Any, challenge: Challenge, **kwargs: Any) -> None:
    """Nothing leaves any more about a challenge that is closed: neither announcements nor reminders."""
    for pk in Distribution.objects.open().filter(challenge=challenge).values_list("pk", flat=True):
        stop(distribution_id=pk, now=timezone.now())


@receiver(story_handed_in, dispatch_uid="shift_plugin.distribution.answered")
def answering_is_seeing(sender: Any, story: Story, **kwargs: Any) -> None:
    """Who answers a challenge has seen what was sent about it."""
    if story.challenge_id is not None and story.sender_id is not None:
        mark_challenge_seen(challenge_id=story.challenge_id, ambassador_id=story.sender_id, now=timezone.now())


@receiver(share_opened, dispatch_uid="shift_plugin.distribution.seen")
def count_as_seen(sender: Any, share: Share, delivery_id: int | None = None, **kwargs: Any) -> None:
    """Who shares a message has seen it, also straight from the mail."""
    if share.ambassador_id is None:
        return
    if delivery_id is not None:
        mark_delivery_seen(delivery_id=delivery_id, ambassador_id=share.ambassador_id, now=share.opened_at)
    if share.message is not None:
        mark_seen(message=share.message, ambassador_id=share.ambassador_id, now=share.opened_at)


@receiver(ambassador_left, dispatch_uid="shift_plugin.distribution.forget_seen")
def forget_seen(sender: Any, ambassador: Ambassador, **kwargs: Any) -> None:
    """What somebody opened is kept for their digests only, and those don't come any more."""
    Seen.objects.filter(ambassador_id=ambassador.pk).delete()
