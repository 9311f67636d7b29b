"""How long a sender waits: counted in working days, because that is how it is promised."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from shift_plugin.base.rules.hours import DAY, IsHoliday, OfficeHours

# Who has nothing but holidays for so long is decided about by the days of the week alone.
LOOK_AHEAD = timedelta(days=62)


def decide_before(now: datetime, *, days: int, hours: OfficeHours, zone: ZoneInfo, is_holiday: IsHoliday) -> datetime:
    """When a story that came in now should be decided about: the end of the last of so many working days, in UTC.

    The day on which it came doesn't count, so that a story of the late afternoon isn't late the next morning.
    """
    came = now.astimezone(zone).date()
    for closed in (is_holiday, lambda day: False):
        working = _working_days(came, hours, closed, until=came + LOOK_AHEAD + days * 7 * DAY)
        if len(working) >= max(days, 1):
            end = datetime.combine(working[max(days, 1) - 1], time.min, tzinfo=zone) + timedelta(minutes=hours.end)
            return end.astimezone(UTC)
    raise AssertionError("Every week has one of the days.")  # pragma: no cover


def _working_days(came: date, hours: OfficeHours, is_holiday: IsHoliday, *, until: date) -> list[date]:
    days = (came + DAY * number for number in range(1, (until - came).days + 1))
    return [day for day in days if day.isoweekday() in hours.days and not is_holiday(day)]
