"""Reading a table from a CSV or Excel file, as somebody's own program saved it."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

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


def plain(text: str) -> str:
    """A heading or name as it is compared: without capitals, accents, punctuation and double spaces."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in bare if not unicodedata.combining(letter))
    return " ".join(kept.split())


def table_of(content: bytes, *, file_name: str) -> Iterator[Any]:
    """The rows of a file, the headings first; each cell as its file has it. Raises UnreadableFile, also half-way."""
    is_excel = content[:2] == b"PK" or file_name.lower().endswith((".xlsx", ".xlsm"))
    return _excel(content) if is_excel else _csv(content)


def cell_text(values: Any, place: int) -> str:
    """The text in a cell, without what programs add to it; empty where the row is shorter."""
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
