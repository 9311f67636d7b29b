"""What may happen to a distribution and to a mail that a server refused."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from shift_plugin.distribution.enums import DeliveryState, DistributionState

# From a state to those it may become. Finished work is taken up again only to retry what failed.
TRANSITIONS: Mapping[str, frozenset[str]] = {
    DistributionState.DRAFT: frozenset({DistributionState.PLANNED}),
    DistributionState.PLANNED: frozenset(
        {
            DistributionState.DRAFT,
            DistributionState.SENDING,
            DistributionState.CANCELLED,
            DistributionState.STOPPED,
            DistributionState.CLOSED,
        }
    ),
    DistributionState.SENDING: frozenset(
        {
            DistributionState.DONE,
            DistributionState.CANCELLED,
            DistributionState.STOPPED,
            DistributionState.CLOSED,
        }
    ),
    DistributionState.DONE: frozenset({DistributionState.SENDING}),
    DistributionState.CANCELLED: frozenset(),
    DistributionState.STOPPED: frozenset(),
    DistributionState.CLOSED: frozenset(),
}

# Pauses before the second try and later ones; the last holds for all that follow.
RETRY_PAUSES = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=45),
    timedelta(hours=3),
    timedelta(hours=12),
)
# A task stops sending after this long and gives back what it holds, so that a slow mail server never runs into the time
# limit of a task (120 seconds in the settings we recommend), and the tick gets its turn.
CHUNK_TIME = timedelta(seconds=45)
# The speed of sending is measured over so long.
SPEED_WINDOW = timedelta(minutes=3)

_WHITE = re.compile(r"\s+")
_ENHANCED = re.compile(r"5\.(\d{1,3})\.(\d{1,3})\b")
# RFC 5322: what needs no quotes.
_PLAIN = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9.-]*[A-Za-z0-9]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


def may_become(state: str, new: str) -> bool:
    return new in TRANSITIONS[DistributionState(state)]


def retry_pause(attempts: int) -> timedelta:
    """How long to wait after so many refusals; longer each time."""
    return RETRY_PAUSES[min(max(attempts, 1), len(RETRY_PAUSES)) - 1]


def after_refusal(*, permanent: bool, attempts: int, maximum: int) -> DeliveryState:
    """What becomes of a mail that was refused. ``attempts`` counts this refusal too."""
    return DeliveryState.FAILED if permanent or attempts >= maximum else DeliveryState.PENDING


def is_permanent(code: int) -> bool:
    """Whether a mail server means no, and not: later. RFC 5321, 4.2.1."""
    return 500 <= code <= 599


def is_about_address(code: int, words: str) -> bool:
    """Whether the refusal of a recipient says that the address takes no mail, and not that we may not send to it.

    A server's enhanced code (RFC 3463) tells which; without one the plain code has to do. 5.4.1 is how Microsoft says
    that it doesn't know somebody.
    """
    if not is_permanent(code):
        return False
    enhanced = _ENHANCED.match(words.strip())
    if enhanced is None:
        return code in (550, 551, 553)
    subject, detail = (int(number) for number in enhanced.groups())
    return (subject == 1 and detail not in (7, 8)) or (subject == 2 and detail != 3) or (subject, detail) == (4, 1)


def is_plain(address: str) -> bool:
    """Whether a mail server takes an address as it stands: ASCII, without a name, quotes or a comment."""
    return _PLAIN.fullmatch(address) is not None


def is_ahead(moment: datetime | None, now: datetime) -> bool:
    """Whether something can be planned for this moment; None is: as soon as possible."""
    return moment is None or moment > now


def leaves_at(send_at: datetime | None, now: datetime, undo: timedelta) -> datetime:
    """The moment that was chosen, but never before the time to take it back is over."""
    return max(send_at or now, now + undo)


def senders_for(due: int, *, size: int, most: int, at_work: int) -> int:
    """How many tasks to queue for so many deliveries, besides those that are at work already."""
    return max(0, min(math.ceil(due / size), most - at_work))


def one_line(text: str, longest: int = 120) -> str:
    """A text that is safe in a mail's header: no line breaks, no control characters, not endless."""
    return _WHITE.sub(" ", _CONTROL.sub(" ", text)).strip()[:longest]


def is_narrower(chosen: Iterable[object], offered: Iterable[object]) -> bool:
    """Whether a distribution stays inside its message's own audience; an empty offer sets no limit."""
    limit = set(offered)
    return not limit or set(chosen) <= limit


def minutes_late(oldest_due: datetime | None, now: datetime) -> int:
    """Whole minutes that the oldest due delivery waits; 0 when nothing is due."""
    return max(0, int((now - oldest_due).total_seconds() // 60)) if oldest_due else 0


def speed(recent: int, since: datetime, now: datetime, *, window: timedelta = SPEED_WINDOW) -> int:
    """Mails a minute, from how many left in the window, or since the start where that is shorter ago."""
    minutes = max(min(now - since, window), timedelta(seconds=10)) / timedelta(minutes=1)
    return math.ceil(recent / minutes)


def expected_end(*, due: int, per_minute: int, last_due: datetime | None, now: datetime) -> datetime | None:
    """When the last mail leaves, at this speed: not before the working hours of its receiver. None: nobody can say."""
    if last_due is None or (due and not per_minute):
        return None
    return max(last_due, now + timedelta(minutes=due / per_minute if due else 0))
