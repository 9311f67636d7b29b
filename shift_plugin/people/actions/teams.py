from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.people.models import Ambassador, Team
from shift_plugin.people.permissions import MayNot


@transaction.atomic
def create_team(*, name: str, kind: str, parent: Team | None, by: Any = None) -> Team:
    """A new team at its place in the alphabet, at the top or below another."""
    if parent is None:
        team = Team.add_root(name=name, kind=kind)
    else:
        # A node in the caller's hand may be from before its last child.
        team = Team.objects.get(pk=parent.pk).add_child(name=name, kind=kind)
    log(instance=team, action="wagtail.create", user=by)
    return team


@transaction.atomic
def update_team(*, team: Team, name: str, kind: str, parent: Team | None, by: Any = None) -> Team:
    """Change a team, and move it with all below it. Raises MayNot when it would come below itself."""
    team = Team.objects.get(pk=team.pk)
    if parent is not None and parent.path.startswith(team.path):
        raise MayNot(_("A team can't be below itself."))
    team.name, team.kind = name, kind
    team.save()
    if parent is None:
        team.move(Team.get_first_root_node(), pos="sorted-sibling")
    else:
        team.move(Team.objects.get(pk=parent.pk), pos="sorted-child")
    log(instance=team, action="wagtail.edit", user=by)
    return Team.objects.get(pk=team.pk)


@transaction.atomic
def delete_team(*, team: Team, move_to: Team | None, by: Any = None) -> None:
    """Take a team away; its people and the teams below it go to another one, or people have none and teams move up.

    Raises MayNot when the other one is the team itself or below it.
    """
    team = Team.objects.get(pk=team.pk)
    if move_to is not None and move_to.path.startswith(team.path):
        raise MayNot(_("Choose a team that stays."))
    Ambassador.objects.filter(team=team).update(team=move_to)
    new_parent_id = move_to.pk if move_to is not None else getattr(team.get_parent(), "pk", None)
    for child in Team.objects.filter(depth=team.depth + 1, path__startswith=team.path).values_list("pk", flat=True):
        # Every move changes paths, so each one starts from what is in the database now.
        if new_parent_id is None:
            Team.objects.get(pk=child).move(Team.get_first_root_node(), pos="sorted-sibling")
        else:
            Team.objects.get(pk=child).move(Team.objects.get(pk=new_parent_id), pos="sorted-child")
    log(instance=team, action="wagtail.delete", user=by, deleted=True)
    Team.objects.get(pk=team.pk).delete()
