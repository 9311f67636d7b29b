"""Addresses, and who counts as a visitor."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawlerdetect import CrawlerDetect

# Without 0/O, 1/l/I: people read codes from paper and screens.
KEY_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
# 56 ** 10: nobody guesses somebody's link, and 10 million links meet by chance once in 10,000 times.
KEY_LENGTH = 10
VISITOR_BYTES = 8

# What crawlerdetect 0.4.2 does not know: previews of Bluesky, Office, Matrix and apps of Apple. Never the bare name
# of a network: the browser inside its app, with a person in front of it, carries that too.
_PREVIEWS = re.compile(r"cardyb|app\.bsky|ms-office|msoffice|cfnetwork|url-preview", re.IGNORECASE)
_LONGEST_USER_AGENT = 512
_crawlers = CrawlerDetect()


def new_key() -> str:
    """The key of a share and the code of its link."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LENGTH))


def is_web_address(address: str) -> bool:
    """Whether this is a full address that a browser opens as a page."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def with_utm(address: str, *, source: str, medium: str, campaign: str) -> str:
    """The address with campaign parameters for the target's own statistics."""
    return with_parameters(address, {"utm_source": source, "utm_medium": medium, "utm_campaign": campaign})


def with_parameters(address: str, wanted: Mapping[str, str]) -> str:
    """The address with parameters in its query. What the editor already put there stays; an empty value is left out."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    present = {name for name, _ in query}
    added = urlencode({name: value for name, value in wanted.items() if value and name not in present})
    # The editor's own part is kept letter by letter: some targets sign their addresses.
    return urlunsplit(parts._replace(query="&".join(filter(None, [parts.query, added]))))


def is_on(address: str, hosts: tuple[str, ...]) -> bool:
    """Whether an address is on one of these hosts or below one; ``evil-x.com`` isn't on ``x.com``."""
    host = (urlsplit(address).hostname or "").lower()
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def swap_links(text: str, *, base: str, link: str) -> str:
    """The text with every personal link below ``base`` replaced by this one, so that nobody shares somebody else's."""
    if not base:
        return text
    pattern = rf"{re.escape(base)}/[{KEY_ALPHABET}]{{{KEY_LENGTH}}}(?![\w-])"
    return re.sub(pattern, lambda found: link, text)


def client_address(remote: str, forwarded: str, proxies: int) -> str:
    """The visitor's address behind so many proxies of our own, each of which adds the one it saw to the header.

    What stands further to the left was written by the visitor and proves nothing.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    return hops[-proxies] if 0 < proxies <= len(hops) else remote


def visitor_hash(*, salt: bytes, address: str, user_agent: str, code: str) -> bytes:
    """The same for the same visitor, link and day. Once the day's salt is gone, nobody can work back to an address."""
    seen = "\0".join((address, user_agent, code)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(seen, key=salt, digest_size=VISITOR_BYTES).digest()


@lru_cache(maxsize=4096)
def is_bot(user_agent: str) -> bool:
    """Whether a program announces itself. Scanners that pretend to be a browser pass, so clicks are an upper bound."""
    agent = user_agent[:_LONGEST_USER_AGENT]
    return not agent.strip() or bool(_PREVIEWS.search(agent)) or _crawlers.is_crawler(agent)


def is_visit(method: str, headers: Mapping[str, str]) -> bool:
    """Whether somebody wants to see the page. ``headers`` are named as in WSGI: HTTP_USER_AGENT.

    Not a visit: only asking for headers, loading ahead, a program, a request that doesn't say what it accepts.
    """
    if method != "GET" or not headers.get("HTTP_ACCEPT"):
        return False
    ahead = f"{headers.get('HTTP_SEC_PURPOSE', '')} {headers.get('HTTP_PURPOSE', '')} {headers.get('HTTP_X_MOZ', '')}"
    if "prefetch" in ahead or "prerender" in ahead or "preview" in ahead:
        return False
    return not is_bot(headers.get("HTTP_USER_AGENT", ""))
