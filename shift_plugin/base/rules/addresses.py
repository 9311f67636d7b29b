"""Where the server itself may go, so that nobody makes it knock on doors inside (SSRF)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

PORT = 443

# Only letters, digits, hyphens and dots: whatever a parser could read in two ways is no name.
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")
_ADDRESS = re.compile(r"[!-\[\]-~]+")
_LONG_PIECE = 6
_UNICAST = IPv6Network("2000::/3")
# Below which, in many countries, everybody can have a name.
_SHARED = frozenset({"ac", "co", "com", "edu", "gov", "net", "or", "org"})
# Addresses of IPv6 that carry one of IPv4, and how many bits stand behind it.
_TRANSLATED = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
# `is_global` says yes to these, at least in Python 3.11.
_NOT_PUBLIC = (IPv4Network("224.0.0.0/4"), IPv4Network("240.0.0.0/4"), IPv4Network("192.88.99.0/24"))


class BadAddress(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """``code`` says why: form, scheme, user, port or host. The address itself is never told: it may be a secret."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class OutsideAddress:
    """``target`` is path and query. It may be a secret, so it shows up in no text made of this."""

    host: str
    target: str = field(repr=False)

    def hidden_in(self, text: str) -> str:
        """A text, such as what a server said, without the target and the longer pieces of it."""
        pieces = [piece for piece in re.split(r"[/?&=]", self.target) if len(piece) >= _LONG_PIECE]
        for secret in [self.target] * (len(self.target) > 1) + pieces:
            text = text.replace(secret, "…")
        return text


def outside_address(address: str, hosts: Iterable[str] | None) -> OutsideAddress:
    """Read an address to which the server may go: HTTPS, on one of the hosts. ``*.`` stands for any name below.

    ``hosts``: None for every name; who connects still finds out whether it is a public one. Raises BadAddress.
    """
    if not _ADDRESS.fullmatch(address):
        raise BadAddress("form")
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise BadAddress("form") from error
    if parts.scheme != "https":
        raise BadAddress("scheme")
    if "@" in parts.netloc:
        raise BadAddress("user")
    if port not in (None, PORT):
        raise BadAddress("port")
    if not is_allowed_host(host, hosts):
        raise BadAddress("host")
    return OutsideAddress(host, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def is_allowed_host(host: str, hosts: Iterable[str] | None) -> bool:
    """Whether a host is in the list; None is the list of all.

    A number, in whatever notation, never is, nor a name with a dot at its end.
    """
    if not _NAME.fullmatch(host) or host.rpartition(".")[2].isdigit():
        return False
    if hosts is None:
        return True
    return any(host.endswith(name[1:]) if name.startswith("*.") else host == name for name in hosts)


def is_host_pattern(text: str) -> bool:
    """Whether an entry of a list of hosts can ever match: a name in small letters, or ``*.`` with one."""
    name = text.removeprefix("*.")
    return _NAME.fullmatch(f"x.{name}" if name != text else name) is not None and not name.rpartition(".")[2].isdigit()


def is_wide_pattern(text: str) -> bool:
    """Whether an entry stands for hosts of people who have nothing to do with one another: ``*.com``, ``*.co.uk``."""
    if not text.startswith("*."):
        return False
    *names, top = text.removeprefix("*.").split(".")
    return not names or (len(names) == 1 and names[0] in _SHARED and len(top) == 2)


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the internet at large. One that carries another is as public as that one."""
    try:
        found = ip_address(number)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if (carried := _carried(found)) is not None:
            return is_public(str(carried))
        return found in _UNICAST and found.is_global
    return found.is_global and not any(found in network for network in _NOT_PUBLIC)


def _carried(found: IPv6Address) -> IPv4Address | None:
    if found.ipv4_mapped is not None:
        return found.ipv4_mapped
    if found in _TRANSLATED:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    if found in _SIX_TO_FOUR:
        return found.sixtofour
    return None


def retry_after(value: str, now: datetime, *, longest: timedelta = timedelta(days=1)) -> timedelta | None:
    """How long a server asks to wait, from either form of its Retry-After header; None when it says nothing useful."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=int(text[:9])), longest)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), longest)
