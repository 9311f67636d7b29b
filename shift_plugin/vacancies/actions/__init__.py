from shift_plugin.vacancies.actions.importing import queue_due_feeds, read_feed
from shift_plugin.vacancies.actions.offering import (
    NotOpen,
    lead_links_away,
    lead_links_back,
    offer_for_sharing,
    retire_closed,
)

__all__ = [
    "NotOpen",
    "lead_links_away",
    "lead_links_back",
    "offer_for_sharing",
    "queue_due_feeds",
    "read_feed",
    "retire_closed",
]
