"""What one reader is told about one message."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from shift_plugin.library.models import LibraryPage, ShareableMessage
from shift_plugin.library.queries.pillars import ReaderPillar
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.people.permissions import role_label, roles_of


def reasons(
    ambassador: Ambassador | None, message: ShareableMessage, *, pillars: Iterable[ReaderPillar], teams: Iterable[Team]
) -> list[str]:
    """Why this person sees this message, in sentences; there is always at least one."""
    said: list[str] = []
    if ambassador is not None:
        said += [_("You are in the group of “%(pillar)s”.") % {"pillar": item} for item in pillars if item.is_mine]
        said += _by_team(ambassador, teams)
        said += _by_role(ambassador, message)
    return said or [_("This message is meant for everyone.")]


def _by_team(ambassador: Ambassador, teams: Iterable[Team]) -> list[str]:
    path = ambassador.team.path if ambassador.team is not None else ""
    above = [team for team in teams if path.startswith(team.path)]
    return [_("It is meant for “%(team)s”, and you are part of it.") % {"team": team.name} for team in above]


def _by_role(ambassador: Ambassador, message: ShareableMessage) -> list[str]:
    if not message.roles or ambassador.user is None:
        return []
    mine = [role_label(role) for role in roles_of(ambassador.user) if role in message.roles]
    return [_("It is meant for people with the role “%(role)s”.") % {"role": role} for role in mine]


def library_url(language: str, request: HttpRequest) -> str:
    """The address of the library of this site in a language, or else of any; empty when there is none."""
    pages = list(LibraryPage.objects.live().values_list("pk", "url_path", "locale__language_code")[:10])
    if not pages:
        return ""
    site = Site.find_for_request(request)
    root = site.root_page.url_path if site is not None else ""
    pk, path, _language = min(pages, key=lambda page: (page[2] != language, not page[1].startswith(root)))
    return LibraryPage(pk=pk, url_path=path).get_url(request) or ""
