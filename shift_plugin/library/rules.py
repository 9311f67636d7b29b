"""How long a text is on a network, and how the offered text is put together.

The tables are in static/shift_plugin/text-counting.json, which the counter in the browser reads too.
tests/library/text_vectors.json holds both to the same answers.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import regex

COUNTINGS = ("plain", "x", "graphemes", "mastodon", "threads")
FINGERPRINT_LENGTH = 32

_TABLES = Path(__file__).parent.parent / "static" / "shift_plugin" / "text-counting.json"
_SCHEME_ADDRESS = regex.compile(r"https?://\S+", regex.IGNORECASE)
_HASHTAG = regex.compile(r"(?<![\p{L}\p{N}_&/])[#＃][\p{L}\p{M}\p{N}_]+")
_NOT_IN_HASHTAG = regex.compile(r"[^\p{L}\p{M}\p{N}_]+")


def count_text(text: str, counting: str) -> int:
    """Length of a text in the unit of a network. Raises ValueError for a counting that doesn't exist.

    - plain: UTF-16 code units, as most networks count; an emoji is 2 or more (developers.buffer.com, Character limits).
    - x: weighted length, configuration 3 of twitter-text: € and … are 2, an emoji 2, an address 23, also without https.
    - graphemes: what a reader sees as one character (Unicode annex 29); app.bsky.feed.post of Bluesky.
    - mastodon: graphemes, an address with a scheme 23, of @name@server only @name (docs.joinmastodon.org, posting).
    - threads: characters, an emoji as its bytes in UTF-8 (developers.facebook.com, Threads posts).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    match counting:
        case "plain":
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case "x":
            return _weighted_length(unicodedata.normalize("NFC", text))
        case "graphemes":
            return _graphemes(text)
        case "mastodon":
            placeholder = rf"\g<before>{'x' * _tables()['url_length']}"
            return _graphemes(_part("mention").sub(r"\1@\2", _part("url_with_scheme").sub(placeholder, text)))
        case "threads":
            return len(text) + sum(len(emoji.encode()) - len(emoji) for emoji in _part("emoji").findall(text))
    raise ValueError(f"Unknown counting: {counting}")


def normalise_hashtags(text: str) -> list[str]:
    """The hashtags in what somebody typed, each once, in order and in the writer's own capitals.

    Separators are spaces, commas, semicolons and the # itself. What would end a hashtag on a network (a hyphen, an
    apostrophe) is left out; so is a tag of figures only, which no network makes into a link.
    """
    tags: dict[str, str] = {}
    for word in regex.split(r"[\s,;#＃]+", unicodedata.normalize("NFC", text)):
        # Again: an accent may now stand behind the letter that it belongs to.
        tag = unicodedata.normalize("NFC", _NOT_IN_HASHTAG.sub("", word))
        if tag and not tag.isdecimal():
            tags.setdefault(tag.casefold(), f"#{tag}")
    return list(tags.values())


def compose_text(
    text: str,
    *,
    hashtags: str | Iterable[str] = (),
    disclosure: str = "",
    link: str = "",
    max_hashtags: int | None = None,
) -> str:
    """The text that is offered on a network: the words, a line with disclosure and hashtags, and the link last.

    The disclosure comes before the hashtags, because a reader mustn't have to look for it in a row of tags. Nothing is
    added that the text has already, so composing twice gives the same. ``max_hashtags`` counts those in the text too.
    """
    body = text.replace("\r\n", "\n").strip()
    used = {tag.casefold() for tag in hashtags_in(body)}
    disclosure = "" if is_disclosed(body, disclosure) else disclosure.strip()
    used |= {tag.casefold() for tag in hashtags_in(disclosure)}
    wanted = normalise_hashtags(hashtags if isinstance(hashtags, str) else " ".join(hashtags))
    fresh = [tag for tag in wanted if tag.casefold() not in used]
    if max_hashtags is not None:
        fresh = fresh[: max(0, max_hashtags - len(used))]
    tail = "\n".join(
        filter(None, [" ".join(filter(None, [disclosure, *fresh])), "" if has_link(body, link) else link.strip()])
    )
    return "\n\n".join(filter(None, [body, tail]))


