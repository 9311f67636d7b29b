from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Collection as MediaCollection
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from shift_plugin.conf import shift_settings
from shift_plugin.people.enums import Role
from shift_plugin.people.permissions import (
    ROLE_MEDIA,
    ROLE_PAGE_TYPES,
    ROLE_PAGES,
    ROLE_PERMISSIONS,
    group_names,
    permissions_for,
    role_label,
    roles_in_use,
    roles_of,
)


class RightsMissing(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The database has no row for a right of the table."""


MEDIA_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"))


@transaction.atomic
def set_roles(*, user: Any, roles: Collection[str], by: Any = None) -> bool:
    """Let a user hold exactly these roles; True when that changed something. Other groups stay."""
    before, after = set(roles_of(user)), {Role(role) for role in roles}
    if before == after:
        return False
    user.groups.remove(*Group.objects.filter(name__in=group_names(before - after)))
    for name in group_names(after - before):
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    # The user may hold a prefetched list of its groups.
    getattr(user, "_prefetched_objects_cache", {}).pop("groups", None)
    log(
        instance=getattr(user, "ambassador", None) or user,
        action="shift.roles",
        user=by,
        data={"roles": [role_label(role) for role in Role if role in after]},
    )
    return True


@transaction.atomic
def set_up_roles() -> list[str]:
    """Make a group for each role and give it the rights of its role, adding only; returns what was added, in words."""
    done: list[str] = []
    for role in roles_in_use():
        name = shift_settings.ROLE_GROUPS[role]
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            done.append(f"Group “{name}” made.")
        counts = (
            ("rights", _add_permissions(group, role)),
            ("rights on images and documents", _add_media_rights(group, role)),
            ("rights on pages", _add_page_rights(group, role)),
        )
        done += [f"Group “{name}”: {what} added: {count}." for what, count in counts if count]
    return done


def _add_permissions(group: Group, role: Role) -> int:
    known = permissions_for(ROLE_PERMISSIONS[role])
    if known.count() < len(ROLE_PERMISSIONS[role]):
        # Wagtail makes some of them after a migration; without them a moderator can't approve.
        raise RightsMissing("Some rights don't exist yet. Run `manage.py migrate` first.")
    missing = known.exclude(group=group)
    count = len(missing)
    group.permissions.add(*missing)
    return count


def _add_media_rights(group: Group, role: Role) -> int:
    root = MediaCollection.get_first_root_node()
    added = 0
    for app_label, model in MEDIA_MODELS:
        codenames = [f"{action}_{model}" for action in ROLE_MEDIA[role]]
        for permission in Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames):
            row = GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
            added += row[1]
    return added


def _add_page_rights(group: Group, role: Role) -> int:
    codenames = [f"{action}_page" for action in ROLE_PAGES[role]]
    page_type = ContentType.objects.get_for_model(Page)
    added = 0
    for permission in Permission.objects.filter(content_type=page_type, codename__in=codenames):
        for page in _topmost_pages(ROLE_PAGE_TYPES.get(role)):
            added += GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)[1]
    return added


def _topmost_pages(model_name: str | None = None) -> Iterator[Page]:
    """The plugin's own pages, or those of one type; of a page and one below it, only the upper one, because its rights
    go down the tree.
    """
    own = apps.get_app_config("shift_plugin")
    models = [own.get_model(model_name)] if model_name else [m for m in own.get_models() if issubclass(m, Page)]
    path = None
    for page in Page.objects.type(*models).order_by("path"):
        if path is None or not page.path.startswith(path):
            path = page.path
            yield page
