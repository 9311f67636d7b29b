"""MP4 and MOV: boxes in boxes. Only what is needed to play stays; the rest becomes empty space of the same size.

So place, camera, software and texts that phones add are gone, and no picture is decoded. Names of boxes are those of
ISO/IEC 14496-12 and Apple's QuickTime File Format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from shift_plugin.stories.enums import OtherKind, Refusal
from shift_plugin.stories.rules.files import FileRefused
from shift_plugin.stories.rules.patches import CleanedVideo, Patch

_FILE = "file"
_KEPT: dict[str, set[bytes]] = {
    _FILE: {b"ftyp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"styp"},
    "moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    "trak": {b"tkhd", b"edts", b"mdia", b"tref", b"tapt"},
    "mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    "minf": {b"vmhd", b"smhd", b"gmhd", b"nmhd", b"hdlr", b"dinf", b"stbl"},
    "stbl": set(
        b"stsd stts ctts cslg stsc stsz stz2 stco co64 stss stsh stps sdtp sbgp sgpd subs saiz saio padb".split()
    ),
    "moof": {b"mfhd", b"traf"},
    "traf": {b"tfhd", b"trun", b"tfdt", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio", b"senc"},
}
# Tracks of other kinds hold subtitles and measurements; cameras write where they are into both.
_TRACKS = {b"vide", b"soun"}
# More than any video has; a file made of tiny boxes would keep the server busy.
_MOST_BOXES = 20_000
_MOST_IN_FTYP = 1024
_MOST_IN_TABLE = 8_000_000


@dataclass(frozen=True)
class Box:
    name: bytes
    start: int
    body: int
    end: int

    @property
    def empty(self) -> Patch:
        return Patch(self.start, self.end, _header_of_nothing(self))


def _header_of_nothing(box: Box) -> bytes:
    length = box.end - box.start
    if box.body - box.start == 16:
        return (1).to_bytes(4, "big") + b"free" + length.to_bytes(8, "big")
    return length.to_bytes(4, "big") + b"free"


def clean_mp4(file: BinaryIO, size: int) -> CleanedVideo:
    """What stays of an MP4 or MOV. Raises FileRefused when it is no whole video."""
    return _Cleaning(file, size).clean()


class _Cleaning:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self.file = file
        self.size = size
        self.boxes = 0
        self.tracks: set[bytes] = set()
        self.cleaned = CleanedVideo(size)
        self.media: list[Box] = []
        self.hidden: list[tuple[int, int]] = []

    def clean(self) -> CleanedVideo:
        seen = set()
        for box in self._top():
            seen.add(box.name)
            if box.name == b"mdat":
                self.media.append(box)
            self._go_into(_FILE, box)
        if not {b"ftyp", b"moov", b"mdat"} <= seen or not self.tracks:
            raise FileRefused(Refusal.BROKEN_VIDEO)
        if b"vide" not in self.tracks:
            raise FileRefused(Refusal.OTHER_KIND, what=OtherKind.SOUND.label)
        self.cleaned.patches += [Patch(start, end) for start, end in self._within_media(self.hidden)]
        return self.cleaned

    def _top(self) -> Iterator[Box]:
        """The outermost boxes. What follows the last one and is none is cut off."""
        place = 0
        while place < self.size:
            box = self._box(place, self.size)
            if box is None or (box.end > self.size and box.name not in _KEPT[_FILE]):
                self.cleaned.size = place
                return
            if box.end > self.size or (box.name == b"ftyp" and box.end - box.start > _MOST_IN_FTYP):
                raise FileRefused(Refusal.BROKEN_VIDEO)
            yield box
            place = box.end

    def _inside(self, box: Box) -> Iterator[Box]:
        place = box.body
        while place < box.end:
            inner = self._box(place, box.end)
            if inner is None or inner.end > box.end:
                # Old QuickTime closes a list with four zeros.
                if self._read(place, box.end).strip(b"\x00"):
                    raise FileRefused(Refusal.BROKEN_VIDEO)
                return
            yield inner
            place = inner.end

    def _box(self, place: int, limit: int) -> Box | None:
        self.boxes += 1
        if self.boxes > _MOST_BOXES:
            raise FileRefused(Refusal.BROKEN_VIDEO)
        header = self._read(place, min(place + 16, limit))
        length, name, body = int.from_bytes(header[:4], "big"), header[4:8], place + 8
        if length == 1 and len(header) == 16:
            length, body = int.from_bytes(header[8:], "big"), place + 16
        elif length == 0 and name == b"mdat":
            # Until the end of the file: whatever stands there is taken for pictures and sound.
            length = limit - place
        return Box(name, place, body, place + length) if place + length >= body and len(header) >= 8 else None

    def _go_into(self, parent: str, box: Box) -> None:
        if box.name not in _KEPT[parent]:
            self.cleaned.patches.append(box.empty)
            return
        name = box.name.decode()
        if name == "trak":
            self._track(box)
        elif name in _KEPT:
            for inner in self._inside(box):
                self._go_into(name, inner)

    def _track(self, track: Box) -> None:
        """A track of pictures or sound is cleaned, any other one goes, with all that it brought along."""
        handler = self._read_inside(track, b"mdia", b"hdlr")[8:12]
        if handler not in _TRACKS:
            self.cleaned.patches.append(track.empty)
            self.hidden += self._samples(track)
            return
        if handler == b"vide" and b"vide" not in self.tracks:
            self.cleaned.width, self.cleaned.height = _dimensions(self._read_inside(track, b"tkhd"))
        self.tracks.add(handler)
        for inner in self._inside(track):
            self._go_into("trak", inner)

    def _samples(self, track: Box) -> Iterator[tuple[int, int]]:
        """From where to where the media of a track stand; they lie in chunks."""
        table = (b"mdia", b"minf", b"stbl")
        sizes = self._read_inside(track, *table, b"stsz")
        runs = _numbers(self._read_inside(track, *table, b"stsc")[8:], 4)
        chunks = _numbers(self._read_inside(track, *table, b"stco")[8:], 4)
        chunks = chunks or _numbers(self._read_inside(track, *table, b"co64")[8:], 8)
        each, lengths = int.from_bytes(sizes[4:8], "big"), _numbers(sizes[12:], 4)
        per_chunk = dict(zip(runs[::3], runs[1::3], strict=False))
        count = sample = 0
        for number, offset in enumerate(chunks, start=1):
            count = per_chunk.get(number, count)
            length = each * count if each else sum(lengths[sample : sample + count])
            sample += count
            yield offset, offset + length

    def _within_media(self, ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Sorted and without overlaps; nothing outside the media, whatever a table of contents claims."""
        last = 0
        for start, end in sorted(ranges):
            for box in self.media:
                low, high = max(start, box.body, last), min(end, box.end)
                if low < high:
                    yield low, high
                    last = high

    def _read_inside(self, box: Box, *names: bytes) -> bytes:
        """The content of a box within boxes, or nothing."""
        for name in names:
            found = next((inner for inner in self._inside(box) if inner.name == name), None)
            if found is None:
                return b""
            box = found
        return self._read(box.body, box.end)

    def _read(self, start: int, end: int) -> bytes:
        if end - start > _MOST_IN_TABLE:
            raise FileRefused(Refusal.BROKEN_VIDEO)
        self.file.seek(start)
        return self.file.read(end - start)


def _numbers(data: bytes, width: int) -> list[int]:
    return [int.from_bytes(data[place : place + width], "big") for place in range(0, len(data) - width + 1, width)]


def _dimensions(header: bytes) -> tuple[int | None, int | None]:
    """Width and height as they are shown, from a track header, which ends in a matrix of 36 bytes and both sizes."""
    if len(header) < 44:
        return None, None
    width, height = (int.from_bytes(header[place : place + 2], "big") for place in (-8, -4))
    is_on_its_side = not any(header[-44:-40]) and any(header[-40:-36])
    return (height, width) if is_on_its_side else (width, height)
