"""WebM: elements in elements, as RFC 8794 and the Matroska specification (RFC 9559) tell. Only what is needed to play
stays; the rest becomes empty space of the same size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from shift_plugin.stories.enums import OtherKind, Refusal
from shift_plugin.stories.rules.files import FileRefused
from shift_plugin.stories.rules.patches import CleanedVideo, Patch

_EBML, _SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_SEEK_HEAD, _CUES, _CHECKSUM, _VOID = 0x114D9B74, 0x1C53BB6B, 0xBF, 0xEC
_TRACK, _TRACK_TYPE, _VIDEO, _WIDTH, _HEIGHT = 0xAE, 0x83, 0xE0, 0xB0, 0xBA
_MOVING_PICTURES = b"\x01"
_IN_SEGMENT = {_INFO, _TRACKS, _CLUSTER, _SEEK_HEAD, _CUES}
# A browser that records doesn't know beforehand how long a cluster gets; then its parts stand here.
_IN_CLUSTER = {0xE7, 0xA3, 0xA0, 0xAB, 0xA7, _CHECKSUM}
# Scale of time, length and the two programs, without which it isn't valid.
_IN_INFO = {0x2AD7B1, 0x4489, 0x4D80, 0x5741}
_MOST_ELEMENTS = 500_000
_MOST_IN_HEADER = 1024


@dataclass(frozen=True)
class Element:
    name: int
    start: int
    body: int
    end: int
    is_open: bool

    @property
    def empty(self) -> Patch:
        length = self.end - self.start
        width = 8 if length >= 9 else 1
        size = length - 1 - width
        return Patch(self.start, self.end, b"\xec" + (size | 1 << 7 * width).to_bytes(width, "big"))


def clean_webm(file: BinaryIO, size: int) -> CleanedVideo:
    """What stays of a WebM. Raises FileRefused when it is no whole video."""
    return _Cleaning(file, size).clean()


class _Cleaning:
    def __init__(self, file: BinaryIO, size: int) -> None:
        self.file = file
        self.size = size
        self.elements = 0
        self.cleaned = CleanedVideo(size)

    def clean(self) -> CleanedVideo:
        header = self._element(0, self.size)
        segment = self._element(header.end, self.size)
        if header.name != _EBML or header.end > _MOST_IN_HEADER or segment.name != _SEGMENT:
            raise FileRefused(Refusal.BROKEN_VIDEO)
        self.cleaned.size = segment.end
        seen = set()
        for element in self._inside(segment):
            seen.add(element.name)
            self._clean(element)
        if not {_INFO, _TRACKS} <= seen or _CLUSTER not in seen:
            raise FileRefused(Refusal.BROKEN_VIDEO)
        if self.cleaned.width is None:
            raise FileRefused(Refusal.OTHER_KIND, what=OtherKind.SOUND.label)
        return self.cleaned

    def _clean(self, element: Element) -> None:
        if element.name not in _IN_SEGMENT | _IN_CLUSTER:
            self.cleaned.patches.append(element.empty)
        elif element.name == _INFO:
            self.cleaned.patches += [inner.empty for inner in self._inside(element) if inner.name not in _IN_INFO]
        elif element.name == _TRACKS:
            for track in self._inside(element):
                self._track(track)

    def _track(self, track: Element) -> None:
        if track.name != _TRACK:
            return
        parts = {part.name: part for part in self._inside(track)}
        if _TRACK_TYPE not in parts or self._read(parts[_TRACK_TYPE]) != _MOVING_PICTURES or _VIDEO not in parts:
            return
        sizes = {part.name: int.from_bytes(self._read(part), "big") for part in self._inside(parts[_VIDEO])}
        self.cleaned.width, self.cleaned.height = sizes.get(_WIDTH), sizes.get(_HEIGHT)

    def _inside(self, outer: Element) -> Iterator[Element]:
        place = outer.body
        while place < outer.end:
            element = self._element(place, outer.end)
            yield element
            place = element.body if element.is_open else element.end

    def _element(self, place: int, limit: int) -> Element:
        """Raises FileRefused for what doesn't fit; of segments and clusters the end may be unknown."""
        self.elements += 1
        self.file.seek(place)
        head = self.file.read(12)
        name_width = _width(head, 4)
        width = _width(head[name_width:], 8)
        body = place + name_width + width
        if not name_width or not width or self.elements > _MOST_ELEMENTS or body > limit:
            raise FileRefused(Refusal.BROKEN_VIDEO)
        name = int.from_bytes(head[:name_width], "big")
        all_ones = (1 << 7 * width) - 1
        size = int.from_bytes(head[name_width : name_width + width], "big") & all_ones
        is_open = size == all_ones
        if is_open and name in (_SEGMENT, _CLUSTER):
            return Element(name, place, body, limit, is_open)
        if is_open or body + size > limit:
            raise FileRefused(Refusal.BROKEN_VIDEO)
        return Element(name, place, body, body + size, False)

    def _read(self, element: Element) -> bytes:
        """Of a number; nothing longer is of interest."""
        self.file.seek(element.body)
        return self.file.read(min(element.end - element.body, 8))


def _width(data: bytes, most: int) -> int:
    """How many bytes a name or a size takes, which its first one tells; 0 for none."""
    if not data or not data[0]:
        return 0
    width = 9 - data[0].bit_length()
    return width if width <= most and width <= len(data) else 0
