"""What is read about stories: waiting (the time to decide), editors (who decides), questions (to the sender), queue
(what waits), challenges.
"""

from shift_plugin.stories.queries.editors import editors, name_of
from shift_plugin.stories.queries.questions import open_question_of
from shift_plugin.stories.queries.queue import (
    Standing,
    Verdicts,
    Waiting,
    first_photos,
    in_queue,
    in_words,
    neighbours,
    standing,
    verdicts,
    what_waits,
)
from shift_plugin.stories.queries.waiting import due_from

__all__ = [
    "Standing",
    "Verdicts",
    "Waiting",
    "due_from",
    "editors",
    "first_photos",
    "in_queue",
    "in_words",
    "name_of",
    "neighbours",
    "open_question_of",
    "standing",
    "verdicts",
    "what_waits",
]
