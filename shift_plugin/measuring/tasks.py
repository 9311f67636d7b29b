"""Background work of the figures. The dotted paths are public API."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from shift_plugin.measuring import actions


def add_up() -> None:
    """Bring today and yesterday up to date. Yesterday too, for what came in just before midnight."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    for day in (today - timedelta(days=1), today):
        actions.add_up_day(day=day)


def make_windows() -> None:
    actions.make_windows(today=timezone.localdate(timezone=timezone.get_default_timezone()))


def add_up_day(day: str) -> None:
    """Make one day anew; ``day`` as YYYY-MM-DD."""
    actions.add_up_day(day=date.fromisoformat(day))


def refresh_totals(message_id: int) -> None:
    actions.refresh_totals(message_id=message_id)
