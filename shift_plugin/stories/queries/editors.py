from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q, QuerySet

from shift_plugin.people.queries import name_fields


def name_of(user: Any) -> str:
    """The name under which colleagues know somebody; empty for nobody."""
    if user is None:
        return ""
    full_name = user.get_full_name() if hasattr(user, "get_full_name") else ""
    return full_name.strip() or str(user)


def editors() -> QuerySet[Any]:
    """Everybody who may decide about stories and may log in, by name.

    Superusers only with a right of their own: they keep the site running, and mails about stories aren't for them.
    """
    right = Permission.objects.filter(content_type__app_label="shift_plugin", codename="change_story")
    users = get_user_model()._default_manager.filter(is_active=True)
    own = Exists(right.filter(user=OuterRef("pk")))
    by_group = Exists(right.filter(group__user=OuterRef("pk")))
    return users.filter(Q(own) | Q(by_group)).order_by(*name_fields(), "pk")
