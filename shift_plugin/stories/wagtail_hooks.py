"""What this capability has in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for name, label, message in (
        ("claimed", _("Take up"), _("Took up the story")),
        ("released", _("Put back"), _("Put the story back in the queue")),
        ("asked", _("Ask the sender"), _("Asked the sender a question")),
        ("answered", _("Answer"), _("The sender answered")),
        ("accepted", _("Accept"), _("Accepted the story")),
        ("declined", _("Decline"), _("Declined the story")),
        ("reopened", _("Take the decision back"), _("Put the story back in the queue")),
        ("delete", _("Delete the story"), _("Deleted the story, with its files")),
    ):
        actions.register_action(f"shift.story.{name}", label, message)

    @actions.register_action("shift.story.handed_over")
    class HandedOver(LogFormatter):
        label = _("Hand over")

        def format_message(self, log_entry: Any) -> str:
            return _("Handed the story to %(to)s") % log_entry.data

    @actions.register_action("shift.story.merged")
    class Merged(LogFormatter):
        label = _("Join")

        def format_message(self, log_entry: Any) -> str:
            return _("Joined with “%(into)s”") % log_entry.data

    @actions.register_action("shift.story.pillar")
    class ChosePillar(LogFormatter):
        label = _("Choose a content pillar")

        def format_message(self, log_entry: Any) -> str:
            return _("Content pillar: %(pillar)s") % log_entry.data
