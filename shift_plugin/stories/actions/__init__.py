"""What happens to stories: history (events), triage (what editors decide), letters and reminders (mails about it)."""

from shift_plugin.stories.actions.history import StoryError, record
from shift_plugin.stories.actions.letters import tell_again, tell_removed, tell_sender
from shift_plugin.stories.actions.reminders import remind_editors, tell_colleague, tell_editor
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
    "remind_editors",
    "remove",
    "reopen",
    "tell_again",
    "tell_colleague",
    "tell_editor",
    "tell_removed",
    "tell_sender",
]
