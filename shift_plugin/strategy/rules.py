from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

COMING_DAYS = 31


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def coming_month(day: date) -> tuple[date, date]:
    """From the Monday after the week of a day to 31 days after that day; a calendar month would be empty at its end."""
    return week_of(day)[1] + timedelta(days=1), day + timedelta(days=COMING_DAYS)


def local_text(texts: Mapping[str, Mapping[str, str]] | None, language: str | None, name: str) -> str:
    """A text in this language or in the language it is a variety of; empty where there is none."""
    local, wanted = texts or {}, language or ""
    chosen = local.get(wanted) or local.get(wanted.split("-")[0]) or {}
    return chosen.get(name) or ""
