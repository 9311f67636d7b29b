"""The one way by which the server itself goes to other servers.

Whatever address it gets, it reaches nothing inside: HTTPS to a host of the list, every address behind the name public,
the connection made to the address that was looked at (a name may lead elsewhere a moment later), no redirects, no
proxy of the environment, little time and a short answer. Path and query are secrets and stay out of logs and errors.
"""

from __future__ import annotations

import io
import json
import logging
import socket
import ssl
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from typing import Any

from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from shift_plugin.base.rules import OutsideAddress, is_public, outside_address, retry_after
from shift_plugin.base.rules.addresses import PORT

logger = logging.getLogger("shift_plugin")

# Seconds: to get a connection, and for everything after that together.
CONNECT_TIME = 5.0
ANSWER_TIME = 15.0
# Bytes of an answer that are read; the rest is left where it is.
MOST_READ = 64 * 1024
_MOST_TRIED = 4


class NotSent(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Nothing reached the other server, so it can be tried again. Its text is for the log in the admin."""


class AnswerLost(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Everything was sent and no answer came: nobody knows what became of it."""


@dataclass(frozen=True)
class Answer:
    """``wait``: how long the server asks to stay away."""

    status: int
    text: str
    wait: timedelta | None = None


@sensitive_variables()
def post_json(*, address: str, payload: Mapping[str, Any], hosts: Iterable[str]) -> Answer:
    """Post once, and give what the server said, whatever that is; a redirect is an answer like others.

    Raises BadAddress for an address where nothing may be posted, NotSent and AnswerLost.
    """
    where = outside_address(address, hosts)
    body = json.dumps(payload, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "shift-plugin", "Connection": "close"}
    connection = HTTPConnection(where.host)
    with closing(TimedLine(connect(where), until=monotonic() + ANSWER_TIME)) as line:
        connection.sock = line
        try:
            connection.request("POST", where.target, body=body, headers=headers)
        except OSError as error:
            raise NotSent(words_about(where, error)) from None
        try:
            found = _answer(line)
        except (OSError, HTTPException) as error:
            raise AnswerLost(words_about(where, error)) from None
    return replace(found, text=where.hidden_in(found.text))


def _answer(line: TimedLine) -> Answer:
    """Once there is a status the server has spoken, also when the rest of the answer is cut off."""
    with closing(HTTPResponse(line, method="POST")) as response:  # type: ignore[arg-type]
        response.begin()
        wait = retry_after(response.headers.get("Retry-After", ""), timezone.now())
        try:
            read = response.read(MOST_READ)
        except (OSError, HTTPException):
            read = b""
        return Answer(response.status, read.decode(errors="replace"), wait)


def connect(where: OutsideAddress) -> ssl.SSLSocket:
    """A line to one of the addresses behind the name, once all of them are found to be public."""
    try:
        found = socket.getaddrinfo(where.host, PORT, type=socket.SOCK_STREAM)
    except OSError as error:
        raise NotSent(words_about(where, error)) from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not numbers or not all(is_public(number) for number in numbers):
        logger.warning("The name %s leads to an address that is not public; nothing was sent.", where.host)
        raise NotSent(f"{where.host}: not a public address")
    problem: OSError | None = None
    # The others are there for machines without IPv6, or without IPv4.
    for number in numbers[:_MOST_TRIED]:
        try:
            return _secured(where.host, socket.create_connection((number, PORT), timeout=CONNECT_TIME))
        except OSError as error:
            problem = error
    raise NotSent(words_about(where, problem))


def _secured(host: str, line: socket.socket) -> ssl.SSLSocket:
    """The certificate has to be for the name, whatever the address it was found at."""
    try:
        return ssl.create_default_context().wrap_socket(line, server_hostname=host)
    except OSError:
        line.close()
        raise


def words_about(where: OutsideAddress, error: BaseException | None) -> str:
    """What went wrong, for a log: the host, and nothing of path and query."""
    return where.hidden_in(f"{where.host}: {error or type(error).__name__}")[:300]


class TimedLine(io.RawIOBase):
    """A connection on which everything together ends in time, however slowly the other side drips."""

    def __init__(self, line: ssl.SSLSocket, until: float) -> None:
        self._line = line
        self._until = until

    def _hurry(self) -> None:
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._line.settimeout(left)

    def sendall(self, data: bytes) -> None:
        self._hurry()
        self._line.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._hurry()
        return self._line.recv_into(buffer)

    def close(self) -> None:
        super().close()
        self._line.close()
