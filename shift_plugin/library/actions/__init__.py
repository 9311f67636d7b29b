from shift_plugin.library.actions.amounts import set_amounts
from shift_plugin.library.actions.letters import remind_moderators, tell_author, tell_moderators
from shift_plugin.library.actions.pages import make_shareable
from shift_plugin.library.actions.publishing import NotAllDone, announce_published, announce_withdrawn, publish_due
from shift_plugin.library.actions.workflow import set_up_workflow

__all__ = [
    "NotAllDone",
    "announce_published",
    "announce_withdrawn",
    "make_shareable",
    "publish_due",
    "remind_moderators",
    "set_amounts",
    "set_up_workflow",
    "tell_author",
    "tell_moderators",
]
