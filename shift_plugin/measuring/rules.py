"""Adding up, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class Count:
    """Three figures that are never added to one another: opened, confirmed, clicks (each a number of events)."""

    opened: int = 0
    confirmed: int = 0
    clicks: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            opened=self.opened + other.opened,
            confirmed=self.confirmed + other.confirmed,
            clicks=self.clicks + other.clicks,
        )


@dataclass(frozen=True, order=True)
class Cell:
    """What a day's figures are about; None where it isn't known any more."""

    message: int | None
    team: int | None
    network: str


@dataclass
class Totals:
    """Counts per dimension and key, gathered cell by cell."""

    counts: dict[tuple[str, str], Count] = field(default_factory=dict)

    def add(self, dimension: str, key: object, count: Count) -> None:
        place = (dimension, "" if key is None else str(key))
        self.counts[place] = self.counts.get(place, Count()) + count


def totals_of(cells: Mapping[Cell, Count], pillars: Mapping[int, Iterable[int]]) -> Totals:
    """The day's totals by every dimension. ``pillars`` tells the pillars of each message; a message in two pillars
    counts in both, so pillars add up to more than everything."""
    totals = Totals()
    for cell, count in cells.items():
        totals.add("all", "", count)
        totals.add("network", cell.network, count)
        totals.add("message", cell.message, count)
        totals.add("team", cell.team, count)
        for pillar in pillars.get(cell.message or 0, ()):
            totals.add("pillar", pillar, count)
    return totals


def days(first: date, last: date) -> list[date]:
    """Every day from first to last, both included; empty when last lies before first."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def window_of(first: date, last: date, today: date, windows: Iterable[int]) -> int | None:
    """The ready-made window that equals this period, if there is one."""
    length = (last - first).days + 1
    return length if last == today and length in windows else None


def buckets(first: date, last: date) -> list[tuple[date, date]]:
    """The period cut for a chart: by day up to 31 days, else by week up to half a year, else by four weeks.

    The last piece may be shorter; pieces never overlap and leave no day out.
    """
    length = (last - first).days + 1
    size = 1 if length <= 31 else 7 if length <= 190 else 28
    starts = days(first, last)[::size]
    return [(start, min(start + timedelta(days=size - 1), last)) for start in starts]


SMALL = "small"


def merge_small(rows: Mapping[str, Count], sizes: Mapping[str, int], minimum: int) -> dict[str, Count]:
    """Team figures in which no team below the minimum size stands alone: those teams together, under ``small``.

    When they are together still below the minimum, they are left out altogether.
    """
    large = {key: count for key, count in rows.items() if key and sizes.get(key, 0) >= minimum}
    small = [key for key in rows if key not in large and key]
    if small and sum(sizes.get(key, 0) for key in small) >= minimum:
        large[SMALL] = sum((rows[key] for key in small), Count())
    return large
