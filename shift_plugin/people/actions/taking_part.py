from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.people.actions.roles import set_roles
from shift_plugin.people.enums import MembershipSource, Role
from shift_plugin.people.models import Ambassador, PillarMembership, Team
from shift_plugin.people.permissions import MayNot, group_names
from shift_plugin.people.queries import default_language
from shift_plugin.people.signals import ambassador_left
from shift_plugin.strategy.models import Pillar

# What somebody is by taking part. The other roles are work that stays when a person no longer wants to share.
TAKING_PART = (Role.CREATOR, Role.PUBLISHER)


# What tells something about a person, and goes with them.
OWN_CHOICES = (
    "time_zone",
    "rhythm",
    "office_hours",
    "holiday_region",
    "weekly_cap",
    "paused_until",
    "mail_failures",
    "refused_address",
    "address_dead_at",
)


def _unchosen(name: str) -> Any:
    field: Any = Ambassador._meta.get_field(name)
    return field.get_default()


@transaction.atomic
def join_programme(*, user: Any, language: str = "", by: Any = None) -> Ambassador:
    """Let a user take part, for the first time or again. Raises MayNot for a user who may not log in."""
    if not user.is_active:
        raise MayNot(_("This account is closed."))
    ambassador, is_new = Ambassador.objects.get_or_create(
        user=user, defaults={"language": language or default_language()}
    )
    if not is_new and ambassador.left_at is None:
        return ambassador
    if not is_new:
        ambassador.left_at, ambassador.joined_at = None, timezone.now()
        ambassador.save(update_fields=["left_at", "joined_at"])
    for name in group_names([Role.PUBLISHER]):
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    log(instance=ambassador, action="shift.join", user=by or user)
    return ambassador


@transaction.atomic
def leave_programme(*, ambassador: Ambassador, by: Any = None) -> Ambassador:
    """Let somebody out. Nothing is sent to them any more and their groups forget them; totals stay."""
    if ambassador.left_at is not None:
        return ambassador
    ambassador.left_at = timezone.now()
    ambassador.save(update_fields=["left_at"])
    ambassador.memberships.all().delete()
    if ambassador.user is not None:
        ambassador.user.groups.remove(*Group.objects.filter(name__in=group_names(TAKING_PART)))
    log(instance=ambassador, action="shift.leave", user=by or ambassador.user)
    ambassador_left.send(sender=Ambassador, ambassador=ambassador)
    return ambassador


@transaction.atomic
def forget_user(*, user: Any) -> None:
    """Before a user is deleted: their ambassador stays for the totals and keeps nothing else about the person."""
    ambassador = Ambassador.objects.filter(user=user).first()
    if ambassador is None:
        return
    ambassador.memberships.all().delete()
    left_at = ambassador.left_at or timezone.now()
    Ambassador.objects.filter(pk=ambassador.pk).update(
        user=None, left_at=left_at, receives_mail=False, **{name: _unchosen(name) for name in OWN_CHOICES}
    )
    ambassador_left.send(sender=Ambassador, ambassador=ambassador)


@transaction.atomic
def join_pillar(*, ambassador: Ambassador, pillar: Pillar) -> PillarMembership:
    """Join a group oneself; once is enough. Raises MayNot for a group that is closed or no longer in use."""
    if ambassador.left_at is not None:
        raise MayNot(_("You don't take part yet."))
    membership = PillarMembership.objects.filter(ambassador=ambassador, pillar=pillar).first()
    if membership is not None:
        return membership
    if not (pillar.is_open and pillar.is_active):
        raise MayNot(_("This is a closed group: only editors add people."))
    return PillarMembership.objects.get_or_create(
        ambassador=ambassador, pillar=pillar, defaults={"source": MembershipSource.JOINED}
    )[0]


@transaction.atomic
def leave_pillar(*, ambassador: Ambassador, pillar: Pillar) -> None:
    """Leave a group, also one that an editor put somebody in: taking part is voluntary."""
    PillarMembership.objects.filter(ambassador=ambassador, pillar=pillar).delete()


@transaction.atomic
def assign_pillars(*, ambassador: Ambassador, pillars: Iterable[Pillar], by: Any) -> bool:
    """Put somebody into exactly these groups; True when that changed something.

    A group that they joined themselves stays their own choice: it keeps its source, and goes only when it isn't named.
    """
    wanted = {pillar.pk: pillar for pillar in pillars}
    present = dict(ambassador.memberships.values_list("pillar_id", "pk"))
    gone = [pk for pillar_id, pk in present.items() if pillar_id not in wanted]
    new = [pillar for pk, pillar in wanted.items() if pk not in present]
    if not gone and not new:
        return False
    PillarMembership.objects.filter(pk__in=gone).delete()
    PillarMembership.objects.bulk_create(
        [PillarMembership(ambassador=ambassador, pillar=pillar, source=MembershipSource.ASSIGNED) for pillar in new],
        ignore_conflicts=True,
    )
    log(
        instance=ambassador,
        action="shift.pillars",
        user=by,
        data={"pillars": sorted(pillar.name for pillar in wanted.values())},
    )
    return True


@transaction.atomic
def save_ambassador(
    *,
    ambassador: Ambassador | None,
    user: Any,
    team: Team | None,
    is_external: bool,
    language: str,
    roles: Collection[str],
    pillars: Iterable[Pillar],
    takes_part: bool,
    by: Any = None,
) -> Ambassador:
    """What an editor decides about somebody: a new ambassador (None) for a user, or changes to one.

    Roles and groups of somebody who stops go, whatever was chosen.
    """
    if ambassador is None:
        ambassador = join_programme(user=user, language=language, by=by)
    elif takes_part and ambassador.left_at is not None:
        join_programme(user=user, by=by)
        ambassador.refresh_from_db()
    ambassador.team, ambassador.is_external, ambassador.language = team, is_external, language
    ambassador.save(update_fields=["team", "is_external", "language"])
    if user is not None:
        set_roles(user=user, roles=roles, by=by)
    if not takes_part:
        return leave_programme(ambassador=ambassador, by=by)
    assign_pillars(ambassador=ambassador, pillars=pillars, by=by)
    return ambassador
