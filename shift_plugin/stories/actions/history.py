"""What happened to a story, and the mail that tells its sender."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from shift_plugin.base.actions import enqueue
from shift_plugin.stories.enums import BY_SENDER, INTERNAL, EventKind
from shift_plugin.stories.models import Story, StoryEvent

TELL_SENDER = "shift_plugin.stories.tasks.tell_sender"


class StoryError(ValidationError):
    """What can't be done with a story, in words for whoever tries."""


def record(*, story: Story, kind: EventKind, by: Any = None, text: str = "") -> StoryEvent:
    """Write down what happened; the sender gets a mail about it, unless it is internal or their own doing.

    Call it in the transaction of what happened. ``by``: a user; None: nobody in person.
    """
    now = timezone.now()
    sender = story.sender.user_id if story.sender is not None else None
    is_told = sender is not None and kind not in (*INTERNAL, *BY_SENDER) and (by is None or by.pk != sender)
    if kind == EventKind.HANDED_IN:
        is_told = sender is not None
    event = StoryEvent.objects.create(
        story=story, kind=kind, by=by, text=text, at=now, tell_at=now if is_told else None
    )
    if is_told:
        enqueue(TELL_SENDER, event.pk)
    return event
