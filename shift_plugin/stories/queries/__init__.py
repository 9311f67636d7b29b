"""What is read about stories: waiting (the time to decide)."""

from shift_plugin.stories.queries.waiting import decide_before

__all__ = ["decide_before"]
