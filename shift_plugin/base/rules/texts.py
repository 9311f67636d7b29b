"""What becomes of names and texts before they are shown."""

from __future__ import annotations

import bleach
import nh3


def initials(name: str) -> str:
    """At most two letters that stand for a person: of the first and the last word. Of an e-mail address: the first."""
    words = name.split("@", maxsplit=1)[0].split()
    if "@" in name or len(words) == 1:
        return "".join(words)[:1].upper()
    return (words[0][:1] + words[-1][:1]).upper() if words else ""


def spread(name: str, over: int) -> int:
    """The same number below ``over`` for the same name, every time and on every host."""
    return sum(ord(letter) * place for place, letter in enumerate(name, start=1)) % over


TAGS = {"a", "abbr", "b", "blockquote", "br", "code", "em", "h3", "i", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES = {"a": {"href", "title"}}
SCHEMES = {"http", "https", "mailto"}


def clean_html(text: str) -> str:
    """Make HTML that a non-editor typed safe to show. Called once, when the text is written.

    bleach turns bare addresses into links; nh3 has the last word, because bleach has had its final release.
    Never call it on Wagtail's own stored rich text: that loses its links and embeds.
    """
    return nh3.clean(
        bleach.linkify(text, parse_email=True),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )


FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> object:
    """A value for a CSV file that no spreadsheet program runs as a formula.

    Text that starts like a formula gets an apostrophe in front; an import takes it off again.
    Source: OWASP, CSV Injection. Numbers stay numbers.
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
