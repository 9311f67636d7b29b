"""Files that mean harm or tell too much, made by code: nothing of the kind lies in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pillow_heif
from PIL import Image
from PIL.PngImagePlugin import PngInfo

PNG_START = b"\x89PNG\r\n\x1a\n"
SECRET = b"Huize Wilgenhof, kamer 12"
SCRIPT = b"<script>alert(document.domain)</script>"
# 52°22'48"N, 4°53'24"E, as phones write it into videos.
PLACE = b"+52.3800+004.8900/"


@dataclass(frozen=True)
class Hostile:
    """``says``: the refusal word for word; without one the file is taken, and ``gone`` isn't in what is kept of it."""

    make: Callable[[], bytes]
    says: str = ""
    gone: tuple[bytes, ...] = ()


# Photos


def picture(file_format: str, size: tuple[int, int] = (320, 200), mode: str = "RGB", **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "teal").save(file, file_format, **options)
    return file.getvalue()


def exif() -> Image.Exif:
    """Where, by whom and with what, in the main part and in that of the position."""
    data = Image.Exif()
    data[0x0112] = 6
    data[0x010E] = SECRET.decode()
    data[0x8825] = {1: "N", 2: (52.0, 22.0, 48.0), 3: "E", 4: (4.0, 53.0, 24.0), 29: SECRET.decode()}
    return data


def xmp() -> bytes:
    return b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><photoshop:City>' + SECRET + b"</photoshop:City></x:xmpmeta>"


def jpeg_that_tells(**options: Any) -> bytes:
    return picture("JPEG", exif=exif(), comment=SECRET, xmp=xmp(), icc_profile=profile(), **options)


def profile() -> bytes:
    """Space for text in a profile of colours that is right for the rest."""
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET


def jpeg_of(width: int, height: int, data: bytes = b"") -> bytes:
    """The header of a JPEG of this size, with hardly anything after it."""
    start = b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3)
    return start + b"\x01\x11\x00\x02\x11\x00\x03\x11\x00" + data


