"""Finding people. None of these multiplies rows: every condition on many things is an EXISTS."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from shift_plugin.conf import shift_settings
from shift_plugin.people.enums import HolidayRegion, MembershipSource
from shift_plugin.people.models import Ambassador, AmbassadorQuerySet, PillarMembership, Team
from shift_plugin.people.permissions import group_names
from shift_plugin.strategy.models import Pillar
from shift_plugin.strategy.queries import name_fields

# Abbreviations and old names ("EST5EDT") say less than a city.
CONTINENTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
INDENT = "\u2003"


def teams_with_subteams(team_ids: Iterable[int]) -> QuerySet[Team]:
    """These teams and every team below them."""
    paths = Team.objects.filter(pk__in=list(team_ids)).values_list("path", flat=True)
    return Team.objects.filter(reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk=None)))


def with_roles(people: AmbassadorQuerySet, roles: Collection[str]) -> AmbassadorQuerySet:
    """The people that hold at least one of these roles."""
    holders = get_user_model()._default_manager.filter(pk=OuterRef("user_id"), groups__name__in=group_names(roles))
    return people.filter(Exists(holders))


def ambassadors_in(
    *,
    pillar_ids: Collection[int] = (),
    team_ids: Collection[int] = (),
    roles: Collection[str] = (),
    languages: Collection[str] = (),
) -> QuerySet[Ambassador]:
    """People who take part now and who fit: in one of the pillar groups, and in one of the teams or a team below it,
    and with one of the roles, and with one of the languages. An empty condition lets everybody through.
    """
    people = Ambassador.objects.taking_part()
    if pillar_ids:
        members = PillarMembership.objects.filter(ambassador_id=OuterRef("pk"), pillar_id__in=list(pillar_ids))
        people = people.filter(Exists(members))
    if team_ids:
        people = people.filter(team_id__in=teams_with_subteams(team_ids).values("pk"))
    if roles:
        people = with_roles(people, roles)
    if languages:
        people = people.filter(language__in=list(languages))
    return people


def group_size(pillar_id: int) -> int:
    """How many people who take part now are in the group of a pillar."""
    return ambassadors_in(pillar_ids=[pillar_id]).count()


@dataclass(frozen=True)
class PillarGroup:
    """A pillar's group as one reader stands to it. ``size`` counts people who take part now."""

    size: int
    takes_part: bool
    is_member: bool
    may_join: bool


def pillar_group(pillar: Pillar, *, user: Any) -> PillarGroup:
    """How many people are in the group, and whether this user is or may be one of them."""
    ambassador = Ambassador.objects.for_user(user) if user is not None else None
    is_member = bool(ambassador) and PillarMembership.objects.filter(ambassador=ambassador, pillar=pillar).exists()
    return PillarGroup(
        size=group_size(pillar.pk),
        takes_part=ambassador is not None,
        is_member=is_member,
        may_join=bool(ambassador) and not is_member and pillar.is_open and pillar.is_active,
    )


@dataclass(frozen=True)
class OwnPillar:
    """A pillar as somebody sees it on their own page; ``is_assigned``: an editor put them in."""

    pillar: Pillar
    size: int
    is_member: bool
    is_assigned: bool


def my_pillars(ambassador: Ambassador) -> list[OwnPillar]:
    """Every pillar in use with the size of its group, and whether this person is in it."""
    mine = dict(PillarMembership.objects.filter(ambassador=ambassador).values_list("pillar_id", "source"))
    taking_part = Q(memberships__ambassador__left_at=None, memberships__ambassador__user__is_active=True)
    pillars = Pillar.objects.active().annotate(size=Count("memberships", filter=taking_part))
    return [
        OwnPillar(pillar, pillar.size, pillar.pk in mine, mine.get(pillar.pk) == MembershipSource.ASSIGNED)
        for pillar in pillars
    ]


def team_path(team: Team | None) -> str:
    """A team with the teams above it: "North › Location A"."""
    return " › ".join([*(above.name for above in team.get_ancestors()), team.name]) if team else ""


def search_people(people: QuerySet[Ambassador], words: str) -> QuerySet[Ambassador]:
    """People in whose name or address every one of the words occurs."""
    for word in words.split():
        people = people.filter(reduce(or_, (Q(**{f"user__{name}__icontains": word}) for name in name_fields())))
    return people


def dead_addresses() -> Q:
    """People whose present address was set aside, as ``Ambassador.has_dead_address`` tells of one."""
    address = F(f"user__{get_user_model().get_email_field_name()}")
    return Q(address_dead_at__isnull=False, refused_address=address)


def team_choices(without: str | None = None) -> list[tuple[int, str]]:
    """Every team in the order of the tree, each level a little further in; ``without`` the team at a path and below."""
    teams = Team.objects.order_by("path")
    if without:
        teams = teams.exclude(path__startswith=without)
    return [(team.pk, indented(team)) for team in teams]


def indented(team: Team) -> str:
    return INDENT * (team.depth - 1) + team.name


def pillars_for(ambassador: Ambassador | None) -> QuerySet[Pillar]:
    """The groups that somebody can be put in: those in use, and those that they are in already."""
    wanted = Q(is_active=True)
    if ambassador is not None:
        wanted |= Q(Exists(PillarMembership.objects.filter(ambassador=ambassador, pillar=OuterRef("pk"))))
    return Pillar.objects.filter(wanted)


def default_language() -> str:
    """The language of somebody who hasn't chosen one."""
    return str(settings.LANGUAGE_CODE)


def language_choices() -> list[tuple[str, Any]]:
    """The languages in which messages can be offered."""
    return list(get_content_languages().items())


def time_zone_choices() -> list[tuple[str, str]]:
    zones = sorted(zone for zone in available_timezones() if zone.partition("/")[0] in CONTINENTS)
    own = _("That of the site (%(name)s)") % {"name": settings.TIME_ZONE.replace("_", " ")}
    return [("", own), *((zone, zone.replace("_", " ")) for zone in zones)]


def region_name(region: str) -> str:
    """A region of public holidays in words; of one that we have no name for: its code."""
    return str(HolidayRegion(region).label) if region in HolidayRegion.values else region


def region_choices() -> list[tuple[str, str]]:
    """The regions of which somebody may choose the public holidays, by name, that of the site first."""
    site = region_name(shift_settings.HOLIDAY_REGION) or _("none")
    named = sorted(((value, str(label)) for value, label in HolidayRegion.choices), key=lambda choice: choice[1])
    return [("", _("That of the site (%(name)s)") % {"name": site}), *named]
