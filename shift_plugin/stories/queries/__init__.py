"""What is read about stories: waiting (the time to decide), editors (who decides), questions (to the sender)."""

from shift_plugin.stories.queries.editors import editors
from shift_plugin.stories.queries.questions import open_question_of
from shift_plugin.stories.queries.waiting import due_from

__all__ = ["due_from", "editors", "open_question_of"]
