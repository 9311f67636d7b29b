"""What the report reads: few rows, whatever the number of shares and clicks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import OuterRef, QuerySet, Subquery, Sum, Value
from django.utils.translation import gettext as _

from shift_plugin.base.enums import networks
from shift_plugin.conf import shift_settings
from shift_plugin.library.models import ShareableMessage
from shift_plugin.measuring.enums import WINDOWS, Dimension
from shift_plugin.measuring.models import DayFigure, DayTotal, WindowTotal
from shift_plugin.measuring.rules import SMALL, Count, buckets, merge_small, window_of
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.strategy.models import Pillar

SUMS = {figure: Sum(figure, default=0) for figure in ("opened", "confirmed", "clicks")}
RANKED = 10


@dataclass(frozen=True)
class Choice:
    """What a report is about: a period in days of the site's time zone, both included, and at most one of each kind."""

    first: date
    last: date
    network: str = ""
    pillar: int | None = None
    team: int | None = None
    message: int | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.network or self.pillar or self.team or self.message)


@dataclass(frozen=True)
class Row:
    """One line of a table in the report."""

    key: str
    label: str
    opened: int
    confirmed: int
    clicks: int


def day_figures(choice: Choice) -> QuerySet[DayFigure]:
    """The finest figures within the choice; a team stands for the teams below it too."""
    rows = DayFigure.objects.filter(day__gte=choice.first, day__lte=choice.last)
    if choice.network:
        rows = rows.filter(network=choice.network)
    if choice.message:
        rows = rows.filter(message_id=choice.message)
    if choice.pillar:
        through = ShareableMessage.pillars.through.objects
        rows = rows.filter(message_id__in=through.filter(pillar_id=choice.pillar).values("shareablemessage_id"))
    if choice.team:
        path = Team.objects.filter(pk=choice.team).values_list("path", flat=True).first() or "?"
        rows = rows.filter(team_id__in=Team.objects.filter(path__startswith=path).values("pk"))
    return rows


def summary(choice: Choice) -> Count:
    """The figures of the whole choice, right to the minute."""
    if choice.is_narrowed:
        return Count(**day_figures(choice).aggregate(**SUMS))
    days = DayTotal.objects.filter(dimension=Dimension.ALL, day__gte=choice.first, day__lte=choice.last)
    return Count(**days.aggregate(**SUMS))


def over_time(choice: Choice) -> list[tuple[date, date, Count]]:
    """The figures per day, week or four weeks, without gaps."""
    rows: QuerySet[Any] = (
        day_figures(choice)
        if choice.is_narrowed
        else DayTotal.objects.filter(dimension=Dimension.ALL, day__gte=choice.first, day__lte=choice.last)
    )
    per_day = {
        row.pop("day"): Count(**row)
        for row in rows.order_by().values("day").annotate(**{f"sum_{name}": total for name, total in SUMS.items()})
        for row in [{name.removeprefix("sum_"): value for name, value in row.items()}]
    }
    return [
        (first, last, sum((count for day, count in per_day.items() if first <= day <= last), Count()))
        for first, last in buckets(choice.first, choice.last)
    ]


def counts_by(dimension: Dimension, choice: Choice, *, today: date) -> dict[str, Count]:
    """Counts by key: from ready-made totals where the choice allows it, else added up from the finest figures."""
    if choice.is_narrowed:
        return _counts_of_figures(dimension, choice)
    window = window_of(choice.first, choice.last, today, WINDOWS)
    rows: QuerySet[Any]
    if window and dimension in (Dimension.MESSAGE, Dimension.TEAM):
        rows = WindowTotal.objects.filter(window=window, dimension=dimension).order_by("-clicks", "-opened")
        if dimension == Dimension.MESSAGE:
            rows = rows[:RANKED]
        return {row.key: Count(opened=row.opened, confirmed=row.confirmed, clicks=row.clicks) for row in rows}
    rows = DayTotal.objects.filter(dimension=dimension, day__gte=choice.first, day__lte=choice.last)
    return _grouped(rows, "key")


