"""What happens to stories: history (events and telling the sender), triage (what editors decide)."""

from shift_plugin.stories.actions.history import StoryError, record
from shift_plugin.stories.actions.triage import (
    accept,
    answer,
    ask,
    assign_pillar,
    claim,
    decline,
    hand_over,
    merge,
    release,
    remove,
    reopen,
)

__all__ = [
    "StoryError",
    "accept",
    "answer",
    "ask",
    "assign_pillar",
    "claim",
    "decline",
    "hand_over",
    "merge",
    "record",
    "release",
    "remove",
    "reopen",
]
