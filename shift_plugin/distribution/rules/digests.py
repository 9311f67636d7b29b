"""Which days have a digest, and when that of a day reaches somebody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from shift_plugin.base.rules.hours import DAY, IsHoliday, OfficeHours, begin_of, is_open, next_open
from shift_plugin.people.enums import Rhythm

# A weekly digest that could not be made at its moment, because nothing ran, is made up for so much later at most.
CATCH_UP = timedelta(days=2)


def digest_days(now: datetime, rhythm: str, weekday: int) -> list[date]:
    """The days of which a digest may be due, anywhere on earth; ``weekday`` of the weekly one, 1 is Monday."""
    today = now.date()
    # After a holiday, or a long weekend, a weekly one comes days after its own.
    back = 6 if rhythm == Rhythm.WEEKLY else 1
    days = [today + number * DAY for number in range(-back, 2)]
    return [day for day in days if rhythm == Rhythm.DAILY or day.isoweekday() == weekday]


def digest_moment(day: date, rhythm: str, hours: OfficeHours, zone: ZoneInfo, is_holiday: IsHoliday) -> datetime | None:
    """When the digest of a day reaches somebody, in UTC; None when they get none of that day.

    It comes when their working day begins. A daily one belongs to a working day of theirs. A weekly one that falls on
    another day comes at the beginning of the next working day, unless that is when the one of a week later comes.
    """
    moment = next_open(begin_of(day, zone), hours, zone, is_holiday)
    if rhythm == Rhythm.DAILY:
        return moment if moment.astimezone(zone).date() == day else None
    later = next_open(begin_of(day + 7 * DAY, zone), hours, zone, is_holiday)
    return moment if moment < later else None


def digest_due(
    moment: datetime, now: datetime, rhythm: str, hours: OfficeHours, zone: ZoneInfo, is_holiday: IsHoliday
) -> datetime | None:
    """When a digest of this moment leaves if it is made now: never in the past, and never when they don't work.

    None when it is too late for it: a daily one that could not leave on its day any more, a weekly one of days ago.
    """
    if moment >= now:
        return moment
    due = now if is_open(now, hours, zone, is_holiday) else next_open(now, hours, zone, is_holiday)
    if rhythm == Rhythm.WEEKLY:
        return due if now - moment <= CATCH_UP else None
    return due if due.astimezone(zone).date() == moment.astimezone(zone).date() else None
