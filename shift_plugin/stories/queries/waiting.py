from __future__ import annotations

from datetime import datetime, timedelta

from shift_plugin.conf import shift_settings


def due_from(now: datetime) -> datetime:
    """Until when an editor has time to decide about a story that comes in now."""
    return now + timedelta(days=shift_settings.STORY_TARGET_DAYS)
