"""What is read about stories: waiting (the time to decide)."""

from shift_plugin.stories.queries.waiting import due_from

__all__ = ["due_from"]
