"""What charts, names, texts and addresses are, without Django."""

from shift_plugin.base.rules.addresses import (
    BadAddress,
    OutsideAddress,
    is_allowed_host,
    is_public,
    outside_address,
    retry_after,
)
from shift_plugin.base.rules.charts import (
    PLOT_TOP,
    ROOM_FOR_VALUE,
    Bar,
    BarChart,
    BarRow,
    LabelTick,
    Line,
    LineChart,
    Point,
    Segment,
    ValueTick,
    bar_chart,
    line_chart,
    nice_maximum,
)
from shift_plugin.base.rules.clusters import longest_stay
from shift_plugin.base.rules.texts import clean_html, initials, safe_cell, spread

__all__ = [
    "PLOT_TOP",
    "ROOM_FOR_VALUE",
    "BadAddress",
    "Bar",
    "BarChart",
    "BarRow",
    "LabelTick",
    "Line",
    "LineChart",
    "OutsideAddress",
    "Point",
    "Segment",
    "ValueTick",
    "bar_chart",
    "clean_html",
    "initials",
    "is_allowed_host",
    "is_public",
    "line_chart",
    "longest_stay",
    "nice_maximum",
    "outside_address",
    "retry_after",
    "safe_cell",
    "spread",
]
