"""The part of a file that a browser asks for, as RFC 9110 (14.2) tells; Safari plays no video without it."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.IGNORECASE)


class NoSuchRange(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The part lies beyond the end of the file."""


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one after the last; None for the whole file.

    Several parts at once, and what makes no sense, are answered with the whole file, as the standard allows.
    Raises NoSuchRange.
    """
    match = _RANGE.fullmatch(header)
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= end:
        raise NoSuchRange
    return start, end
