"""What a distribution will do, before it does it: how many people get it when, and who doesn't."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Count, QuerySet

from shift_plugin.distribution.enums import Channel, DeliveryState, SkipReason
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.queries.audience import addressed, with_reasons
from shift_plugin.distribution.queries.plans import with_plans
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador

# Keys of groups that get it.
NOW, AT, INBOX = "now", "at-", str(Channel.INBOX)
DIGESTS = (str(Rhythm.DAILY), str(Rhythm.WEEKLY))
# Why somebody gets nothing at all, in the inbox neither.
NOTHING = (SkipReason.LEFT, SkipReason.LANGUAGE, SkipReason.SEEN, SkipReason.ANSWERED)


@dataclass(frozen=True)
class Effect:
    """A group of people to whom the same happens.

    ``key``: names the group in an address: ``now``, ``at-2026-11-23T07:00:00Z``, ``daily`` or ``weekly`` (in the
    digest), a SkipReason, or ``inbox``. ``channel``: empty for who gets nothing at all. ``moment``: in UTC, when the
    mail leaves or the item is in the inbox; None where there is none. ``reason``: a SkipReason, or empty.
    """

    key: str
    channel: str
    moment: datetime | None
    reason: str
    number: int


def effect(distribution: Distribution, now: datetime) -> list[Effect]:
    """What starting it at ``now`` would do: who gets a mail when, who doesn't and why, and the inbox at the end.

    A handful of queries, whatever the number of people. It asks what ``actions.fan_out`` asks, so it promises nothing
    else. A channel that the distribution doesn't use is not there.
    """
    found: Counter[str] = Counter()
    if Channel.EMAIL in distribution.channels:
        mails = with_plans(addressed(distribution), distribution, now).order_by().values("plan", "plan_at", "rhythm")
        for row in mails.annotate(number=Count("pk")):
            found[_key(row["plan"], row["plan_at"], row["rhythm"], now)] += row["number"]
    if Channel.INBOX in distribution.channels:
        people = with_reasons(addressed(distribution), distribution, now).order_by().values("reason")
        for row in people.annotate(number=Count("pk")):
            found[row["reason"] or INBOX] = row["number"]
    return [_effect(key, found[key], now) for key in sorted(found, key=_place)]


def people_of(distribution: Distribution, now: datetime, key: str) -> QuerySet[Ambassador]:
    """Who is in a group that ``effect`` told of at the same ``now``; nobody when there is no such group."""
    people = addressed(distribution)
    if key in NOTHING or key == INBOX:
        return with_reasons(people, distribution, now).filter(reason="" if key == INBOX else key)
    people = with_plans(people, distribution, now)
    if key in DIGESTS:
        return people.filter(plan=DeliveryState.DIGEST, rhythm=key)
    if key in SkipReason.values:
        return people.filter(plan=key)
    moment = now if key == NOW else _moment(key)
    return people.filter(plan="", plan_at=moment) if moment else people.none()


def _key(plan: str, plan_at: datetime, rhythm: str, now: datetime) -> str:
    if plan == DeliveryState.DIGEST:
        return rhythm
    if plan:
        return plan
    return NOW if plan_at == now else AT + plan_at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _moment(key: str) -> datetime | None:
    try:
        return datetime.fromisoformat(key.removeprefix(AT)) if key.endswith("Z") else None
    except ValueError:
        return None


def _effect(key: str, number: int, now: datetime) -> Effect:
    reason = key if key in SkipReason.values else ""
    channel = "" if key in NOTHING else INBOX if key == INBOX else str(Channel.EMAIL)
    moment = now if key in (NOW, INBOX) else _moment(key)
    return Effect(key, channel, moment, reason, number)


def _place(key: str) -> tuple[int, str]:
    """Who gets a mail, the soonest first; then digests, reasons in the order of the rules, and the inbox."""
    if key == NOW or key.startswith(AT):
        return (0 if key == NOW else 1), key
    order = [*DIGESTS, *SkipReason.values, INBOX]
    return 2 + order.index(key), key
