"""What a file has to pass before anything of it is kept."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.utils.module_loading import import_string

from shift_plugin.base.rules.tables import MEGABYTE
from shift_plugin.conf import shift_settings
from shift_plugin.stories.actions.photos import draw_anew
from shift_plugin.stories.enums import FileKind, Refusal
from shift_plugin.stories.rules import FileRefused, FileType, Patched, clean_mp4, clean_webm, sniff
from shift_plugin.stories.rules.files import HEAD

logger = logging.getLogger("shift_plugin")

_CONTENT_TYPES = {FileType.MP4: "video/mp4", FileType.MOV: "video/quicktime", FileType.WEBM: "video/webm"}


@dataclass
class Checked:
    """What is left of an upload: a photo that was drawn anew or a video without hidden data."""

    kind: FileKind
    extension: str
    content_type: str
    file: File
    size: int
    preview: File | None = None
    width: int | None = None
    height: int | None = None


def type_of(upload: UploadedFile) -> FileType:
    """What was uploaded, judged by its first bytes. Raises FileRefused for what we don't take and what is too large."""
    if not upload.size:
        raise FileRefused(Refusal.EMPTY)
    upload.seek(0)
    file_type = sniff(upload.read(HEAD))
    refusal, limit = Refusal.PHOTO_TOO_LARGE, shift_settings.PHOTO_MAX_MEGABYTES
    if file_type.is_video:
        refusal, limit = Refusal.VIDEO_TOO_LARGE, shift_settings.VIDEO_MAX_MEGABYTES
    if upload.size > limit * MEGABYTE:
        raise FileRefused(refusal, limit=limit)
    return file_type


def make_harmless(upload: UploadedFile, file_type: FileType) -> Checked:
    """What may be kept of an upload. Raises FileRefused when that is nothing."""
    _scan(upload)
    return _video(upload, file_type) if file_type.is_video else _photo(upload, file_type)


def digest_of(upload: UploadedFile) -> str:
    """Of the bytes as they came, read piece by piece."""
    found = hashlib.sha256()
    for chunk in upload.chunks():
        found.update(chunk)
    return found.hexdigest()


def _scan(upload: UploadedFile) -> None:
    """Ask the scanner of the host. When that doesn't answer, the file isn't taken."""
    if not shift_settings.FILE_SCANNER:
        return
    upload.seek(0)
    try:
        import_string(shift_settings.FILE_SCANNER)(upload)
    except FileRefused:
        raise
    except Exception as error:
        logger.exception("FILE_SCANNER failed, so a file was refused.")
        raise FileRefused(Refusal.NOT_CHECKED) from error


def _photo(upload: UploadedFile, file_type: FileType) -> Checked:
    photo = draw_anew(file=_bytes_of(upload), file_type=file_type)
    return Checked(
        kind=FileKind.PHOTO,
        extension="jpg",
        content_type="image/jpeg",
        file=ContentFile(photo.data),
        size=len(photo.data),
        preview=ContentFile(photo.preview),
        width=photo.width,
        height=photo.height,
    )


def _video(upload: UploadedFile, file_type: FileType) -> Checked:
    clean = clean_webm if file_type is FileType.WEBM else clean_mp4
    cleaned = clean(_bytes_of(upload), upload.size or 0)
    content: Any = Patched(_bytes_of(upload), cleaned)
    file = File(content)
    file.size = cleaned.size
    return Checked(
        kind=FileKind.VIDEO,
        extension=file_type.value,
        content_type=_CONTENT_TYPES[file_type],
        file=file,
        size=cleaned.size,
        width=cleaned.width,
        height=cleaned.height,
    )


def _bytes_of(upload: UploadedFile) -> BinaryIO:
    file: Any = upload.file
    return file