def large_jpeg() -> bytes:
    """121 megapixels in a file of a few hundred kB, every bit of it in order."""
    return picture("JPEG", (11_000, 11_000), "L", quality=1)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def packed_zeros(count: int) -> bytes:
    """Each part by itself, so that one is packed and the others are the same."""
    packer = zlib.compressobj(9)
    start = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    part = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + part * (count // 1_000_000) + packer.flush()


def png_bomb(side: int = 15_000) -> bytes:
    """225 megapixels, packed to a thousandth."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return PNG_START + header + chunk(b"IDAT", packed_zeros(side * (side * 3 + 1))) + chunk(b"IEND", b"")


def png_text_bomb() -> bytes:
    """A comment of 200 MB, packed."""
    plain = picture("PNG")
    return plain[:33] + chunk(b"zTXt", b"Comment\x00\x00" + packed_zeros(200_000_000)) + plain[33:]


def png_that_tells() -> bytes:
    text = PngInfo()
    text.add_text("Location", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", xmp().decode())
    return picture("PNG", pnginfo=text, exif=exif()) + SCRIPT


def moving(file_format: str) -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("teal", "red", "blue")]
    frames[0].save(file, file_format, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


def heic_that_tells() -> bytes:
    file = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (320, 200), "teal")).save(file, exif=exif().tobytes(), xmp=xmp())
    return file.getvalue()


def zip_file(content: bytes = SCRIPT) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.html", content)
    return file.getvalue()


# Videos


def box(name: bytes, *parts: bytes) -> bytes:
    data = b"".join(parts)
    return struct.pack(">I", len(data) + 8) + name + data


def numbers(*values: int) -> bytes:
    return struct.pack(f">{len(values)}I", *values)


def track(handler: bytes, *, offset: int, length: int, is_upright: bool = False, extra: bytes = b"") -> bytes:
    """A track of which one sample lies at ``offset``."""
    turn = (0, 1 << 16, 0, -1 << 16 & 0xFFFFFFFF) if is_upright else (1 << 16, 0, 0, 1 << 16)
    matrix = numbers(turn[0], turn[1], 0, turn[2], turn[3], 0, 0, 0, 1 << 30)
    header = box(b"tkhd", numbers(3, 0, 0, 1, 0, 0), bytes(16), matrix, numbers(640 << 16, 360 << 16))
    table = box(
        b"stbl",
        box(b"stsd", numbers(0, 0)),
        box(b"stts", numbers(0, 1, 1, 1000)),
        box(b"stsc", numbers(0, 1, 1, 1, 1)),
        box(b"stsz", numbers(0, 0, 1, length)),
        box(b"stco", numbers(0, 1, offset)),
    )
    handling = box(b"hdlr", numbers(0, 0), handler, bytes(12), b"\x00")
    media = box(b"mdia", box(b"mdhd", bytes(24)), handling, box(b"minf", box(b"vmhd", bytes(12)), table))
    return box(b"trak", header, media, extra)


PICTURES = b"moving pictures " * 64


def mp4(*, brand: bytes = b"isom", tail: bytes = b"", measured: bytes = b"", **options: Any) -> bytes:
    """A short video: pictures, and what a camera measured meanwhile as a track of its own."""
    start = box(b"ftyp", brand, numbers(512), b"isommp41")
    media = box(b"mdat", PICTURES + measured)
    begin = len(start) + 8
    measuring = track(b"meta", offset=begin + len(PICTURES), length=len(measured)) if measured else b""
    told = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE), box(b"name", SECRET))
    apple = box(b"meta", numbers(0), box(b"keys", b"com.apple.quicktime.location.ISO6709"), box(b"ilst", PLACE))
    film = box(
        b"moov",
        box(b"mvhd", bytes(100)),
        track(b"vide", offset=begin, length=len(PICTURES), extra=told, **options),
        measuring,
        told,
        apple,
    )
    return start + media + film + box(b"uuid", bytes(16), SECRET) + box(b"free", SECRET) + tail


def large_mp4(path: Any, megabytes: int) -> None:
    """On disk, and mostly a hole in it."""
    start, film = box(b"ftyp", b"isom", numbers(512)), mp4()[len(box(b"ftyp", b"isom", numbers(512), b"isommp41")) :]
    film = film[8 + len(PICTURES) :]
    with path.open("wb") as file:
        file.write(start + struct.pack(">I", megabytes * 1_048_576 - len(start) - len(film)) + b"mdat")
        file.seek(megabytes * 1_048_576 - len(film))
        file.write(film)


def element(name: str, *parts: bytes, is_open: bool = False) -> bytes:
    data = b"".join(parts)
    size = b"\x01" + b"\xff" * 7 if is_open else struct.pack(">Q", len(data) | 1 << 56)
    return bytes.fromhex(name) + size + data


def webm(*, kind: bytes = b"webm", tail: bytes = b"", is_open: bool = False) -> bytes:
    """As a browser records it when ``is_open``: it doesn't know beforehand how long it gets."""
    head = element("1A45DFA3", b"\x42\x82" + bytes([0x80 | len(kind)]) + kind)
    info = element("1549A966", element("2AD7B1", b"\x0f\x42\x40"), element("7BA9", SECRET), element("4D80", b"x"))
    video = element("E0", element("B0", b"\x02\x80"), element("BA", b"\x01\x68"))
    tracks = element("1654AE6B", element("AE", element("D7", b"\x01"), element("83", b"\x01"), video))
    cluster = element("1F43B675", element("E7", b"\x00"), element("A3", PICTURES), is_open=is_open)
    tags = element("1254C367", element("7373", element("67C8", element("4487", PLACE))))
    attached = element("1941A469", SCRIPT)
    return head + element("18538067", info, tracks, tags, attached, cluster, is_open=is_open) + tail


TOO_MANY_PIXELS = "This photo has more than 40 megapixels. Choose a smaller one."
MOVING = "This is a moving picture. Choose a photo or a video."
BROKEN_PHOTO = "This photo is damaged or not complete. Choose it again, or choose another one."
BROKEN_VIDEO = "This video is damaged or not complete. Choose it again, or choose another one."
UNKNOWN = """This is not a photo or video that we know. \
Choose a photo as JPEG, PNG, WebP or HEIC, or a video as MP4, MOV or WebM."""


def other(kind: str) -> str:
    return f"This is {kind}. Choose a photo or a video."


OTHER_VIDEO = other("a video that not every browser can play, such as AVI or MKV")
TOLD = (SECRET, b"Exif", b"xmpmeta", b"ICC_PROFILE")

FILES = {
    # Refused
    "empty.jpg": Hostile(bytes, "This file is empty. Choose it again."),
    "drawing.svg": Hostile(
        lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT + b"</svg>",
        other("a drawing (SVG)"),
    ),
    "drawing.jpg": Hostile(lambda: b"\xef\xbb\xbf <svg onload=alert(1)>", other("a drawing (SVG)")),
    "page.jpg": Hostile(lambda: b"\n<!DOCTYPE html>" + SCRIPT, other("a web page")),
    "page.mp4": Hostile(lambda: SCRIPT, other("a web page")),
    "page.php": Hostile(lambda: b"<?php system($_GET[0]);", other("a web page")),
    "form.pdf": Hostile(lambda: b"%PDF-1.7\n1 0 obj", other("a PDF document")),
    "letter.docx": Hostile(zip_file, other("a ZIP file")),
    "letter.doc": Hostile(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), other("a document")),
    "print.eps": Hostile(lambda: picture("EPS"), other("a print file (PostScript)")),
    "print.png": Hostile(lambda: b"%!PS\n(/etc/passwd) (r) file", other("a print file (PostScript)")),
    "scan.tif": Hostile(lambda: picture("TIFF"), other("a TIFF picture")),
    "favicon.ico": Hostile(lambda: picture("ICO"), other("an icon")),
    "paint.bmp": Hostile(lambda: picture("BMP"), other("a BMP picture")),
    "IMG_1.jpg.exe": Hostile(lambda: b"MZ\x90\x00" + bytes(512), other("a program")),
    "IMG_2.jpg": Hostile(lambda: b"#!/bin/sh\nrm -rf ~", other("a program")),
    "raw.cr3": Hostile(lambda: box(b"ftyp", b"crx ", numbers(1), b"crx isom"), other("a raw photo of a camera")),
    "song.mp3": Hostile(lambda: b"ID3\x04" + bytes(512), other("a sound recording")),
    "song.wav": Hostile(lambda: b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(64), other("a sound recording")),
    "old.avi": Hostile(lambda: b"RIFF\x24\x00\x00\x00AVI LIST" + bytes(64), OTHER_VIDEO),
    "film.mkv": Hostile(lambda: webm(kind=b"matroska"), OTHER_VIDEO),
    "noise.jpg": Hostile(lambda: bytes(range(7, 250)) * 9, UNKNOWN),
    "text.txt": Hostile(lambda: b"Vandaag plantten we een boom.", UNKNOWN),
    "moving.gif": Hostile(lambda: moving("GIF"), MOVING),
    "moving.png": Hostile(lambda: moving("PNG"), MOVING),
    "moving.webp": Hostile(lambda: moving("WEBP"), MOVING),
    "bomb.png": Hostile(png_bomb, TOO_MANY_PIXELS),
    "large.jpg": Hostile(large_jpeg, TOO_MANY_PIXELS),
    "claim.jpg": Hostile(lambda: jpeg_of(65_000, 65_000), TOO_MANY_PIXELS),
    "claim.webp": Hostile(
        lambda: picture("WEBP", (4_100, 3_200), method=0, quality=1),
        "This photo has more than 13 megapixels. Choose a smaller one.",
    ),
    "nothing.jpg": Hostile(lambda: jpeg_of(640, 480), BROKEN_PHOTO),
    "start.png": Hostile(lambda: PNG_START, BROKEN_PHOTO),
    "text-bomb.png": Hostile(png_text_bomb, BROKEN_PHOTO),
    "half.jpg": Hostile(lambda: picture("JPEG", (2_000, 1_500))[:9_000], BROKEN_PHOTO),
    "half.png": Hostile(lambda: picture("PNG", (2_000, 1_500))[:2_000], BROKEN_PHOTO),
    "half.webp": Hostile(lambda: picture("WEBP", (2_000, 1_500))[:1_000], BROKEN_PHOTO),
    "half.heic": Hostile(lambda: heic_that_tells()[:-200], BROKEN_PHOTO),
    "only-a-name.mp4": Hostile(lambda: box(b"ftyp", b"isom", numbers(512)), BROKEN_VIDEO),
    "half.mp4": Hostile(lambda: mp4()[:700], BROKEN_VIDEO),
    "sound-only.mp4": Hostile(lambda: mp4().replace(b"vide", b"soun"), other("a sound recording")),
    "page-in-its-name.mp4": Hostile(lambda: box(b"ftyp", b"isom", SCRIPT * 50) + mp4(), BROKEN_VIDEO),
    "many-boxes.mp4": Hostile(lambda: mp4() + box(b"free") * 30_000, BROKEN_VIDEO),
    "nested.mp4": Hostile(lambda: mp4() + box(b"moov", numbers(999_999) + b"trak"), BROKEN_VIDEO),
    "half.webm": Hostile(lambda: webm()[:-300], BROKEN_VIDEO),
    "zip-bomb.mp4": Hostile(lambda: zip_file(bytes(50_000_000)), other("a ZIP file")),
    # Made harmless
    "where.jpg": Hostile(jpeg_that_tells, gone=TOLD),
    "page-behind.jpg": Hostile(lambda: picture("JPEG") + b"<html>" + SCRIPT, gone=(SCRIPT,)),
    "page-inside.jpg": Hostile(lambda: picture("JPEG", comment=SCRIPT), gone=(SCRIPT,)),
    "zip-behind.jpg": Hostile(lambda: picture("JPEG") + zip_file(), gone=(b"PK\x03\x04", b"PK\x05\x06")),
    "where.png": Hostile(png_that_tells, gone=(*TOLD, b"tEXt", SCRIPT)),
    "where.webp": Hostile(lambda: picture("WEBP", exif=exif(), xmp=xmp()), gone=TOLD),
    "where.avif": Hostile(lambda: picture("AVIF", exif=exif(), xmp=xmp()), gone=TOLD),
    "where.heic": Hostile(heic_that_tells, gone=TOLD),
    "line.png": Hostile(lambda: picture("PNG", (1, 1_000_000), "L"), gone=(b"IHDR",)),
    "photo.exe": Hostile(lambda: picture("JPEG"), gone=(b"\xff\xfe",)),
    "where.mp4": Hostile(mp4, gone=(PLACE, SECRET, b"ISO6709")),
    "where.mov": Hostile(lambda: mp4(brand=b"qt  ", is_upright=True), gone=(PLACE, SECRET, b"ISO6709")),
    "measured.mp4": Hostile(lambda: mp4(measured=b"GPS5 52.38 4.89" * 9), gone=(PLACE, SECRET, b"GPS5")),
    "zip-behind.mp4": Hostile(lambda: mp4(tail=zip_file()), gone=(b"PK\x03\x04", b"PK\x05\x06", PLACE)),
    "page-behind.mp4": Hostile(lambda: mp4(tail=b"\n<html>" + SCRIPT), gone=(SCRIPT, PLACE)),
    "where.webm": Hostile(webm, gone=(PLACE, SECRET, SCRIPT)),
    "recorded.webm": Hostile(lambda: webm(is_open=True), gone=(PLACE, SECRET, SCRIPT)),
    "page-behind.webm": Hostile(lambda: webm(tail=SCRIPT * 3), gone=(PLACE, SECRET, SCRIPT)),
}
