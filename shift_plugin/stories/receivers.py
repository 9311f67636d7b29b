"""Reactions to announcements, and what is stored goes with the row that knew it, also when that goes with its story."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.utils import timezone

from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.signals import message_published
from shift_plugin.people.models import Ambassador
from shift_plugin.people.signals import ambassador_left
from shift_plugin.stories.actions import discard_stored, let_go_of
from shift_plugin.stories.actions.challenges import take_answer
from shift_plugin.stories.actions.consents import keep_consents
from shift_plugin.stories.actions.messages import mark_published
from shift_plugin.stories.actions.trust import plan_publication, revoke_all
from shift_plugin.stories.models import Consent, Story, StoryFile

# Registers what consents keep from being published and shared.
from shift_plugin.stories.queries import consents  # noqa: F401
from shift_plugin.stories.signals import story_handed_in


@receiver(story_handed_in, dispatch_uid="shift_plugin.stories.answer")
def count_the_answer(sender: Any, story: Story, **kwargs: Any) -> None:
    """A challenge closes at once with the last story that was asked for."""
    take_answer(story=story, now=timezone.now())


@receiver(pre_delete, sender=StoryFile, dispatch_uid="shift_plugin.stories.keep_consents")
def keep_what_was_agreed(instance: StoryFile, **kwargs: Any) -> None:
    """Also when a whole story goes: a withdrawn consent still counts for the public copy, and for the same bytes."""
    keep_consents(file=instance)


@receiver(post_delete, sender=StoryFile, dispatch_uid="shift_plugin.stories.file_deleted")
def on_file_deleted(instance: StoryFile, **kwargs: Any) -> None:
    discard_stored(instance.file, instance.preview)


@receiver(post_delete, sender=Consent, dispatch_uid="shift_plugin.stories.consent_deleted")
def on_consent_deleted(instance: Consent, **kwargs: Any) -> None:
    discard_stored(instance.signed_file)


@receiver(story_handed_in, dispatch_uid="shift_plugin.stories.trust")
def publish_what_needs_no_review(sender: Any, story: Story, **kwargs: Any) -> None:
    plan_publication(story=story)


@receiver(message_published, sender=ShareableMessage, dispatch_uid="shift_plugin.stories.published")
def tell_that_it_can_be_shared(message: ShareableMessage, **kwargs: Any) -> None:
    mark_published(message_id=message.pk)


@receiver(ambassador_left, dispatch_uid="shift_plugin.stories.revoke")
def end_trust(ambassador: Ambassador, **kwargs: Any) -> None:
    revoke_all(ambassador=ambassador)


@receiver(ambassador_left, dispatch_uid="shift_plugin.stories.let_go")
def sender_left(sender: type, ambassador: Ambassador, **kwargs: Any) -> None:
    let_go_of(sender=ambassador)
