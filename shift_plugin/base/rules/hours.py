"""When somebody is at work: the only moments at which a mail that can wait arrives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MINUTES = 24 * 60
# How far ahead holidays are respected. Who has nothing but holidays for so long gets mail all the same.
LOOK_AHEAD = timedelta(days=31)

IsHoliday = Callable[[date], bool]

_WRITTEN = re.compile(r"(?P<days>[1-7]+) (?P<start>\d\d:\d\d)-(?P<end>\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True)
class OfficeHours:
    """Days of the week and, on each of them, the minutes from ``start`` up to ``end``, by the clock on the wall.

    ``days``: 1 is Monday, 7 is Sunday, in order; at least one, because who wants no mail at all says so elsewhere.
    ``start``, ``end``: minutes after midnight; an end of 1440 is midnight. Never past midnight, never empty.
    """

    days: tuple[int, ...]
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.days or list(self.days) != sorted(set(self.days)) or not set(self.days) <= set(range(1, 8)):
            raise ValueError("The days must be digits from 1 (Monday) to 7 (Sunday), each once and in order.")
        if not 0 <= self.start < self.end <= MINUTES:
            raise ValueError("The end must come after the start, on the same day.")

    @classmethod
    def parse(cls, text: str) -> OfficeHours:
        """Read ``12345 08:00-18:00``. Raises ValueError that says what is wrong."""
        written = _WRITTEN.fullmatch(text)
        if written is None:
            raise ValueError(f"“{text}” must look like “12345 08:00-18:00”.")
        return cls(
            days=tuple(sorted({int(day) for day in written["days"]})),
            start=_minutes(written["start"]),
            end=_minutes(written["end"]),
        )

    def __str__(self) -> str:
        return f"{''.join(map(str, self.days))} {_clock(self.start)}-{_clock(self.end)}"

    def hold(self, local: datetime) -> bool:
        """Whether a clock that shows this moment shows one of these hours."""
        return local.isoweekday() in self.days and self.start <= local.hour * 60 + local.minute < self.end


def is_open(now: datetime, hours: OfficeHours, zone: ZoneInfo, is_holiday: IsHoliday) -> bool:
    """Whether a mail may arrive at this moment."""
    local = now.astimezone(zone)
    return hours.hold(local) and not is_holiday(local.date())


def next_open(now: datetime, hours: OfficeHours, zone: ZoneInfo, is_holiday: IsHoliday) -> datetime:
    """The first moment from ``now`` on at which a mail may arrive, in UTC; ``now`` itself when it may already.

    What the clock on the wall shows decides. In spring, hours that begin in the hour that is left out begin when it is
    over; in autumn, hours in the hour that comes twice come twice. For somebody for whom every day of the next month
    is a holiday, holidays don't count: a mail is never put off for ever.
    """
    # A clock can go back past midnight, so yesterday may come again.
    first = now.astimezone(zone).date() - DAY
    for closed in (is_holiday, _never):
        if is_open(now, hours, zone, closed):
            return now.astimezone(UTC)
        for number in range(LOOK_AHEAD.days):
            day = first + number * DAY
            if moments := _openings(day, now, hours, zone, closed):
                return min(moments + _openings(day + DAY, now, hours, zone, closed))
    raise AssertionError("Every week has one of the days.")  # pragma: no cover


def begin_of(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day somewhere, in UTC; a day whose midnight is left out begins after it."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def zone_named(name: str, otherwise: str) -> ZoneInfo:
    """The time zone of somebody; that of the site for who has none, or one that this machine doesn't know."""
    return _zone(name) or _zone(otherwise) or ZoneInfo("UTC")


@lru_cache(maxsize=1000)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def _openings(day: date, now: datetime, hours: OfficeHours, zone: ZoneInfo, is_holiday: IsHoliday) -> list[datetime]:
    """The moments of a day, after ``now``, at which a mail may arrive while it may not just before."""
    return [moment for moment in _edges(day, hours, zone) if moment > now and is_open(moment, hours, zone, is_holiday)]


def _edges(day: date, hours: OfficeHours, zone: ZoneInfo) -> Iterator[datetime]:
    """The moments at which hours can begin: their start, the same when it comes twice, and a change of the clock."""
    start = datetime.combine(day, time(hours.start // 60, hours.start % 60), tzinfo=zone)
    yield start.astimezone(UTC)
    yield start.replace(fold=1).astimezone(UTC)
    begin, end = begin_of(day, zone), begin_of(day + DAY, zone)
    if begin.astimezone(zone).utcoffset() != end.astimezone(zone).utcoffset():
        yield _clock_change(begin, end, zone)


def _clock_change(begin: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """The second between two moments at which the clock is changed."""
    before = begin.astimezone(zone).utcoffset()
    while end - begin > timedelta(seconds=1):
        middle = begin + (end - begin) // 2
        if middle.astimezone(zone).utcoffset() == before:
            begin = middle
        else:
            end = middle
    return end.replace(microsecond=0)


def _never(day: date) -> bool:
    return False


def _minutes(text: str) -> int:
    hour, minute = int(text[:2]), int(text[3:])
    if minute > 59 or hour * 60 + minute > MINUTES:
        raise ValueError(f"“{text}” is not a time.")
    return hour * 60 + minute


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
