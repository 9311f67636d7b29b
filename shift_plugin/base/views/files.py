"""Private files, given out by Django itself because rights are asked for each one: whole or in part, piece by piece."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from asgiref.sync import sync_to_async
from django.core.files.base import File
from django.core.handlers.asgi import ASGIRequest
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from shift_plugin.base.rules.ranges import NoSuchRange, asked_range

_PIECE = 64 * 1024
# A browser fetches a video that is opened by itself once more, and a sandbox would keep the login from that.
_POLICY_OF_VIDEOS = {"Content-Security-Policy": "default-src 'none'; media-src 'self'"}
_HEADERS = {
    # Whoever may no longer see it is refused the next time too; an unchanged file isn't sent twice.
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    # Also when somebody opens the address by itself, nothing in it runs.
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Accept-Ranges": "bytes",
    # Django's GZipMiddleware packs what says nothing about this, and a part of a packed file is no part of the file.
    "Content-Encoding": "identity",
}


def serve_file(
    request: HttpRequest, file: FieldFile, *, content_type: str, name: str, etag: str, download: bool = False
) -> HttpResponseBase:
    """A stored file, or the part of it that is asked for. The caller has asked whether this reader may have it.

    ``etag``: the same as long as the content is; ``name``: what it is called once it is saved. Works with any storage;
    raises Http404 when it isn't there.
    """
    quoted = f'"{etag}"'
    headers = {**_HEADERS, **(_POLICY_OF_VIDEOS if content_type.startswith("video/") else {})}
    headers |= {"ETag": quoted, "Content-Disposition": content_disposition_header(download, name)}
    try:
        size = file.size
    except (OSError, ValueError):
        raise Http404 from None
    if unchanged := get_conditional_response(request, etag=quoted):
        return _with(unchanged, headers)
    try:
        part = _part(request, size, quoted)
    except NoSuchRange:
        return HttpResponse(status=416, headers={**_HEADERS, "Content-Range": f"bytes */{size}"})
    start, end = part or (0, size)
    headers |= {"Content-Length": str(end - start), "Content-Type": content_type}
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 206 if part else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return _streamed(request, file, start, end, status=status, headers=headers)


def _with(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in headers.items():
        response[name] = value
    return response


def _part(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Only of the file that the browser has the rest of; otherwise it gets the whole."""
    if request.headers.get("If-Range", etag) != etag:
        return None
    return asked_range(request.headers.get("Range", ""), size)


def _streamed(
    request: HttpRequest, file: FieldFile, start: int, end: int, *, status: int, headers: dict[str, str]
) -> StreamingHttpResponse:
    try:
        opened = file.storage.open(str(file.name))
    except OSError:
        raise Http404 from None
    pieces: Any = _pieces(opened, start, end)
    if isinstance(request, ASGIRequest):
        # Django would read all of a plain iterator into memory before it sends the first byte.
        pieces = _one_by_one(pieces)
    response = StreamingHttpResponse(pieces, status=status, headers=headers)
    # Of a reader who goes away before the first piece.
    response._resource_closers.append(opened.close)  # type: ignore[attr-defined]
    return response


def _pieces(opened: File, start: int, end: int) -> Iterator[bytes]:
    with opened:
        if opened.seekable():
            opened.seek(start)
        else:
            _skip(opened, start)
        left = end - start
        while left > 0 and (piece := opened.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece


def _skip(opened: File, count: int) -> None:
    while count > 0 and (piece := opened.read(min(_PIECE, count))):
        count -= len(piece)


async def _one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    read = sync_to_async(lambda: next(pieces, None), thread_sensitive=False)
    while (piece := await read()) is not None:
        yield piece
