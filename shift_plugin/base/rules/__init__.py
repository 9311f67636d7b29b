"""What charts, names, texts, addresses and working hours are, without Django."""

from shift_plugin.base.rules.addresses import (
    BadAddress,
    OutsideAddress,
    is_allowed_host,
    is_host_pattern,
    is_public,
    is_wide_pattern,
    outside_address,
    retry_after,
)
from shift_plugin.base.rules.amounts import amount_in, percentage
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
from shift_plugin.base.rules.hours import OfficeHours, begin_of, is_open, next_open, zone_named
from shift_plugin.base.rules.tables import UnreadableFile, cell_text, plain, table_of
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
    "OfficeHours",
    "OutsideAddress",
    "Point",
    "Segment",
    "UnreadableFile",
    "ValueTick",
    "amount_in",
    "bar_chart",
    "begin_of",
    "cell_text",
    "clean_html",
    "initials",
    "is_allowed_host",
    "is_host_pattern",
    "is_open",
    "is_public",
    "is_wide_pattern",
    "line_chart",
    "longest_stay",
    "next_open",
    "nice_maximum",
    "outside_address",
    "percentage",
    "plain",
    "retry_after",
    "safe_cell",
    "spread",
    "table_of",
    "zone_named",
]
