"""Private files, whole and in part, from any storage and on any kind of server."""

from __future__ import annotations

import asyncio
import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import InMemoryStorage
from django.http import Http404
from django.middleware.gzip import GZipMiddleware
from django.test import AsyncRequestFactory, RequestFactory

from shift_plugin.base.views import serve_file
from shift_plugin.stories.models import StoryFile

DATA = bytes(range(256)) * 1000


class Away(InMemoryStorage):
    """As a storage elsewhere that only hands out what can be read once, from the beginning."""

    def _open(self, name: str, mode: str = "rb") -> File:
        class OneWay(io.BytesIO):
            def seekable(self) -> bool:
                return False

            def seek(self, *args: Any) -> int:
                raise OSError

        return File(OneWay(super()._open(name, mode).read()))


@pytest.fixture
def stored():
    file = StoryFile(extension="mp4")
    file.file.save("", ContentFile(DATA), save=False)
    return file.file


def answer(stored: Any, method: str = "get", factory: Any = RequestFactory, **headers: str) -> Any:
    request = getattr(factory(), method)("/", headers=headers)
    return serve_file(request, stored, content_type="video/mp4", name="Plein.mp4", etag="abc")


def test_whole_file(stored) -> None:
    response = answer(stored)

    assert (response.status_code, response.getvalue()) == (200, DATA)
    assert dict(response.headers) == {
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="Plein.mp4"',
        "Content-Encoding": "identity",
        "Content-Length": "256000",
        "Content-Security-Policy": "default-src 'none'; media-src 'self'",
        "Content-Type": "video/mp4",
        "Cross-Origin-Resource-Policy": "same-origin",
        "ETag": '"abc"',
        "X-Content-Type-Options": "nosniff",
    }


def test_what_is_no_video_is_shut_in(stored) -> None:
    response = serve_file(RequestFactory().get("/"), stored, content_type="image/jpeg", name="a.jpg", etag="abc")

    assert (response["Content-Security-Policy"], response.getvalue()) == ("default-src 'none'; sandbox", DATA)


@pytest.mark.parametrize(
    ("asked", "part"), [("bytes=0-1", (0, 2)), ("bytes=70000-200000", (70000, 200001)), ("bytes=-5", (255995, 256000))]
)
@pytest.mark.parametrize("storage", [None, Away()], ids=["seekable", "one way"])
def test_part_of_a_file(stored, asked, part, storage) -> None:
    if storage is not None:
        storage.save(stored.name, ContentFile(DATA))
        stored.storage = storage

    response = answer(stored, range=asked)

    assert (response.status_code, response.getvalue()) == (206, DATA[slice(*part)])
    assert response["Content-Range"] == f"bytes {part[0]}-{part[1] - 1}/256000"
    assert response["Content-Length"] == str(part[1] - part[0])


def test_part_beyond_the_end(stored) -> None:
    response = answer(stored, range="bytes=256000-")

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */256000")


@pytest.mark.parametrize(
    ("condition", "status"), [('"abc"', 206), ('"old"', 200), ("Sun, 22 Nov 2026 10:00:00 GMT", 200)]
)
def test_part_only_of_the_file_that_the_browser_began_with(stored, condition, status) -> None:
    response = answer(stored, range="bytes=0-1", **{"if-range": condition})

    assert (response.status_code, len(response.getvalue())) == (status, 2 if status == 206 else len(DATA))


def test_file_that_the_browser_has_is_not_sent_again(stored) -> None:
    response = answer(stored, **{"if-none-match": '"abc"'})

    assert (response.status_code, response.content, response["Cache-Control"]) == (304, b"", "private, no-cache")


@pytest.mark.parametrize(("headers", "status", "length"), [({}, 200, "256000"), ({"range": "bytes=0-9"}, 206, "10")])
def test_head_tells_the_same_without_the_file(stored, headers, status, length) -> None:
    response = answer(stored, "head", **headers)

    assert (response.status_code, response["Content-Length"], response.content) == (status, length, b"")


def test_file_that_is_gone_is_not_found(stored) -> None:
    stored.storage.delete(stored.name)

    with pytest.raises(Http404):
        answer(stored)


def test_part_is_not_packed(stored) -> None:
    def get(request: Any) -> Any:
        return serve_file(request, stored, content_type="text/vtt", name="a.vtt", etag="abc")

    request = RequestFactory().get("/", headers={"range": "bytes=0-999", "accept-encoding": "gzip"})

    assert GZipMiddleware(get)(request).getvalue() == DATA[:1000]


def test_asynchronous_server_sends_piece_by_piece(stored) -> None:
    response = answer(stored, factory=AsyncRequestFactory, range="bytes=100-")

    async def collect() -> list[bytes]:
        return [piece async for piece in response]

    # In a thread of its own: a browser that another test left open keeps a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        pieces = thread.submit(lambda: asyncio.run(collect())).result()

    assert response.is_async
    assert b"".join(pieces) == DATA[100:]
    assert max(len(piece) for piece in pieces) == 64 * 1024
