from shift_plugin.vacancies.actions.importing import queue_due_feeds, read_feed

__all__ = ["queue_due_feeds", "read_feed"]
