"""A file as it should be, read out of the file as it came, without ever holding it in memory."""

from __future__ import annotations

import io
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import BinaryIO


@dataclass(frozen=True, order=True)
class Patch:
    """From ``start`` until ``end`` stands ``head``, and zeros after it."""

    start: int
    end: int
    head: bytes = b""


@dataclass
class CleanedVideo:
    """What stays of a video: the first ``size`` bytes, with patches in them. Every other byte stays at its place, so
    the video's own table of contents still holds.
    """

    size: int
    width: int | None = None
    height: int | None = None
    patches: list[Patch] = field(default_factory=list)


class Patched(io.RawIOBase):
    """Reads the original as it is after the patches; can be read from any place, as storages elsewhere want."""

    def __init__(self, original: BinaryIO, cleaned: CleanedVideo) -> None:
        self._original = original
        self._size = cleaned.size
        self._patches = sorted(cleaned.patches)
        self._starts = [patch.start for patch in self._patches]
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(base + offset, 0)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def]
        wanted = max(min(len(buffer), self._size - self._place), 0)
        self._original.seek(self._place)
        read = bytearray(self._original.read(wanted))
        self._apply(read)
        buffer[: len(read)] = read
        self._place += len(read)
        return len(read)

    def _apply(self, read: bytearray) -> None:
        begin, end = self._place, self._place + len(read)
        for patch in self._patches[max(bisect_right(self._starts, begin) - 1, 0) :]:
            if patch.start >= end:
                break
            start, stop = max(patch.start, begin), min(patch.end, end)
            if start < stop:
                head = patch.head[start - patch.start : stop - patch.start]
                read[start - begin : stop - begin] = head.ljust(stop - start, b"\x00")
