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
from shift_plugin.distribution.queries.outcome import Outcome, oldest_due, outcome, sharers, state_counts, upcoming
from shift_plugin.distribution.queries.plans import Window, mails_since, window, with_plans
from shift_plugin.distribution.queries.progress import Progress, progress_of

__all__ = [
    "Effect",
    "Outcome",
    "Progress",
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
    "progress_of",
    "reasons_why",
    "receivers",
    "sharers",
    "state_counts",
    "unread_count",
    "upcoming",
    "versions",
    "window",
    "with_plans",
    "with_reasons",
]
