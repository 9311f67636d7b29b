"""What a sender does to a story before it is handed in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from shift_plugin.base.models import new_key
from shift_plugin.conf import shift_settings
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.enums import CHANGEABLE, StoryState
from shift_plugin.stories.models import Story

WORDS = ("text", "answers", "link", "pillar_id", "challenge_id", "recognisable", "people_note", "wants_credit")


@transaction.atomic
def open_draft(*, sender: Ambassador, page_id: int | None, key: str, language: str) -> Story:
    """The story that a form with this key is about: the one that it was saved as before, or a draft.

    Somebody has one draft per form, also with two windows open; it takes the key of the form that it is sent from, so
    that the same form sent twice is the same story. A story that was handed in meanwhile is given as it is.
    """
    # Two requests of one person wait for each other, or both would begin a draft.
    Ambassador.objects.select_for_update().get(pk=sender.pk)
    mine = Story.objects.select_related("sender__user").filter(sender=sender)
    if known := mine.filter(key=key).first():
        return known
    free = key if not Story.objects.filter(key=key).exists() else new_key()
    if draft := mine.filter(page_id=page_id, state=StoryState.DRAFT).first():
        draft.key = free
        draft.save(update_fields=["key"])
        return draft
    return Story.objects.create(key=free, sender=sender, page_id=page_id, language=language)


@transaction.atomic
def save_words(*, story: Story, **words: Any) -> Story:
    """Keep what was typed. A story that its sender can't change any more stays as it is."""
    locked = Story.objects.select_for_update().get(pk=story.pk)
    if locked.state in CHANGEABLE:
        changed = [name for name in WORDS if name in words]
        for name in changed:
            setattr(locked, name, words[name])
        locked.changed_at = timezone.now()
        locked.save(update_fields=[*changed, "changed_at"])
    return locked


@transaction.atomic
def discard(*, story: Story) -> None:
    """Throw a draft away. What is stored of its photos and videos goes with the rows. Anything else stays."""
    locked = Story.objects.select_for_update().filter(pk=story.pk, state=StoryState.DRAFT).first()
    if locked is not None:
        locked.delete()


def forget_drafts(*, now: datetime) -> int:
    """Delete what was begun and left alone; nobody is told, because nobody else knew of it. Returns how many."""
    old = Story.objects.filter(
        state=StoryState.DRAFT, changed_at__lt=now - timedelta(days=shift_settings.STORY_DRAFT_DAYS)
    )
    drafts = list(old)
    for draft in drafts:
        discard(story=draft)
    return len(drafts)
