"""Reading a list of people from a CSV or Excel file: from bytes to rows of texts, and from texts to values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from shift_plugin.base.rules import UnreadableFile, cell_text, plain, table_of

# Column → every heading under which it is found, as `plain` writes it.
HEADINGS: dict[str, tuple[str, ...]] = {
    "email": ("e mail address", "e mail", "email", "email address", "mail", "e mailadres", "emailadres", "mailadres"),
    "name": ("name", "full name", "naam", "volledige naam"),
    "first_name": ("first name", "firstname", "given name", "voornaam"),
    "last_name": ("last name", "lastname", "surname", "family name", "achternaam"),
    "team": ("team", "department", "location", "afdeling", "locatie", "vestiging"),
    "roles": ("roles", "role", "rollen", "rol"),
    "pillars": ("content pillars", "content pillar", "pillars", "pillar", "contentpijlers", "contentpijler", "pijlers"),
    "language": ("language", "taal"),
    "external": ("external", "extern"),
    "rhythm": ("rhythm of mails", "rhythm", "ritme van mails", "ritme", "mailritme"),
}
REQUIRED = ("email",)
YES = frozenset({"yes", "y", "ja", "j", "true", "waar", "1", "x"})
NO = frozenset({"no", "n", "nee", "false", "onwaar", "0", "-"})


@dataclass(frozen=True)
class Row:
    """``line`` is the line in the file as a spreadsheet numbers it: the headings are line 1."""

    line: int
    cells: Mapping[str, str]


def match_headings(headings: Iterable[Any]) -> dict[int, str]:
    """Place → column. Headings that mean nothing to us are left out. Raises UnreadableFile without an e-mail column."""
    known = {name: column for column, names in HEADINGS.items() for name in names}
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        column = known.get(plain(str(heading or "")))
        if column and column not in found.values():
            found[place] = column
    if missing := [column for column in REQUIRED if column not in found.values()]:
        raise UnreadableFile("columns", ", ".join(missing))
    return found


def read_rows(content: bytes, *, file_name: str, most_rows: int) -> list[Row]:
    """The rows of a file with text in them. Raises UnreadableFile."""
    table = table_of(content, file_name=file_name)
    headings = next(table, None)
    if headings is None:
        raise UnreadableFile("empty")
    columns = match_headings(headings)
    rows: list[Row] = []
    for line, values in enumerate(table, start=2):
        cells = {column: text for place, column in columns.items() if (text := cell_text(values, place))}
        if not cells:
            continue
        if len(rows) == most_rows:
            raise UnreadableFile("rows", str(most_rows))
        rows.append(Row(line, cells))
    if not rows:
        raise UnreadableFile("empty")
    return rows


def as_bool(text: str) -> bool | None:
    """True, False, or None for a word that is neither."""
    word = text.strip().casefold()
    return True if word in YES else False if word in NO else None


def split_names(text: str, known: Collection[str]) -> list[str]:
    """The names in a cell, separated by ; or | or else by commas. A name that has a comma itself is one name."""
    if plain(text) in known:
        return [text.strip()]
    separator = next((sign for sign in ";|" if sign in text), ",")
    return [part.strip() for part in text.split(separator) if part.strip()]


def suggest(name: str, known: Mapping[str, str]) -> str:
    """The known name that somebody probably meant, or nothing. ``known``: plain name → name as it is written."""
    close = get_close_matches(plain(name), known, n=1, cutoff=0.7)
    return known[close[0]] if close else ""
