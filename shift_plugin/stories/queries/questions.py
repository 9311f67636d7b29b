from __future__ import annotations

from shift_plugin.stories.enums import EventKind, StoryState
from shift_plugin.stories.models import Story, StoryEvent


def open_question_of(story: Story) -> StoryEvent | None:
    """The question that waits for the sender's answer: the last one, as long as the story waits for it."""
    if story.state != StoryState.QUESTION:
        return None
    return story.events.filter(kind=EventKind.ASKED).last()
