from shift_plugin.library.actions.amounts import set_amounts
from shift_plugin.library.actions.letters import remind_moderators, tell_author, tell_moderators
from shift_plugin.library.actions.offers import AlreadyOffered, Offer, offer_page
from shift_plugin.library.actions.pages import make_shareable
from shift_plugin.library.actions.publishing import NotAllDone, announce_published, announce_withdrawn, publish_due
from shift_plugin.library.actions.retiring import end_with_page, follow_page, retire_gone, retire_messages_of
from shift_plugin.library.actions.workflow import set_up_workflow

__all__ = [
    "AlreadyOffered",
    "NotAllDone",
    "Offer",
    "announce_published",
    "announce_withdrawn",
    "end_with_page",
    "follow_page",
    "make_shareable",
    "offer_page",
    "publish_due",
    "remind_moderators",
    "retire_gone",
    "retire_messages_of",
    "set_amounts",
    "set_up_workflow",
    "tell_author",
    "tell_moderators",
]
