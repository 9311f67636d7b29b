from shift_plugin.distribution.queries.audience import (
    Why,
    addressed,
    audience_pillars,
    left_out,
    reasons_why,
    receivers,
    versions,
    with_reasons,
)
from shift_plugin.distribution.queries.inbox import deliveries_of, inbox, unread_count
from shift_plugin.distribution.queries.outcome import Outcome, oldest_due, outcome, progress, sharers, upcoming

__all__ = [
    "Outcome",
    "Why",
    "addressed",
    "audience_pillars",
    "deliveries_of",
    "inbox",
    "left_out",
    "oldest_due",
    "outcome",
    "progress",
    "reasons_why",
    "receivers",
    "sharers",
    "unread_count",
    "upcoming",
    "versions",
    "with_reasons",
]