def _counts_of_figures(dimension: Dimension, choice: Choice) -> dict[str, Count]:
    figures = day_figures(choice)
    if dimension == Dimension.PILLAR:
        return _by_pillar(_grouped(figures, "message_id"))
    column = {Dimension.NETWORK: "network", Dimension.MESSAGE: "message_id", Dimension.TEAM: "team_id"}[dimension]
    return _grouped(figures, column)


def _by_pillar(by_message: dict[str, Count]) -> dict[str, Count]:
    totals: dict[str, Count] = {}
    through = ShareableMessage.pillars.through.objects.filter(
        shareablemessage_id__in=[key for key in by_message if key]
    )
    for message, pillar in through.values_list("shareablemessage_id", "pillar_id"):
        totals[str(pillar)] = totals.get(str(pillar), Count()) + by_message[str(message)]
    return totals


def _grouped(rows: QuerySet[Any], column: str) -> dict[str, Count]:
    sums = {f"sum_{name}": total for name, total in SUMS.items()}
    return {
        "" if row[column] is None else str(row[column]): Count(
            opened=row["sum_opened"], confirmed=row["sum_confirmed"], clicks=row["sum_clicks"]
        )
        for row in rows.order_by().values(column).annotate(**sums)
    }


def table(dimension: Dimension, choice: Choice, *, today: date) -> list[Row]:
    """A table of the report, most clicks first; of messages only the best, of small teams only the sum."""
    counts = counts_by(dimension, choice, today=today)
    if dimension == Dimension.TEAM:
        counts = merge_small(counts, team_sizes(), shift_settings.MINIMUM_GROUP_SIZE)
    if dimension == Dimension.MESSAGE:
        best = sorted(counts, key=lambda key: (-counts[key].clicks, -counts[key].opened))[:RANKED]
        counts = {key: counts[key] for key in best}
    labels = labels_of(dimension, counts)
    rows = [Row(key=key, label=labels.get(key) or _("No longer there"), **vars(count)) for key, count in counts.items()]
    return sorted(rows, key=lambda row: (-row.clicks, -row.opened, row.label))


def team_sizes() -> dict[str, int]:
    """How many people take part in each team itself, by the team's key."""
    rows = Ambassador.objects.taking_part().exclude(team=None).order_by().values("team_id")
    return {str(row["team_id"]): row["number"] for row in rows.annotate(number=CountRows("pk"))}


def teams_to_show() -> QuerySet[Team]:
    """Teams that are large enough, with the teams below them, to have figures of their own without naming people."""
    below = Ambassador.objects.taking_part().filter(team__path__startswith=OuterRef("path")).order_by()
    size = below.annotate(one=Value(1)).values("one").annotate(number=CountRows("pk")).values("number")
    return Team.objects.annotate(size=Subquery(size)).filter(size__gte=shift_settings.MINIMUM_GROUP_SIZE)


def _network_label(key: str) -> str:
    """With the reason why there are no clicks, where people can't click a link or come back by it."""
    if key not in networks():
        return key
    label = str(networks()[key].label)
    return label if networks()[key].is_measured else _("%(network)s (clicks not measured)") % {"network": label}


def labels_of(dimension: Dimension, keys: Any) -> dict[str, str]:
    """Names for keys, in one query."""
    if dimension == Dimension.NETWORK:
        return {key: _network_label(key) for key in keys}
    ids = [int(key) for key in keys if key.isdigit()]
    if dimension == Dimension.PILLAR:
        return {str(pillar.pk): str(pillar) for pillar in Pillar.objects.filter(pk__in=ids)}
    labels: dict[str, tuple[Any, str]] = {
        Dimension.MESSAGE: (ShareableMessage, "title"),
        Dimension.TEAM: (Team, "name"),
    }
    model, column = labels[dimension]
    names = {str(pk): name for pk, name in model._default_manager.filter(pk__in=ids).values_list("pk", column)}
    return {**names, SMALL: _("Small teams together")}
