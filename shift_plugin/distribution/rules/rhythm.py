"""How often somebody gets mail: at once or in a digest, never more than their week holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shift_plugin.base.rules.hours import DAY, IsHoliday, OfficeHours, begin_of, next_open
from shift_plugin.distribution.enums import DeliveryState, SkipReason
from shift_plugin.people.enums import Rhythm

# A rolling week, in which the mails of the cap are counted.
WEEK = timedelta(days=7)


def is_capped(count: int, cap: int) -> bool:
    """Whether somebody has had all the mails of a week. ``count``: see ``in_week``."""
    return count >= cap


def in_week(moments: list[datetime], planned: datetime) -> int:
    """How many mails count against one that is planned.

    Those of the seven days before it, and those that are waiting for a later moment: so no week, wherever it begins,
    holds more than the cap, in whatever order mails are planned.
    """
    return sum(moment > planned - WEEK for moment in moments)


def next_digest(
    now: datetime, rhythm: str, hours: OfficeHours, zone: ZoneInfo, is_holiday: IsHoliday, weekday: int
) -> datetime:
    """When the next digest of somebody with a daily or weekly rhythm is due, in UTC: never before ``now``.

    A digest comes when somebody's day begins: each working day, or once a week on ``weekday`` (1 is Monday). When that
    is no working day of theirs it comes at the beginning of the next one that is.
    """
    today = now.astimezone(zone).date()
    for number in range(-7, 8):
        day = today + number * DAY
        if rhythm == Rhythm.WEEKLY and day.isoweekday() != weekday:
            continue
        moment = next_open(begin_of(day, zone), hours, zone, is_holiday)
        if moment >= now:
            return moment
    raise AssertionError("The digest of a week ahead is not in the past.")  # pragma: no cover


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """What is known of somebody to whom a mail is addressed. ``mails``: the due moments of those that count."""

    takes_part: bool = True
    reads_language: bool = True
    receives_mail: bool = True
    paused_until: datetime | None = None
    has_address: bool = True
    has_dead_address: bool = False
    rhythm: str = Rhythm.AT_ONCE
    cap: int = 3
    mails: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What becomes of a mail: its state, when it is due or would have been, and why it isn't sent."""

    state: DeliveryState
    due_at: datetime
    reason: str = ""


def outcome_for(
    person: Recipient, *, now: datetime, opens_at: datetime, is_urgent: bool, is_direct: bool = False
) -> Outcome | None:
    """What becomes of a mail that is addressed to somebody; None: they get nothing at all, not in the inbox either.

    ``is_direct``: a question to people themselves, which no digest can bring; hours and cap hold for it all the same.
    ``opens_at``: their next open moment. ``queries.with_plans`` says the same to the database, about all of them.
    """
    if not (person.takes_part and person.reads_language):
        return None
    if reason := _never_by_mail(person, now):
        return Outcome(DeliveryState.SKIPPED, now, reason)
    if is_urgent:
        return Outcome(DeliveryState.PENDING, now)
    if person.rhythm != Rhythm.AT_ONCE and not is_direct:
        return Outcome(DeliveryState.DIGEST, now)
    if is_capped(in_week(list(person.mails), opens_at), person.cap):
        return Outcome(DeliveryState.SKIPPED, opens_at, SkipReason.CAPPED)
    return Outcome(DeliveryState.PENDING, opens_at)


def _never_by_mail(person: Recipient, now: datetime) -> str:
    if not person.receives_mail:
        return SkipReason.NO_MAIL
    if person.paused_until is not None and person.paused_until > now:
        return SkipReason.PAUSED
    if not person.has_address:
        return SkipReason.NO_ADDRESS
    return SkipReason.DEAD_ADDRESS if person.has_dead_address else ""
