"""Who may do what: the rights of the roles, as docs/reference/permissions.md tells them.

Roles are Django groups, so a host can give a group more or less in Wagtail's group editor; ``manage.py shift_setup``
only ever adds the rights of this table.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from shift_plugin.base.permissions import LinkInvalid, sign, unsign
from shift_plugin.conf import shift_settings
from shift_plugin.people.enums import Role


class MayNot(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """This person may not do this; its text is for the reader."""


def _rights(model: str, *actions: str) -> tuple[str, ...]:
    return tuple(f"shift_plugin.{action}_{model}" for action in actions)


EDIT = ("view", "add", "change", "delete")
# Whoever may change messages sees them, so there is no separate right to look.
MODERATE = ("add", "change", "delete", "publish", "lock", "unlock")
ADMIN = ("wagtailadmin.access_admin", "shift_plugin.view_home")
FIGURES = _rights("dayfigure", "view")
SENDING = (*_rights("distribution", *EDIT), *_rights("delivery", "view"), *_rights("chatpost", "view"))
VACANCIES = _rights("vacancypage", "view")
# Who may have vacancies read from elsewhere, and see how that went.
FEEDS = (*_rights("vacancyfeed", *EDIT), *_rights("feedrun", "view"))

ROLE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.MASTER: (
        *ADMIN,
        *_rights("objective", *EDIT),
        *_rights("audience", *EDIT),
        *_rights("pillar", *EDIT),
        *_rights("team", *EDIT),
        *_rights("ambassador", "view", "add", "change"),
        *_rights("pillarmembership", *EDIT),
        *_rights("importrun", "view", "add"),
        *_rights("shareablemessage", *MODERATE),
        *SENDING,
        *_rights("chatchannel", *EDIT),
        "shift_plugin.send_urgent_distribution",
        *_rights("campaign", *EDIT),
        *_rights("story", "view", "change", "delete"),
        *_rights("challenge", *EDIT),
        *_rights("consent", *EDIT),
        *_rights("trustedcreator", *EDIT),
        *VACANCIES,
        *FEEDS,
        *FIGURES,
    ),
    Role.EDITOR: (
        *ADMIN,
        *_rights("objective", "view"),
        *_rights("audience", "view"),
        *_rights("pillar", "view"),
        *_rights("team", "view"),
        *_rights("ambassador", "view"),
        *_rights("pillarmembership", *EDIT),
        *_rights("shareablemessage", *MODERATE),
        *SENDING,
        *_rights("chatchannel", "view"),
        *_rights("campaign", "view", "add", "change"),
        *_rights("story", "view", "change"),
        *_rights("challenge", *EDIT),
        *_rights("consent", "view", "add", "change"),
        *_rights("trustedcreator", "view"),
        *VACANCIES,
        *FIGURES,
    ),
    Role.CREATOR: (
        *ADMIN,
        *_rights("shareablemessage", "add", "change"),
    ),
    Role.PUBLISHER: (),
    Role.HR: (*ADMIN, *VACANCIES, *FEEDS),
}

# In the root collection, so that writers can put a picture or video with a message.
ROLE_MEDIA: dict[Role, tuple[str, ...]] = {
    Role.MASTER: ("add", "change", "choose"),
    Role.EDITOR: ("add", "change", "choose"),
    Role.CREATOR: ("add", "choose"),
    Role.PUBLISHER: (),
    Role.HR: ("add", "choose"),
}

# On the plugin's own pages (strategy, pillars, library) and those below them.
ROLE_PAGES: dict[Role, tuple[str, ...]] = {
    Role.MASTER: ("add", "change", "publish"),
    Role.EDITOR: ("change",),
    Role.CREATOR: (),
    Role.PUBLISHER: (),
    Role.HR: ("add", "change", "publish"),
}

# Roles whose rights on pages hold for one type of page, and what is below it, only.
ROLE_PAGE_TYPES: dict[Role, str] = {Role.HR: "vacancyindexpage"}

# What the links of a mail let somebody change without logging in.
UNSUBSCRIBE = "unsubscribe"
PREFERENCES = "preferences"
# A mail is looked up long after it came: these links hold as long as anybody can expect.
LINK_AGE = timedelta(days=366)

MAY_CHANGE = "shift_plugin.change_ambassador"
MAY_ASSIGN = "shift_plugin.add_pillarmembership"
MAY_IMPORT = "shift_plugin.add_importrun"
MAY_SEE_PEOPLE = "shift_plugin.view_ambassador"


def roles_in_use() -> list[Role]:
    """Every role, without the optional one of editor where the organisation doesn't use it."""
    return [role for role in Role if role != Role.EDITOR or shift_settings.EDITOR_ROLE]


def role_label(role: str) -> str:
    """What the organisation calls a role."""
    return str(shift_settings.ROLE_LABELS.get(role) or Role(role).label)


def role_choices() -> list[tuple[str, str]]:
    """Role and label, for forms and filters."""
    return [(role.value, role_label(role)) for role in roles_in_use()]


def group_names(roles: Any) -> list[str]:
    """The names of the groups that hold these roles."""
    return [shift_settings.ROLE_GROUPS[role] for role in roles]


def roles_of(user: Any) -> list[Role]:
    """The roles that a user holds, in the order of the enumeration."""
    names = {group.name for group in user.groups.all()}
    return [role for role in roles_in_use() if shift_settings.ROLE_GROUPS[role] in names]


def has_role(user: Any, role: str) -> bool:
    """Whether somebody who may log in holds this role. A superuser has every right, but no role."""
    return bool(user and user.is_active and Role(role) in roles_of(user))


def permissions_for(codes: tuple[str, ...]) -> QuerySet[Permission]:
    """The rows of ``app_label.codename`` texts."""
    wanted = Q(pk=None)
    for code in codes:
        app_label, codename = code.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(wanted)


def personal_token(purpose: str, ambassador_id: Any) -> str:
    return sign(purpose, {"a": ambassador_id})


def ambassador_of(purpose: str, token: str) -> int:
    """Whom a link is about. Raises LinkExpired or LinkInvalid."""
    told = unsign(purpose, token, LINK_AGE)
    if "a" not in told:
        raise LinkInvalid
    return told["a"]
