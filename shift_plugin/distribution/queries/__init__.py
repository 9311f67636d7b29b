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
from shift_plugin.distribution.queries.effect import Effect, effect, people_of
from shift_plugin.distribution.queries.inbox import deliveries_of, inbox, unread_count
from shift_plugin.distribution.queries.outcome import Outcome, oldest_due, outcome, progress, sharers, upcoming
from shift_plugin.distribution.queries.plans import Window, mails_since, window, with_plans

__all__ = [
    "Effect",
    "Outcome",
    "Why",
    "Window",
    "addressed",
    "audience_pillars",
    "deliveries_of",
    "effect",
    "inbox",
    "left_out",
    "mails_since",
    "oldest_due",
    "outcome",
    "people_of",
    "progress",
    "reasons_why",
    "receivers",
    "sharers",
    "unread_count",
    "upcoming",
    "versions",
    "window",
    "with_plans",
    "with_reasons",
]
