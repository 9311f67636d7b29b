"""Geometry of the charts, in numbers only: templates turn it into SVG.

Horizontal measures are a share of ``width`` (100 by default, so that they can be written as percentages and a chart
fits any column without its text shrinking along); vertical measures are CSS pixels.
A value of None means that the figure isn't known. It is left out of the drawing and is never drawn as nought.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Value = float | int | None

LABEL_LINE = 22.0
BAR_GAP = 4.0
ROW_GAP = 14.0
ROOM_FOR_VALUE = 0.82
PLOT_TOP = 18.0
PLOT_BOTTOM = 28.0


@dataclass(frozen=True)
class Bar:
    series: int
    value: Value
    y: float
    width: float
    height: float
    middle: float


@dataclass(frozen=True)
class BarRow:
    label: str
    label_y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BarChart:
    rows: tuple[BarRow, ...]
    width: float
    height: float
    maximum: float


@dataclass(frozen=True)
class Point:
    label: str
    value: Value
    x: float
    y: float


@dataclass(frozen=True)
class Segment:
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Line:
    name: str
    points: tuple[Point, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class ValueTick:
    value: float
    y: float


@dataclass(frozen=True)
class LabelTick:
    label: str
    x: float
    anchor: str


@dataclass(frozen=True)
class LineChart:
    """``base``: where nought is; ``value_ticks`` are the round values above it."""

    lines: tuple[Line, ...]
    value_ticks: tuple[ValueTick, ...]
    label_ticks: tuple[LabelTick, ...]
    width: float
    height: float
    base: float
    maximum: float


def nice_maximum(values: Sequence[Value], steps: int = 4) -> float:
    """The end of an axis that starts at nought: the lowest round number that every value fits under.

    Round means that each of the steps is 1, 2, 2.5 or 5 times a power of ten, and whole, because people count things.
    """
    highest = max((value for value in values if value is not None), default=0)
    step = highest / steps
    if step <= 1:
        return float(steps)
    power = 10 ** math.floor(math.log10(step))
    factor = next(f for f in (1, 2, 2.5, 5, 10) if f * power >= step and (f * power) % 1 == 0)
    return float(factor * power * steps)


def bar_chart(rows: Sequence[tuple[str, Sequence[Value]]], width: float = 100.0, height: float = 14.0) -> BarChart:
    """Lying bars, a label above each group, so that long names fit on a phone. ``height`` is that of one bar."""
    maximum = float(max((value or 0 for _, values in rows for value in values), default=0))
    scale = width * ROOM_FOR_VALUE / maximum if maximum > 0 else 0.0
    drawn, y = [], 0.0
    for label, values in rows:
        label_y, y = y + LABEL_LINE - 6, y + LABEL_LINE
        bars = []
        for series, value in enumerate(values):
            length = round(max(value or 0, 0) * scale, 3)
            bars.append(Bar(series, value, y, length, height, y + height / 2))
            y += height + BAR_GAP
        y += ROW_GAP
        drawn.append(BarRow(label, label_y, tuple(bars)))
    return BarChart(tuple(drawn), width, y, maximum)


def line_chart(
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Value]]],
    width: float = 100.0,
    height: float = 220.0,
    steps: int = 4,
) -> LineChart:
    """Lines over time, all from nought on one axis. A segment joins two known values; an unknown one leaves a gap."""
    maximum = nice_maximum([value for _, values in series for value in values], steps)
    base = height - PLOT_BOTTOM
    plot = base - PLOT_TOP

    def at(value: float) -> float:
        return round(base - max(value, 0) / maximum * plot, 3)

    across = _positions(len(labels), width)
    lines = []
    for name, values in series:
        slots = list(zip(labels, across, values, strict=True))
        points = tuple(Point(label, value, x, at(value)) for label, x, value in slots if value is not None)
        segments = tuple(
            Segment(x1, at(one), x2, at(two))
            for (_, x1, one), (_, x2, two) in pairwise(slots)
            if one is not None and two is not None
        )
        lines.append(Line(name, points, segments))
    ticks = tuple(ValueTick(maximum / steps * step, at(maximum / steps * step)) for step in range(1, steps + 1))
    return LineChart(tuple(lines), ticks, _label_ticks(labels, across), width, height, base, maximum)


def _positions(count: int, width: float) -> list[float]:
    """Evenly spread, with a margin for the labels and markers at the ends; a single one stands in the middle."""
    if count == 1:
        return [width / 2]
    return [round(width * (0.06 + 0.92 * index / (count - 1)), 3) for index in range(count)]


def _label_ticks(labels: Sequence[str], across: Sequence[float], most: int = 4) -> tuple[LabelTick, ...]:
    """The first label and so many others, evenly spread, that they stay apart on a phone."""
    every = max(1, math.ceil((len(labels) - 1) / (most - 1)))
    last = len(labels) - 1
    anchors = {0: "start", last: "end"} if last > 0 else {}
    shown = range(0, len(labels), every)
    return tuple(LabelTick(labels[place], across[place], anchors.get(place, "middle")) for place in shown)
