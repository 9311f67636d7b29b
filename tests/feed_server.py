"""Careers sites on the internet, as far as the code can tell (see chat_server): each address has its answer."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field

from tests.chat_server import PUBLIC, ChatServer

HOSTS = (
    "brinkhoven.recruitee.com",
    "boards-api.greenhouse.io",
    "brinkhoven.teamtailor.com",
    "www.werkenbij.example",
    "elders.example",
)


def page(body: str | bytes, status: str = "200 OK", **headers: str) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(raw)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + raw


NOT_FOUND = page("Not found", "404 Not Found")


@dataclass
class FeedServer(ChatServer):
    """``pages``: what is at an address, by host and target. ``asked``: what was asked for, with the headers."""

    names: dict[str, list[list[str]]] = field(default_factory=lambda: {host: [[PUBLIC]] for host in HOSTS})
    pages: dict[str, bytes] = field(default_factory=dict)

    @property
    def asked(self) -> list[str]:
        return [f"{headers['Host']}{first.split()[1]}" for first, headers, _body in self.taken]

    def _talk(self, line: ssl.SSLSocket) -> None:
        line.settimeout(10)
        try:
            with self._context.wrap_socket(line, server_side=True) as secured:
                self._take(secured)
                secured.sendall(self.pages.get(self.asked[-1], NOT_FOUND))
        except OSError:
            line.close()
