"""What a file is, by its first bytes and nothing else, and what its name may look like."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from shift_plugin.stories.enums import OtherKind, Refusal

# What ``sniff`` has to see of a file.
HEAD = 4096


class FileRefused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A file that is not accepted. ``code`` says why, for programs; the text is for whoever handed it in.

    A scanner of the host raises it with a code of its own and a ``message``, or just with ``"unsafe"``.
    """

    def __init__(self, code: str, *, message: str = "", **values: object) -> None:
        super().__init__(code)
        self.code = str(code)
        self.message = message
        self.values_in_text = values

    def __str__(self) -> str:
        if self.message or self.code not in Refusal.values:
            return str(self.message or Refusal.UNSAFE.label)
        return str(Refusal(self.code).label) % self.values_in_text


class FileType(Enum):
    """What we take; the value is the extension."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    HEIF = "heic"
    AVIF = "avif"
    MP4 = "mp4"
    MOV = "mov"
    WEBM = "webm"

    @property
    def is_video(self) -> bool:
        return self in (FileType.MP4, FileType.MOV, FileType.WEBM)


_OTHERS = (
    (b"%PDF-", OtherKind.PDF),
    (b"PK\x03\x04", OtherKind.ARCHIVE),
    (b"PK\x05\x06", OtherKind.ARCHIVE),
    (b"Rar!\x1a\x07", OtherKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", OtherKind.ARCHIVE),
    (b"\x1f\x8b", OtherKind.ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OtherKind.OFFICE),
    (b"{\\rtf", OtherKind.OFFICE),
    (b"%!PS", OtherKind.POSTSCRIPT),
    (b"\xc5\xd0\xd3\xc6", OtherKind.POSTSCRIPT),
    (b"II*\x00", OtherKind.TIFF),
    (b"MM\x00*", OtherKind.TIFF),
    (b"II+\x00", OtherKind.TIFF),
    (b"MM\x00+", OtherKind.TIFF),
    (b"\x00\x00\x01\x00", OtherKind.ICON),
    (b"BM", OtherKind.BITMAP),
    (b"FUJIFILMCCD-RAW", OtherKind.RAW),
    (b"MZ", OtherKind.PROGRAM),
    (b"\x7fELF", OtherKind.PROGRAM),
    (b"\xfe\xed\xfa", OtherKind.PROGRAM),
    (b"#!", OtherKind.PROGRAM),
    (b"ID3", OtherKind.SOUND),
    (b"OggS", OtherKind.SOUND),
    (b"fLaC", OtherKind.SOUND),
    (b"\x00\x00\x01\xba", OtherKind.OTHER_VIDEO),
    (b"0&\xb2u\x8ef\xcf\x11", OtherKind.OTHER_VIDEO),
    (b"FLV\x01", OtherKind.OTHER_VIDEO),
)
_IN_RIFF = {b"WAVE": OtherKind.SOUND, b"AVI ": OtherKind.OTHER_VIDEO}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_IN_FTYP = {b"M4A ": OtherKind.SOUND, b"M4B ": OtherKind.SOUND, b"F4A ": OtherKind.SOUND, b"crx ": OtherKind.RAW}


def sniff(head: bytes) -> FileType:
    """The type of a file by its first bytes; a name or declared type can say anything.

    Raises FileRefused that says what it is, if that is anything else.
    """
    if not head:
        raise FileRefused(Refusal.EMPTY)
    if head.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if head.startswith((b"GIF87a", b"GIF89a")):
        raise FileRefused(Refusal.MOVING)
    if head.startswith(b"RIFF"):
        return _in_riff(head[8:12])
    if head[4:8] == b"ftyp":
        return _in_ftyp(head)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _in_ebml(head)
    raise _refused(head)


def _in_riff(kind: bytes) -> FileType:
    if kind == b"WEBP":
        return FileType.WEBP
    if kind in _IN_RIFF:
        raise FileRefused(Refusal.OTHER_KIND, what=_IN_RIFF[kind].label)
    raise FileRefused(Refusal.UNKNOWN)


def _in_ftyp(head: bytes) -> FileType:
    brand = head[8:12]
    size = min(int.from_bytes(head[:4], "big"), len(head))
    compatible = {head[place : place + 4] for place in range(16, size - 3, 4)}
    if brand in (b"avif", b"avis") or (brand in _HEIF_BRANDS and b"avif" in compatible):
        return FileType.AVIF
    if brand in _HEIF_BRANDS:
        return FileType.HEIF
    if brand in _IN_FTYP:
        raise FileRefused(Refusal.OTHER_KIND, what=_IN_FTYP[brand].label)
    return FileType.MOV if brand == b"qt  " else FileType.MP4


def _in_ebml(head: bytes) -> FileType:
    """WebM and Matroska are written alike; the header says in plain letters which of them it is."""
    if b"\x42\x82\x84webm" in head[:128]:
        return FileType.WEBM
    raise FileRefused(Refusal.OTHER_KIND, what=OtherKind.OTHER_VIDEO.label)


def _refused(head: bytes) -> FileRefused:
    for start, kind in _OTHERS:
        if head.startswith(start):
            return FileRefused(Refusal.OTHER_KIND, what=kind.label)
    text = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in text:
        return FileRefused(Refusal.OTHER_KIND, what=OtherKind.DRAWING.label)
    if text.startswith((b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<!--", b"<?php")):
        return FileRefused(Refusal.OTHER_KIND, what=OtherKind.PAGE.label)
    return FileRefused(Refusal.UNKNOWN)


def clean_name(name: str) -> str:
    """What is shown of the name that a device gave: no folders, and nothing that can't be seen or that turns text
    around.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in last)
    seen = " ".join(seen.split()).strip(". ")
    if len(seen) <= 100:
        return seen
    stem, dot, extension = seen.rpartition(".")
    return f"{stem[: 99 - len(extension)]}.{extension}" if dot and len(extension) <= 5 else seen[:100]
