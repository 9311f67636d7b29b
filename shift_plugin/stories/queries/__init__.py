"""What is read about stories: waiting (the time to decide), editors (who decides), questions (to the sender), queue
(what waits), challenges, mine (what the sender sees).
"""

from shift_plugin.stories.queries.editors import editors, name_of
from shift_plugin.stories.queries.mine import (
    draft_of,
    history,
    my_stories,
    pillars_for_sender,
    submission_url,
)
from shift_plugin.stories.queries.questions import open_question_of
from shift_plugin.stories.queries.queue import (
    Standing,
    Verdicts,
    Waiting,
    first_photos,
    in_queue,
    in_words,
    latest_verdicts,
    neighbours,
    standing,
    state_words,
    verdicts,
    what_waits,
)
from shift_plugin.stories.queries.waiting import due_from

__all__ = [
    "Standing",
    "Verdicts",
    "Waiting",
    "draft_of",
    "due_from",
    "editors",
    "first_photos",
    "history",
    "in_queue",
    "in_words",
    "latest_verdicts",
    "my_stories",
    "name_of",
    "neighbours",
    "open_question_of",
    "pillars_for_sender",
    "standing",
    "state_words",
    "submission_url",
    "verdicts",
    "what_waits",
]
