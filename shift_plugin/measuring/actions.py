from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count as CountRows
from django.db.models import F, Max, Min, QuerySet, Sum
from django.utils import timezone

from shift_plugin.library.models import ShareableMessage
from shift_plugin.measuring.enums import WINDOWS, Dimension
from shift_plugin.measuring.models import DayFigure, DayTotal, WindowTotal
from shift_plugin.measuring.rules import Cell, Count, days, totals_of
from shift_plugin.sharing.models import Click, Share

BATCH = 2000


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of the day in the site's time zone and that of the next; 23 to 25 hours apart."""
    zone = timezone.get_default_timezone()
    return tuple(datetime.combine(day + timedelta(days=step), time.min, tzinfo=zone) for step in (0, 1))  # type: ignore[return-value]


def count_day(day: date) -> dict[Cell, Count]:
    """Count one day's events from the rows themselves."""
    start, end = bounds(day)
    cells: dict[Cell, Count] = defaultdict(Count)
    sources: tuple[tuple[str, QuerySet], ...] = (
        ("opened", Share.objects.filter(opened_at__gte=start, opened_at__lt=end)),
        ("confirmed", Share.objects.filter(confirmed_at__gte=start, confirmed_at__lt=end)),
        (
            "clicks",
            Click.objects.filter(clicked_at__gte=start, clicked_at__lt=end).annotate(
                message_id=F("link__share__message_id"),
                team_id=F("link__share__team_id"),
                network=F("link__share__network"),
            ),
        ),
    )
    for figure, rows in sources:
        for row in rows.values("message_id", "team_id", "network").order_by().annotate(number=CountRows("pk")):
            cell = Cell(message=row["message_id"], team=row["team_id"], network=row["network"])
            cells[cell] += Count(**{figure: row["number"]})
    return dict(cells)


def pillars_of(messages: Iterable[int | None]) -> Mapping[int, list[int]]:
    """The pillars of each message, as they are now."""
    through = ShareableMessage.pillars.through
    found: dict[int, list[int]] = defaultdict(list)
    wanted = [message for message in messages if message is not None]
    for message, pillar in through.objects.filter(shareablemessage_id__in=wanted).values_list(
        "shareablemessage_id", "pillar_id"
    ):
        found[message].append(pillar)
    return found


@transaction.atomic
def add_up_day(*, day: date) -> None:
    """Make the day's figures and totals anew from the rows; doing it twice changes nothing."""
    cells = count_day(day)
    DayFigure.objects.filter(day=day).delete()
    DayFigure.objects.bulk_create(
        [
            DayFigure(day=day, message_id=cell.message, team_id=cell.team, network=cell.network, **vars(count))
            for cell, count in cells.items()
        ],
        batch_size=BATCH,
    )
    write_totals(day=day, cells=cells)


def write_totals(*, day: date, cells: Mapping[Cell, Count]) -> None:
    totals = totals_of(cells, pillars_of({cell.message for cell in cells}))
    DayTotal.objects.filter(day=day).delete()
    DayTotal.objects.bulk_create(
        [
            DayTotal(day=day, dimension=dimension, key=key, **vars(count))
            for (dimension, key), count in totals.counts.items()
        ],
        batch_size=BATCH,
    )


@transaction.atomic
def refresh_totals(*, message_id: int) -> None:
    """Add up again the days on which this message has figures: its pillars may have changed."""
    for day in list(DayFigure.objects.filter(message_id=message_id).values_list("day", flat=True).distinct()):
        cells: dict[Cell, Count] = {
            Cell(message=row.message_id, team=row.team_id, network=row.network): Count(
                opened=row.opened, confirmed=row.confirmed, clicks=row.clicks
            )
            for row in DayFigure.objects.filter(day=day)
        }
        write_totals(day=day, cells=cells)


@transaction.atomic
def make_windows(*, today: date) -> None:
    """Make the totals of the ready-made periods anew, from the totals of their days."""
    WindowTotal.objects.all().delete()
    for window in WINDOWS:
        rows = (
            DayTotal.objects.filter(day__gt=today - timedelta(days=window), day__lte=today)
            .exclude(dimension=Dimension.ALL)
            .values("dimension", "key")
            .order_by()
            .annotate(sum_opened=Sum("opened"), sum_confirmed=Sum("confirmed"), sum_clicks=Sum("clicks"))
        )
        WindowTotal.objects.bulk_create(
            (
                WindowTotal(
                    window=window,
                    dimension=row["dimension"],
                    key=row["key"],
                    opened=row["sum_opened"],
                    confirmed=row["sum_confirmed"],
                    clicks=row["sum_clicks"],
                )
                for row in rows.iterator()
            ),
            batch_size=BATCH,
        )


def first_day() -> date | None:
    """The day of the oldest share that there is, in the site's time zone."""
    oldest = Share.objects.aggregate(opened=Min("opened_at"))["opened"]
    return timezone.localdate(oldest, timezone.get_default_timezone()) if oldest else None


def last_day() -> date:
    """Today, or a later day on which something is written down already (a clock that was set back)."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    newest = Share.objects.aggregate(opened=Max("opened_at"))["opened"]
    return max(today, timezone.localdate(newest, timezone.get_default_timezone())) if newest else today


def rebuild(*, first: date | None = None) -> int:
    """Make every figure anew from the rows, from ``first`` or from the oldest share on; returns the number of days."""
    start = first or first_day()
    todo = days(start, last_day()) if start else []
    stale = DayFigure.objects.all() if first is None else DayFigure.objects.filter(day__gte=first)
    stale.exclude(day__in=todo).delete()
    for day in todo:
        add_up_day(day=day)
    make_windows(today=timezone.localdate(timezone=timezone.get_default_timezone()))
    return len(todo)
