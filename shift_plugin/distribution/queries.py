"""Whom a distribution is for and why, what became of it, and what is in somebody's inbox."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Case, CharField, Count, Exists, Min, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from wagtail.models import Locale

from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionState, SkipReason
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador, PillarMembership
from shift_plugin.people.queries import teams_with_subteams, with_roles
from shift_plugin.sharing.models import Share
from shift_plugin.strategy.models import Pillar

# Whom it is for


def versions(message: ShareableMessage, now: datetime) -> dict[str, ShareableMessage]:
    """The published versions of a message by language; what somebody gets is the one in their own language."""
    family = ShareableMessage.objects.visible(now).filter(translation_key=message.translation_key)
    found = {version.locale.language_code: version for version in family.select_related("locale", "image")}
    if len(found) == 1 and Locale.objects.count() == 1:
        # A site with one language: it is for everybody, whatever language they read mails in.
        return _EveryLanguage(found)
    return found


class _EveryLanguage(dict[str, ShareableMessage]):
    """The only version, for every language."""

    def __missing__(self, language: str) -> ShareableMessage:
        return next(iter(self.values()))

    def __contains__(self, language: object) -> bool:
        return True


def audience_pillars(distribution: Distribution) -> list[Pillar]:
    """The pillars whose groups get it; none at all when it goes outside the groups too."""
    if distribution.everyone:
        return []
    message = distribution.message
    return list(distribution.pillars.all()) or (list(message.pillars.all()) if message else [])


def addressed(distribution: Distribution) -> QuerySet[Ambassador]:
    """Everybody whom pillars, teams and roles point at, also those who will get nothing: see ``with_reasons``."""
    people = Ambassador.objects.filter(user__isnull=False)
    message = distribution.message
    if message is None:
        return people.none()
    if not distribution.everyone:
        pillars = [pillar.pk for pillar in audience_pillars(distribution)]
        groups = PillarMembership.objects.filter(ambassador=OuterRef("pk"), pillar_id__in=pillars)
        people = people.filter(Exists(groups))
    for teams in (message.teams.all(), distribution.teams.all()):
        if teams:
            people = people.filter(team_id__in=teams_with_subteams(team.pk for team in teams).values("pk"))
    for roles in (message.roles, distribution.roles):
        if roles:
            people = with_roles(people, roles)
    return people


def with_reasons(people: QuerySet[Ambassador], distribution: Distribution, now: datetime) -> QuerySet[Ambassador]:
    """Adds ``reason`` (why not at all) and ``mail_reason`` (why not by mail): a SkipReason, or empty."""
    offered = versions(distribution.message, now) if distribution.message else {}
    nobody = [When(Q(left_at__isnull=False) | Q(user__is_active=False), then=Value(SkipReason.LEFT.value))]
    if not isinstance(offered, _EveryLanguage):
        nobody.append(When(~Q(language__in=list(offered)), then=Value(SkipReason.LANGUAGE.value)))
    address = f"user__{get_user_model().get_email_field_name()}"
    no_mail = [
        When(receives_mail=False, then=Value(SkipReason.NO_MAIL.value)),
        When(paused_until__gt=now, then=Value(SkipReason.PAUSED.value)),
        When(Q(**{address: ""}) | Q(**{f"{address}__isnull": True}), then=Value(SkipReason.NO_ADDRESS.value)),
    ]
    return people.annotate(
        reason=Case(*nobody, default=Value(""), output_field=CharField()),
        mail_reason=Case(*nobody, *no_mail, default=Value(""), output_field=CharField()),
    )


def receivers(distribution: Distribution, now: datetime) -> QuerySet[Ambassador]:
    """Who gets it, by at least one channel."""
    people = with_reasons(addressed(distribution), distribution, now)
    if Channel.INBOX in distribution.channels:
        return people.filter(reason="")
    return people.filter(mail_reason="") if Channel.EMAIL in distribution.channels else people.none()


def left_out(distribution: Distribution, now: datetime) -> QuerySet[Ambassador]:
    """Whom it is for, but who get nothing."""
    people = with_reasons(addressed(distribution), distribution, now)
    if Channel.INBOX in distribution.channels:
        return people.exclude(reason="")
    return people.exclude(mail_reason="") if Channel.EMAIL in distribution.channels else people


# Why


@dataclass(frozen=True)
class Why:
    """What made somebody one of the people it is for. Team and roles only where those set a limit."""

    pillars: tuple[str, ...] = ()
    team: str = ""
    roles: tuple[str, ...] = ()


def reasons_why(distribution: Distribution, people: Iterable[Ambassador]) -> dict[int, Why]:
    """Per person why they get it. Two queries, whatever their number; expects ``team`` to be selected."""
    people = list(people)
    pillars: dict[int, list[str]] = defaultdict(list)
    groups = PillarMembership.objects.filter(
        ambassador_id__in=[person.pk for person in people], pillar__in=audience_pillars(distribution)
    )
    for ambassador_id, name in groups.order_by("pillar__sort_order", "pillar__name").values_list(
        "ambassador_id", "pillar__name"
    ):
        pillars[ambassador_id].append(name)
    message = distribution.message
    by_team = bool(distribution.teams.all() or (message and message.teams.all()))
    roles = tuple(dict.fromkeys([*distribution.roles, *(message.roles if message else [])]))
    return {
        person.pk: Why(
            pillars=tuple(pillars[person.pk]),
            team=person.team.name if by_team and person.team else "",
            roles=roles,
        )
        for person in people
    }


# What became of it


def progress(distribution_ids: Iterable[int]) -> dict[int, Counter[str]]:
    """Per distribution how many deliveries are in which state. One query, for a page of a list."""
    found: dict[int, Counter[str]] = {pk: Counter() for pk in distribution_ids}
    counts = Delivery.objects.filter(distribution_id__in=found).order_by().values("distribution_id", "state")
    for row in counts.annotate(number=Count("pk")):
        found[row["distribution_id"]][row["state"]] = row["number"]
    return found


@dataclass(frozen=True)
class Outcome:
    """What a distribution did. Counts of deliveries per channel and state; people for ``opened`` and ``shared``."""

    by_channel: Mapping[str, Counter[str]]
    total: int
    settled: int
    opened: int
    shared: int
    problem: str

    def count(self, state: str) -> int:
        return sum(counts[state] for counts in self.by_channel.values())


def outcome(distribution: Distribution) -> Outcome:
    by_channel: dict[str, Counter[str]] = {channel: Counter() for channel in distribution.channels}
    deliveries = distribution.deliveries.order_by()
    for row in deliveries.values("channel", "state").annotate(number=Count("pk")):
        by_channel.setdefault(row["channel"], Counter())[row["state"]] = row["number"]
    total = sum(sum(counts.values()) for counts in by_channel.values())
    waiting = sum(
        counts[state]
        for counts in by_channel.values()
        for state in (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)
    )
    problem = deliveries.filter(state=DeliveryState.PENDING).exclude(reason="").order_by("-pk")
    return Outcome(
        by_channel=by_channel,
        total=total,
        settled=total - waiting,
        opened=deliveries.filter(seen_at__isnull=False).aggregate(n=Count("ambassador", distinct=True))["n"],
        shared=sharers(distribution).count(),
        problem=problem.values_list("reason", flat=True).first() or "",
    )


def sharers(distribution: Distribution) -> QuerySet[Ambassador]:
    """Who received it and shared the message since then. Shows who did; there is no list of who did not."""
    if distribution.message is None or distribution.started_at is None:
        return Ambassador.objects.none()
    shares = Share.objects.filter(
        ambassador=OuterRef("pk"),
        message__translation_key=distribution.message.translation_key,
        opened_at__gte=distribution.started_at,
    )
    received = distribution.deliveries.filter(ambassador=OuterRef("pk"), state=DeliveryState.SENT)
    return Ambassador.objects.filter(Exists(received), Exists(shares))


def upcoming(now: datetime) -> QuerySet[Distribution]:
    """Planned distributions, the next one first."""
    planned = Distribution.objects.filter(state=DistributionState.PLANNED)
    return planned.select_related("message").order_by("send_at")


def oldest_due(now: datetime) -> datetime | None:
    """The moment of the delivery that waits longest, or of the distribution that should have started."""
    moments = [
        Delivery.objects.due(now).aggregate(first=Min("due_at"))["first"],
        Distribution.objects.due(now).aggregate(first=Min("send_at"))["first"],
    ]
    return min((moment for moment in moments if moment), default=None)


# The inbox


def inbox(ambassador: Ambassador, now: datetime) -> QuerySet[Delivery]:
    """What is in somebody's inbox: unread first, then the newest. What is no longer published is not there."""
    items = Delivery.objects.filter(_shown(now), ambassador=ambassador, hidden_at=None)
    return items.select_related("distribution__message__image", "distribution__message__locale").order_by(
        Case(When(read_at=None, then=Value(0)), default=Value(1)), "-sent_at", "-pk"
    )


def unread_count(user: Any) -> int:
    """Unread messages in this user's inbox; one query."""
    return Delivery.objects.filter(
        _shown(timezone.now()), ambassador__user_id=user.pk, ambassador__left_at=None, hidden_at=None, read_at=None
    ).count()


def _shown(now: datetime) -> Q:
    return (
        Q(channel=Channel.INBOX, state=DeliveryState.SENT)
        & Q(distribution__message__live=True)
        & (Q(distribution__message__expire_at=None) | Q(distribution__message__expire_at__gt=now))
    )


def deliveries_of(message: ShareableMessage, ambassador_id: int) -> QuerySet[Delivery]:
    """Every copy of a message that one person got, in whatever language."""
    return Delivery.objects.filter(
        ambassador_id=ambassador_id, distribution__message__translation_key=message.translation_key
    )
