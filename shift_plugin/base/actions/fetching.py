"""Reading something from another server, by the one guarded way out (see web)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from urllib.parse import urljoin

from shift_plugin.base.actions.web import NotSent, TimedLine, connect, words_about
from shift_plugin.base.rules import outside_address

# Seconds for everything together, redirects included.
READ_TIME = 30.0
MOST_REDIRECTS = 4
_REDIRECTS = (301, 302, 303, 307, 308)


class TooLarge(NotSent):
    """The answer is larger than anything that was expected there."""


@dataclass(frozen=True)
class Fetched:
    """What a server answered. ``address``: where it was found in the end; ``status`` 304: nothing new."""

    status: int
    body: bytes
    content_type: str
    etag: str
    modified: str
    address: str

    @property
    def is_unchanged(self) -> bool:
        return self.status == 304


def fetch(
    *,
    address: str,
    most: int,
    hosts: Iterable[str] | None = None,
    accept: str = "*/*",
    etag: str = "",
    modified: str = "",
) -> Fetched:
    """Get what is at an address, or a sign that it is as it was: ``etag`` and ``modified`` are what it said last time.

    Each redirect is looked at as the first address was. ``most``: bytes of a body; ``hosts``: None for any public one.
    Raises BadAddress for an address that may not be asked, and NotSent when there is no whole answer.
    """
    until = monotonic() + READ_TIME
    known = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {"Accept": accept, **{name: value for name, value in known.items() if value}}
    for _turn in range(MOST_REDIRECTS + 1):
        found, leads_to = _once(address, hosts, headers, most, until)
        if found is not None:
            return found
        address = urljoin(address, leads_to)
    raise NotSent("too many redirects")


def _once(
    address: str, hosts: Iterable[str] | None, headers: dict[str, str], most: int, until: float
) -> tuple[Fetched | None, str]:
    """One request: what was found, or where it leads."""
    where = outside_address(address, hosts)
    # Packed answers are not asked for: a small one could fill the memory.
    own = {"User-Agent": "shift-plugin", "Accept-Encoding": "identity", "Connection": "close"}
    connection = HTTPConnection(where.host)
    with closing(TimedLine(connect(where), until=until)) as line:
        connection.sock = line
        try:
            connection.request("GET", where.target, headers={**own, **headers})
            with closing(HTTPResponse(line, method="GET")) as response:  # type: ignore[arg-type]
                response.begin()
                leads_to = response.headers.get("Location", "")
                if response.status in _REDIRECTS and leads_to:
                    return None, leads_to
                return _whole(response, address, most), ""
        except (OSError, HTTPException) as error:
            raise NotSent(words_about(where, error)) from None


def _whole(response: HTTPResponse, address: str, most: int) -> Fetched:
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise NotSent("the answer is packed, which was not asked for")
    body = response.read(most + 1)
    if len(body) > most:
        raise TooLarge(f"more than {most // 1_000_000} MB")
    told = response.headers.get("Content-Length", "")
    if told.isdigit() and int(told) > len(body):
        raise NotSent("the answer was cut off")
    head = response.headers
    return Fetched(
        status=response.status,
        body=body,
        content_type=head.get("Content-Type", ""),
        etag=head.get("ETag", ""),
        modified=head.get("Last-Modified", ""),
        address=address,
    )
