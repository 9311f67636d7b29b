"""When a reminder may go out."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST_REMINDERS = 2


def reminder_moment(started_at: datetime, *, number: int, days: int) -> datetime:
    """When the first or second reminder is due; each comes so many days after what went before."""
    return started_at + timedelta(days=days) * number


def reminder_is_due(started_at: datetime, *, number: int, days: int, now: datetime) -> bool:
    """Whether it goes out now. One that was missed, because nothing ran for days, doesn't catch up with the next."""
    moment = reminder_moment(started_at, number=number, days=days)
    return moment <= now < moment + timedelta(days=days)


def reminder_gap(days: int) -> timedelta:
    """So long nobody gets a second mail about the same: theirs may have left days after the first ones did."""
    return timedelta(days=days) / 2
