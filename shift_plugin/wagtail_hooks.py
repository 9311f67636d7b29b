"""The table of contents of the admin: one "Shift" menu, filled by the capabilities.

A capability's own ``wagtail_hooks`` names what it has in four tuples, each optional: SNIPPETS and VIEWSETS (what is
edited), MODELADMINS (what is only looked at) and MENU_ITEMS (other pages). Its other hooks register themselves.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from shift_plugin.base.views import VIEW_HOME, ShiftHomeView

MENU_HOOK = "register_shift_menu_item"
HOME = "shift_home"
CAPABILITIES = ("strategy", "people", "library", "stories", "vacancies", "distribution", "measuring")

shift_menu = Menu(register_hook_name=MENU_HOOK, construct_hook_name="construct_shift_menu")


class HomeMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(VIEW_HOME)


@hooks.register("register_admin_urls")
def home_url() -> list[URLPattern]:
    return [path("shift/", ShiftHomeView.as_view(), name=HOME)]


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    return SubmenuMenuItem(_("Shift"), shift_menu, name="shift", icon_name="group", order=200)


@hooks.register(MENU_HOOK)
def home_item() -> MenuItem:
    return HomeMenuItem(_("Shift home"), reverse(HOME), name="shift-home", icon_name="home", order=1)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="shift_plugin", codename="view_home")


def add_capability(name: str) -> None:
    """Register what the capability's tuples name, each with its item in the Shift menu."""
    module = import_module(f"shift_plugin.{name}.wagtail_hooks")
    for snippet in getattr(module, "SNIPPETS", ()):
        snippet.menu_hook = MENU_HOOK
        register_snippet(snippet)
    for viewset in getattr(module, "VIEWSETS", ()):
        add_viewset(viewset)
    for model_admin in getattr(module, "MODELADMINS", ()):
        add_model_admin(model_admin)
    for item in getattr(module, "MENU_ITEMS", ()):
        hooks.register(MENU_HOOK, lambda item=item: item)


def add_viewset(viewset: Any) -> None:
    instance = viewset() if isinstance(viewset, type) else viewset
    instance.menu_hook = MENU_HOOK
    hooks.register("register_admin_viewset", lambda: instance)


def add_model_admin(model_admin: Any) -> None:
    instance = model_admin()
    instance.add_to_admin_menu = False
    instance.register_with_wagtail()
    hooks.register(MENU_HOOK, instance.get_menu_item)


for capability in CAPABILITIES:
    add_capability(capability)
