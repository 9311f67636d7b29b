from shift_plugin.library.queries.amounts import ReadAmounts, local_actions_of, read_amounts
from shift_plugin.library.queries.feed import (
    CARD_PICTURE,
    FeedFilters,
    FeedPage,
    addressed_to,
    card_picture,
    feed,
    language_of,
    use_shared,
)
from shift_plugin.library.queries.moderation import (
    Waiting,
    describe,
    drafts_of,
    moderation_problems,
    moderators,
    overdue,
    rejected_of,
    waiting_for,
    waiting_states,
)
from shift_plugin.library.queries.offers import gone_with_their_page, offer_of, offers_of
from shift_plugin.library.queries.pages import PageContent, content_of, is_public, message_to_share, messages_about
from shift_plugin.library.queries.pillars import (
    ReaderPillar,
    pillar_choices,
    pillar_names_of,
    pillars_for,
    with_reader,
)
from shift_plugin.library.queries.reader import library_url, reasons
from shift_plugin.library.queries.states import in_state, with_state

__all__ = [
    "CARD_PICTURE",
    "FeedFilters",
    "FeedPage",
    "PageContent",
    "ReadAmounts",
    "ReaderPillar",
    "Waiting",
    "addressed_to",
    "card_picture",
    "content_of",
    "describe",
    "drafts_of",
    "feed",
    "gone_with_their_page",
    "in_state",
    "is_public",
    "language_of",
    "library_url",
    "local_actions_of",
    "message_to_share",
    "messages_about",
    "moderation_problems",
    "moderators",
    "offer_of",
    "offers_of",
    "overdue",
    "pillar_choices",
    "pillar_names_of",
    "pillars_for",
    "read_amounts",
    "reasons",
    "rejected_of",
    "use_shared",
    "waiting_for",
    "waiting_states",
    "with_reader",
    "with_state",
]
