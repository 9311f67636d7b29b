from __future__ import annotations

from datetime import datetime
from functools import partial

from django.conf import settings

from shift_plugin.base.queries import is_holiday
from shift_plugin.base.rules import OfficeHours, zone_named
from shift_plugin.conf import shift_settings
from shift_plugin.stories.rules import decide_before


def due_from(now: datetime) -> datetime:
    """When an editor should have decided about a story that waits from now on, by the working days of the site."""
    return decide_before(
        now,
        days=shift_settings.STORY_TARGET_DAYS,
        hours=OfficeHours.parse(shift_settings.OFFICE_HOURS),
        zone=zone_named("", settings.TIME_ZONE),
        is_holiday=partial(is_holiday, shift_settings.HOLIDAY_REGION),
    )