def hashtags_in(text: str) -> list[str]:
    return _HASHTAG.findall(_SCHEME_ADDRESS.sub(" ", text))


def has_link(text: str, link: str) -> bool:
    """Whether the link stands in the text, and not only as the beginning of a longer one."""
    return bool(link) and bool(regex.search(rf"{regex.escape(link.strip())}(?![\w/?=&%#-])", text))


def is_disclosed(text: str, disclosure: str) -> bool:
    """Whether the disclosure stands in the text as words of its own: ``#werk`` isn't in ``#werkplezier``."""
    wanted = disclosure.strip().casefold()
    return not wanted or bool(regex.search(rf"(?<![\w#]){regex.escape(wanted)}(?!\w)", text.casefold()))


def normalised_fingerprint(text: str) -> str:
    """Same for texts that differ only in capitals, spaces, links and hashtags; empty when nothing else is left.

    Finds posts that many colleagues placed word for word; it isn't meant to hide the text.
    """
    plain = _HASHTAG.sub(" ", _SCHEME_ADDRESS.sub(" ", unicodedata.normalize("NFKC", text)))
    words = "".join(plain.casefold().split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:FINGERPRINT_LENGTH] if words else ""


def _graphemes(text: str) -> int:
    return len(regex.findall(r"\X", text))


def _weighted_length(text: str) -> int:
    length = position = 0
    for start, end in _addresses(text):
        length += _weight(text[position:start]) + _tables()["url_length"]
        position = end
    return length + _weight(text[position:])


def _weight(text: str) -> int:
    rest, emoji = _part("emoji").subn("", text)
    single = sum(any(low <= ord(character) <= high for low, high in _tables()["single"]) for character in rest)
    return emoji * _tables()["emoji_length"] + 2 * len(rest) - single


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where X sees an address. Without https:// only Latin letters count, and not right after - _ . or /."""
    if "." not in text:
        return
    for match in _part("url").finditer(text):
        if match["scheme"]:
            yield match.span("url")
        elif match["before"] not in ("-", "_", ".", "/"):
            hosts = [host.span() for host in _part("plain_host").finditer(match["domain"])]
            for number, (start, end) in enumerate(hosts, start=1):
                is_whole = number == len(hosts) and match["path"]
                yield match.start("url") + start, match.end("url") if is_whole else match.start("url") + end


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(_TABLES.read_text(encoding="utf-8"))
    tables["parts"]["top_level_domains"] = _any_of(" ".join(tables.pop("top_level_domains")).split())
    return tables


def _any_of(words: list[str]) -> str:
    """A pattern that branches per letter. A flat list of 1,500 names is a thousand times slower on hostile text."""
    branches: dict[str, list[str]] = {}
    for word in filter(None, words):
        branches.setdefault(word[0], []).append(word[1:])
    inner = "|".join(letter + (_any_of(tails) if any(tails) else "") for letter, tails in branches.items())
    return f"(?:{inner})?" if "" in words else f"(?:{inner})"


@cache
def _part(name: str) -> regex.Pattern[str]:
    return regex.compile(_expand(name), regex.IGNORECASE)


def _expand(name: str) -> str:
    return regex.sub(r"\{([a-z_]+)\}", lambda found: _expand(found[1]), _tables()["parts"][name])


def opening(text: str, most: int) -> str:
    """The first sentences of a text that fit in ``most`` characters; of one long sentence the first words."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most + 1]
    end = max(cut.rfind(sign) for sign in (". ", "! ", "? ", "… "))
    if end > 0:
        return cut[: end + 1]
    return f"{cut[: most - 1].rpartition(' ')[0] or cut[: most - 1]}…"
