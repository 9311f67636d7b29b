from shift_plugin.distribution.queries.audience import (
    Why,
    addressed,
    audience_pillars,
    can_leave,
    left_out,
    reasons_why,
    receivers,
    versions,
    with_reasons,
)
from shift_plugin.distribution.queries.chats import ChatRow, chats_for, chats_of, chats_reached, last_posts, post_moment
from shift_plugin.distribution.queries.choices import mail_in_words
from shift_plugin.distribution.queries.digests import best_new, digest_contents
from shift_plugin.distribution.queries.effect import Effect, effect, people_of
from shift_plugin.distribution.queries.health import Health, health
from shift_plugin.distribution.queries.inbox import deliveries_of, inbox, unread_count
from shift_plugin.distribution.queries.outcome import (
    Outcome,
    oldest_due,
    outcome,
    post_counts,
    sharers,
    state_counts,
    upcoming,
)
from shift_plugin.distribution.queries.plans import (
    Window,
    full_weeks,
    mails_since,
    site_window,
    window,
    window_of,
    with_plans,
)
from shift_plugin.distribution.queries.progress import Progress, progress_of

__all__ = [
    "ChatRow",
    "Effect",
    "Health",
    "Outcome",
    "Progress",
    "Why",
    "Window",
    "addressed",
    "audience_pillars",
    "best_new",
    "can_leave",
    "chats_for",
    "chats_of",
    "chats_reached",
    "deliveries_of",
    "digest_contents",
    "effect",
    "full_weeks",
    "health",
    "inbox",
    "last_posts",
    "left_out",
    "mail_in_words",
    "mails_since",
    "oldest_due",
    "outcome",
    "people_of",
    "post_counts",
    "post_moment",
    "progress_of",
    "reasons_why",
    "receivers",
    "sharers",
    "site_window",
    "state_counts",
    "unread_count",
    "upcoming",
    "versions",
    "window",
    "window_of",
    "with_plans",
    "with_reasons",
]
