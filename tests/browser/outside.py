"""Sites on the internet, for the processes of a walk: some names lead to the server of the test.

As tests.chat_server says: only the standard library is told something else than the truth.
"""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from tests.chat_server import PUBLIC, ChatServer


def show_to_processes(server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for it before the site is started."""
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    monkeypatch.setenv("SHIFT_WALK_OUTSIDE", json.dumps([server.address, list(server.names)]))


def ask_the_test(told: str) -> None:
    """In a process of the site: those names have a public address, and a line to that address ends at the test."""
    address, names = json.loads(told)
    resolve, dial = socket.getaddrinfo, socket.create_connection

    def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> list[Any]:
        if host in names:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, port))]
        return resolve(host, port, *args, **kwargs)

    def create_connection(to: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        return dial(tuple(address) if to[0] == PUBLIC else to, *args, **kwargs)

    socket.getaddrinfo, socket.create_connection = getaddrinfo, create_connection
