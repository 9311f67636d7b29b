"""What is read about stories: waiting (the time to decide), editors (who decides)."""

from shift_plugin.stories.queries.editors import editors
from shift_plugin.stories.queries.waiting import due_from

__all__ = ["due_from", "editors"]
