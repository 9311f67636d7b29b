"""Whom a distribution is for, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from wagtail.models import Locale

from shift_plugin.distribution.enums import Channel, DistributionKind, SkipReason
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.queries.reminders import has_answered, has_reacted, to_remind
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import obstacles
from shift_plugin.people.enums import Role
from shift_plugin.people.models import Ambassador, PillarMembership
from shift_plugin.people.queries import dead_addresses, teams_with_subteams, with_roles
from shift_plugin.stories.enums import ChallengeState
from shift_plugin.strategy.models import Pillar
from shift_plugin.strategy.rules import local_text


def versions(message: ShareableMessage, now: datetime) -> dict[str, ShareableMessage]:
    """The published versions of a message by language; what somebody gets is the one in their own language.

    Not those that may not go out any more, such as after a withdrawn consent, though they can still be seen.
    """
    family = ShareableMessage.objects.visible(now).filter(translation_key=message.translation_key)
    found = {version.locale.language_code: version for version in family.select_related("locale", "image")}
    found = {language: version for language, version in found.items() if not obstacles(version)}
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


def can_leave(distribution: Distribution, moment: datetime) -> bool:
    """Whether there is still something to bring at a moment: a published message, or a challenge with time left."""
    if distribution.challenge is not None:
        challenge = distribution.challenge
        return challenge.state != ChallengeState.CLOSED and challenge.deadline > moment
    return distribution.message is not None and bool(versions(distribution.message, moment))


def audience_pillars(distribution: Distribution) -> list[Pillar]:
    """The pillars whose groups get it; none at all when it goes outside the groups too."""
    if distribution.everyone:
        return []
    subject = distribution.message or distribution.challenge
    return list(distribution.pillars.all()) or (list(subject.pillars.all()) if subject else [])


def addressed(distribution: Distribution) -> QuerySet[Ambassador]:
    """Everybody whom pillars, teams and roles point at, also those who will get nothing: see ``with_reasons``."""
    people = Ambassador.objects.filter(user__isnull=False)
    message, challenge = distribution.message, distribution.challenge
    if distribution.kind == DistributionKind.DIGEST:
        return people
    subject = message or challenge
    if subject is None:
        return people.none()
    pillars = [pillar.pk for pillar in audience_pillars(distribution)]
    # A challenge without pillars is for all groups; a message always has some, or reaches nobody.
    if pillars or not (distribution.everyone or challenge):
        groups = PillarMembership.objects.filter(ambassador=OuterRef("pk"), pillar_id__in=pillars)
        people = people.filter(Exists(groups))
    for teams in (subject.teams.all(), distribution.teams.all()):
        if teams:
            people = people.filter(team_id__in=teams_with_subteams(team.pk for team in teams).values("pk"))
    for roles in ([Role.CREATOR.value] if challenge else subject.roles, distribution.roles):
        if roles:
            people = with_roles(people, roles)
    return to_remind(people, distribution) if distribution.kind == DistributionKind.REMINDER else people


def with_reasons(people: QuerySet[Ambassador], distribution: Distribution, now: datetime) -> QuerySet[Ambassador]:
    """Adds ``reason`` (why not at all) and ``mail_reason`` (why not by mail): a SkipReason, or empty."""
    offered = versions(distribution.message, now) if distribution.message else {}
    nobody = [When(Q(left_at__isnull=False) | Q(user__is_active=False), then=Value(SkipReason.LEFT.value))]
    # A digest holds what there is in somebody's language.
    # A challenge is written in one language, for everybody; so is the frame around it in everybody's own.
    is_in_languages = distribution.kind != DistributionKind.DIGEST and distribution.challenge is None
    if is_in_languages and not isinstance(offered, _EveryLanguage):
        nobody.append(When(~Q(language__in=list(offered)), then=Value(SkipReason.LANGUAGE.value)))
    if distribution.challenge is not None:
        nobody.append(When(has_answered(distribution.challenge), then=Value(SkipReason.ANSWERED.value)))
    elif distribution.kind == DistributionKind.REMINDER:
        nobody.append(When(has_reacted(distribution), then=Value(SkipReason.SEEN.value)))
    address = f"user__{get_user_model().get_email_field_name()}"
    no_mail = [
        When(receives_mail=False, then=Value(SkipReason.NO_MAIL.value)),
        When(paused_until__gt=now, then=Value(SkipReason.PAUSED.value)),
        When(Q(**{address: ""}) | Q(**{f"{address}__isnull": True}), then=Value(SkipReason.NO_ADDRESS.value)),
        When(dead_addresses(), then=Value(SkipReason.DEAD_ADDRESS.value)),
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
    return people.exclude(mail_reason="") if Channel.EMAIL in distribution.channels else people.none()


@dataclass(frozen=True)
class Why:
    """What made somebody one of the people it is for. Team and roles only where those set a limit."""

    pillars: tuple[str, ...] = ()
    team: str = ""
    roles: tuple[str, ...] = ()


def reasons_why(
    distribution: Distribution, people: Iterable[Ambassador], language: str | None = None
) -> dict[int, Why]:
    """Per person why they get it. Two queries, whatever their number; expects ``team`` to be selected.

    ``language``: of whoever reads it; None when that is each person themselves.
    """
    people = list(people)
    languages = {person.pk: language or person.language for person in people}
    pillars: dict[int, list[str]] = defaultdict(list)
    groups = PillarMembership.objects.filter(
        ambassador_id__in=[person.pk for person in people], pillar__in=audience_pillars(distribution)
    )
    for ambassador_id, name, local in groups.order_by("pillar__sort_order", "pillar__name").values_list(
        "ambassador_id", "pillar__name", "pillar__local_texts"
    ):
        pillars[ambassador_id].append(local_text(local, languages[ambassador_id], "name") or name)
    subject = distribution.message or distribution.challenge
    by_team = bool(distribution.teams.all() or (subject and subject.teams.all()))
    own_roles = distribution.message.roles if distribution.message else []
    if distribution.challenge is not None:
        own_roles = [Role.CREATOR.value]
    roles = tuple(dict.fromkeys([*distribution.roles, *own_roles]))
    return {
        person.pk: Why(
            pillars=tuple(pillars[person.pk]),
            team=person.team.name if by_team and person.team else "",
            roles=roles,
        )
        for person in people
    }
