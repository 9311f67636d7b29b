"""Photos are drawn anew: what is stored holds the picture that people see, and nothing else."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from PIL import Image, ImageCms
from pillow_heif import HeifImageFile

from shift_plugin.conf import shift_settings
from shift_plugin.stories.enums import Refusal
from shift_plugin.stories.rules import FileRefused, FileType

# Pixels at the longest side. What phones make fits; a wall needs no more.
LONGEST_SIDE = 4096
PREVIEW_SIDE = 480
_QUALITY = 90
# Rows that are worked on at a time, so that a photo is in memory about once.
_BAND = 256
_ORIENTATION = 0x0112
_MILLION = 1_000_000
# These decoders hold a photo several times, so they get smaller ones; see docs/how-to/keep-handed-in-files-private.md.
_MEGAPIXELS = {FileType.WEBP: 13, FileType.AVIF: 16, FileType.HEIF: 28}
# Of a JPEG that is drawn in several rounds, all rounds are in memory at once. Cameras don't make them.
_PROGRESSIVE_MEGAPIXELS = 30
_MODES = {"RGB": "RGB", "CMYK": "CMYK", "GRAY": "L"}


@dataclass
class Photo:
    data: bytes
    preview: bytes
    width: int
    height: int


def draw_anew(*, file: BinaryIO, file_type: FileType) -> Photo:
    """A photo as JPEG without hidden data, upright, in the colours of the web, and a small one of it.

    Raises FileRefused, for what has too many pixels before any of them is decoded.
    """
    try:
        upright = _read(file, file_type)
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(file_type) from None
    except Exception as error:  # Decoders of many hands raise what they like about bytes that make no picture.
        raise FileRefused(Refusal.BROKEN_PHOTO) from error
    scale = min(PREVIEW_SIDE / max(upright.size), 1)
    preview = upright.resize([max(round(side * scale), 1) for side in upright.size], reducing_gap=2)
    return Photo(_as_jpeg(upright), _as_jpeg(preview), upright.width, upright.height)


def _read(file: BinaryIO, file_type: FileType) -> Image.Image:
    """Lets go of the file and its decoder, which may hold as much as the picture, before anything else is made."""
    with _opened(file, file_type) as image:
        _check_size(image, file_type)
        if getattr(image, "is_animated", False) and file_type in (FileType.PNG, FileType.WEBP, FileType.AVIF):
            raise FileRefused(Refusal.MOVING)
        orientation = image.getexif().get(_ORIENTATION)
        return _upright(_drawn(image), orientation)


def _opened(file: BinaryIO, file_type: FileType) -> Image.Image:
    """By the one decoder for this type; Pillow knows dozens, and runs a program for some."""
    file.seek(0)
    if file_type is FileType.HEIF:
        return HeifImageFile(file)
    return Image.open(file, formats=[file_type.name])


def _check_size(image: Image.Image, file_type: FileType) -> None:
    if not image.width or not image.height:
        raise FileRefused(Refusal.BROKEN_PHOTO)
    limit = most_megapixels(file_type)
    if image.info.get("progressive"):
        limit = min(limit, _PROGRESSIVE_MEGAPIXELS)
    if image.width * image.height > limit * _MILLION:
        raise FileRefused(Refusal.TOO_MANY_PIXELS, limit=limit)


def most_megapixels(file_type: FileType) -> int:
    return min(shift_settings.PHOTO_MAX_MEGAPIXELS, _MEGAPIXELS.get(file_type, shift_settings.PHOTO_MAX_MEGAPIXELS))


def _too_many_pixels(file_type: FileType) -> FileRefused:
    return FileRefused(Refusal.TOO_MANY_PIXELS, limit=most_megapixels(file_type))


def _drawn(image: Image.Image) -> Image.Image:
    """A new picture on white, no larger than LONGEST_SIDE, band by band."""
    if image.format in ("JPEG", "MPO"):
        factor = _times_too_large(image)
        # A JPEG can be decoded at a half, a quarter or an eighth of its size.
        image.draft(None, (image.width // factor, image.height // factor))
    image.load()
    factor = _times_too_large(image)
    to_web = _to_web_colours(image)
    drawn = Image.new("RGB", (math.ceil(image.width / factor), math.ceil(image.height / factor)), "white")
    for top in range(0, image.height, _BAND * factor):
        band = image.crop((0, top, image.width, min(top + _BAND * factor, image.height)))
        drawn.paste(to_web(_on_white(band)).reduce(factor), (0, top // factor))
    return drawn


def _times_too_large(image: Image.Image) -> int:
    return math.ceil(max(image.size) / LONGEST_SIDE)


def _on_white(band: Image.Image) -> Image.Image:
    if band.mode.startswith("I;16") or band.mode == "I":
        # 16 bits a pixel, of which a screen shows eight.
        return band.convert("I").point(lambda value: value / 256).convert("L")
    if not band.has_transparency_data:
        return band if band.mode in _MODES.values() else band.convert("RGB")
    seen = band.convert("RGBA")
    white = Image.new("RGB", band.size, "white")
    white.paste(seen, mask=seen.getchannel("A"))
    return white


def _to_web_colours(image: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """Applies the colour profile and then lets go of it: a profile may hold any text."""
    transforms: dict[str, Any] = {}
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info.get("icc_profile", b"")))
        mode = _MODES[profile.profile.xcolor_space.strip()]
        transforms[mode] = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, KeyError, TypeError, ValueError):
        # Without a profile, or with one that makes no sense, colours are taken as they are.
        pass

    def convert(band: Image.Image) -> Image.Image:
        transform = transforms.get(band.mode)
        converted = ImageCms.applyTransform(band, transform) if transform else None
        return converted or band.convert("RGB")

    return convert


def _upright(image: Image.Image, orientation: Any) -> Image.Image:
    """As the camera was held; the new picture has no note of that any more."""
    turn = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }.get(orientation)
    return image if turn is None else image.transpose(turn)


def _as_jpeg(image: Image.Image) -> bytes:
    # A copy of the pixels alone: ``info`` of a picture that was read travels with it into the file.
    image.info.clear()
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY, optimize=False, progressive=False)
    return file.getvalue()
