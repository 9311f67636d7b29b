"""Reactions to announcements."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from shift_plugin.stories.actions.challenges import take_answer
from shift_plugin.stories.models import Story
from shift_plugin.stories.signals import story_handed_in


@receiver(story_handed_in, dispatch_uid="shift_plugin.stories.answer")
def count_the_answer(sender: Any, story: Story, **kwargs: Any) -> None:
    """A challenge closes at once with the last story that was asked for."""
    take_answer(story=story, now=timezone.now())
