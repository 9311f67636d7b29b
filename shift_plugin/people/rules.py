"""Reading a list of people from a CSV or Excel file: from bytes to rows of texts, and from texts to values."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

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
# A text that an export marked against being run as a formula, so that a file can go out and come back.
FORMULA_MARK = "'"
FORMULA_STARTS = ("=", "+", "-", "@")
MEGABYTE = 1024 * 1024
# Text packs to about a tenth; what unpacks to more than this was made to fill the memory.
MOST_UNPACKED = 200


class UnreadableFile(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """``code`` says why: empty, encoding, format, packed, rows, columns (then ``value`` names them)."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value


@dataclass(frozen=True)
class Row:
    """``line`` is the line in the file as a spreadsheet numbers it: the headings are line 1."""

    line: int
    cells: Mapping[str, str]


def plain(text: str) -> str:
    """A heading or name as it is compared: without capitals, accents, punctuation and double spaces."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter))
    return " ".join(kept.split())


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
    is_excel = content[:2] == b"PK" or file_name.lower().endswith((".xlsx", ".xlsm"))
    table = _excel(content) if is_excel else _csv(content)
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


def cell_text(values: Any, place: int) -> str:
    value = values[place] if place < len(values) else None
    text = "" if value is None else str(value)
    # Control characters and the invisible space that Excel pastes along.
    text = "".join(" " if unicodedata.category(letter) in ("Cc", "Zs") else letter for letter in text).strip()
    if text.startswith(FORMULA_MARK) and text[1:].startswith(FORMULA_STARTS):
        return text[1:]
    return text


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes on a western computer when asked for plain CSV.
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableFile("format")
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableFile("format") from error


def _excel(content: bytes) -> Iterator[tuple[Any, ...]]:
    """The first sheet, row by row. openpyxl reads XML through defusedxml, which refuses entities."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED * MEGABYTE:
                raise UnreadableFile("packed")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            # A file may claim a million rows; without the claim only what is there is read.
            sheet.reset_dimensions()
            yield from sheet.iter_rows(values_only=True)
        finally:
            book.close()
    except UnreadableFile:
        raise
    except Exception as error:
        # openpyxl has no error of its own for a broken file: what comes out is whatever broke.
        raise UnreadableFile("format") from error


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
