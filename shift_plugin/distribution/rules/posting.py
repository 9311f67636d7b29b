"""What becomes of a post in a team channel."""

from __future__ import annotations

from datetime import timedelta

from shift_plugin.distribution.enums import PostState
from shift_plugin.distribution.rules.sending import retry_pause

# Answers that mean: not now. 504 isn't one: the server behind the one that answers may have taken it.
_LATER = frozenset({408, 425, 429, 500, 502, 503})
_NOBODY_KNOWS = 504


def after_answer(status: int) -> PostState:
    """What an HTTP status says about a post. PENDING: it may be tried again; a redirect is a refusal."""
    if 200 <= status < 300:
        return PostState.SENT
    if status == _NOBODY_KNOWS:
        return PostState.UNKNOWN
    return PostState.PENDING if status in _LATER else PostState.FAILED


def post_pause(attempts: int, wait: timedelta | None) -> timedelta:
    """How long to wait after so many refusals: longer each time, and never shorter than the server asks."""
    return max(retry_pause(attempts), wait or timedelta(0))


def shortened(text: str, most: int) -> str:
    """The beginning of a text, at most so many signs, with an ellipsis after the last whole word."""
    if len(text) <= most:
        return text
    start = text[: max(most - 1, 0)]
    if " " in start and not text[len(start)].isspace():
        start = start.rpartition(" ")[0]
    return start.rstrip() + "…" if most else ""
