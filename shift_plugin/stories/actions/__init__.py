"""What happens to stories: drafts and intake (what the sender does), history (events), triage (what editors decide),
letters and reminders (mails about it), files and checking and photos (what is handed in), public_files (what becomes
public of it), messages (that are made of it), trust (publication without review), results (what the sender hears about
it), consents and taking_out (who agreed).
"""

from shift_plugin.stories.actions.drafts import (
    discard,
    forget_drafts,
    open_draft,
    save_words,
)
from shift_plugin.stories.actions.files import (
    add_file,
    delete_story,
    describe_file,
    discard_stored,
    remove_file,
)
from shift_plugin.stories.actions.history import StoryError, record
from shift_plugin.stories.actions.intake import hand_in, let_go_of, withdraw
from shift_plugin.stories.actions.letters import tell_again, tell_removed, tell_sender
from shift_plugin.stories.actions.public_files import publish_photo, publish_video, withdraw_file
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
from shift_plugin.stories.rules import FileRefused

__all__ = [
    "FileRefused",
    "StoryError",
    "accept",
    "add_file",
    "answer",
    "ask",
    "assign_pillar",
    "claim",
    "decline",
    "delete_story",
    "describe_file",
    "discard",
    "discard_stored",
    "forget_drafts",
    "hand_in",
    "hand_over",
    "let_go_of",
    "merge",
    "open_draft",
    "publish_photo",
    "publish_video",
    "record",
    "release",
    "remind_editors",
    "remove",
    "remove_file",
    "reopen",
    "save_words",
    "tell_again",
    "tell_colleague",
    "tell_editor",
    "tell_removed",
    "tell_sender",
    "withdraw",
    "withdraw_file",
]
