"""What becomes of mails that wait when their person changes what they want."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shift_plugin.distribution.enums import DeliveryState, SkipReason
from shift_plugin.distribution.rules.rhythm import Outcome, Recipient, in_week, is_capped
from shift_plugin.people.enums import Rhythm


@dataclass(frozen=True, kw_only=True)
class WaitingMail:
    """A mail that may still leave. ``earliest``: when it would, if everything but the hours were left aside.

    ``fits_digest``: a digest can bring it instead. ``fits_cap``: the cap may hold it back; not what was tried, because
    it may have arrived, and not a digest, which was counted when it was made.
    """

    earliest: datetime
    is_urgent: bool = False
    fits_digest: bool = True
    fits_cap: bool = True
    reads_language: bool = True


def replanned(
    waiting: Sequence[WaitingMail], person: Recipient, now: datetime, next_open: Callable[[datetime], datetime]
) -> list[Outcome]:
    """What becomes of each, in the same order; the first ones have the first places under the cap.

    ``person.mails``: the moments of the other mails that count. ``next_open``: into the hours of the person.
    """
    outcomes: dict[int, Outcome] = {}
    mails = list(person.mails)
    # Those that leave in any case take their places first.
    for place in sorted(range(len(waiting)), key=lambda place: waiting[place].fits_cap):
        outcome = _outcome(waiting[place], replace(person, mails=tuple(mails)), now, next_open)
        outcomes[place] = outcome
        if outcome.state == DeliveryState.PENDING:
            mails.append(outcome.due_at)
    return [outcomes[place] for place in range(len(waiting))]


def _outcome(mail: WaitingMail, person: Recipient, now: datetime, next_open: Callable[[datetime], datetime]) -> Outcome:
    """As ``outcome_for`` says of a new one; only, a pause that is over by the time it leaves doesn't matter."""
    moment = max(mail.earliest, now)
    due_at = moment if mail.is_urgent else next_open(moment)
    if not mail.reads_language:
        return Outcome(DeliveryState.SKIPPED, due_at, SkipReason.LANGUAGE)
    if not person.receives_mail:
        return Outcome(DeliveryState.SKIPPED, due_at, SkipReason.NO_MAIL)
    if person.paused_until is not None and person.paused_until > due_at:
        return Outcome(DeliveryState.SKIPPED, due_at, SkipReason.PAUSED)
    if mail.is_urgent:
        return Outcome(DeliveryState.PENDING, due_at)
    if mail.fits_digest and person.rhythm != Rhythm.AT_ONCE:
        return Outcome(DeliveryState.DIGEST, due_at)
    if mail.fits_cap and is_capped(in_week(list(person.mails), due_at), person.cap):
        return Outcome(DeliveryState.SKIPPED, due_at, SkipReason.CAPPED)
    return Outcome(DeliveryState.PENDING, due_at)
