"""Tracked links under 32 connections, each click stored before the answer leaves, beside a redirect without a database.

Every request is another visitor, so every request writes a row.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from shift_plugin.sharing.models import Click, TrackedLink

from .harness import Figure, alternate, settle_database, use_database

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "shift_bench_redirect"
LINKS, CONNECTIONS = 10_000, 32
# Short rounds in turn, so that whatever else the machine does falls on both sides alike.
REQUESTS, ROUNDS, WARM_UP = 320, 25, 3
WORKERS, THREADS = 2, 8
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"

_visitors = itertools.count()


def measure() -> Iterator[Figure]:
    if use_database(DATABASE):
        fill()
    codes = list(TrackedLink.objects.order_by("pk").values_list("code", flat=True))
    with server() as port:
        for name, chosen in (("all on one link", codes[:1]), (f"spread over {LINKS:,} links", codes)):
            Click.objects.all().delete()
            settle_database()
            paths = itertools.cycle(f"/shift/r/{code}" for code in chosen)
            compared = alternate(
                lambda paths=paths: load(port, paths),
                lambda: load(port, itertools.repeat("/bare")),
                rounds=ROUNDS,
                warm_up=WARM_UP,
            )
            stored = Click.objects.count()
            if stored != (expected := (ROUNDS + WARM_UP) * REQUESTS):
                raise RuntimeError(f"{stored} clicks were stored instead of {expected}.")
            yield Figure(
                number="B4",
                path=f"tracked link, {CONNECTIONS} connections, {name}",
                measured=1 / compared.ratio,
                unit="× req/s",
                target=0.40,
                bound="at least",
            )


def load(port: int, paths: Iterable[str]) -> None:
    asyncio.run(_load(port, iter(paths)))


async def _load(port: int, paths: Iterator[str]) -> None:
    left = itertools.islice(paths, REQUESTS)
    await asyncio.gather(*(_visit(port, left) for _ in range(CONNECTIONS)))


async def _visit(port: int, paths: Iterator[str]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for path in paths:
        writer.write(request(path))
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 302"):
            raise RuntimeError(head.decode())
        if b"onnection: close" in head:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


def request(path: str) -> bytes:
    number = next(_visitors)
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nUser-Agent: {BROWSER}\r\n"
        f"X-Forwarded-For: {address}\r\n\r\n"
    ).encode()


@contextmanager
def server() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", "benchmarks.b4_site:application"),
        *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", str(WORKERS)),
        *("--threads", str(THREADS), "--keep-alive", "30", "--log-level", "error"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PGDATABASE": DATABASE})
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, most: float = 60) -> None:
    end = time.monotonic() + most
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def fill() -> None:
    """So many shares with their links, written by the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO shift_plugin_share
                (key, network, source, text, fingerprint, is_own_words, opened_at, post_url)
            SELECT 'bench' || n, 'linkedin', 'library', '', '', false, now(), '' FROM generate_series(1, %s) n
            """,
            [LINKS],
        )
        cursor.execute(
            """
            INSERT INTO shift_plugin_trackedlink (code, share_id, target_url)
            SELECT key, id, 'https://www.brinkhoven.example/news?utm_source=linkedin&utm_medium=employee-advocacy'
            FROM shift_plugin_share
            """
        )
