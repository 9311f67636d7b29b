"""What this capability has in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

from shift_plugin.people.reports import ImportRunAdmin
from shift_plugin.people.views.imports import PreviewView, TemplateFileView, UploadView
from shift_plugin.people.viewsets import AmbassadorViewSet, TeamViewSet

VIEWSETS = (AmbassadorViewSet, TeamViewSet)
MODELADMINS = (ImportRunAdmin,)


@hooks.register("register_admin_urls")
def import_urls() -> list[URLPattern]:
    return [
        path("shift/ambassadors/import/", UploadView.as_view(), name="shift_ambassador_import"),
        path("shift/ambassadors/import/example/", TemplateFileView.as_view(), name="shift_ambassador_import_example"),
        path("shift/ambassadors/import/<int:pk>/", PreviewView.as_view(), name="shift_ambassador_import_preview"),
    ]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What no listing registers by itself, so that the group editor shows it."""
    codes = [f"{action}_pillarmembership" for action in ("view", "add", "change", "delete")]
    return Permission.objects.filter(content_type__app_label="shift_plugin", codename__in=[*codes, "add_importrun"])


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("shift.join", _("Take part"), _("Takes part"))
    actions.register_action("shift.leave", _("Stop taking part"), _("Stopped taking part"))
    actions.register_action("shift.import", _("Import"), _("Imported the list"))

    actions.register_action("shift.address_again", _("Try the address again"), _("The address may get mail again"))

    @actions.register_action("shift.address_aside")
    class AddressAside(LogFormatter):
        label = _("Set the address aside")

        def format_message(self, log_entry: Any) -> str:
            words = log_entry.data.get("words") or "–"
            return _("The address refuses mail, so nothing is sent to it. The mail server: %(words)s") % {
                "words": words
            }

    @actions.register_action("shift.roles")
    class Roles(LogFormatter):
        label = _("Change roles")

        def format_message(self, log_entry: Any) -> str:
            return _("Roles: %(names)s") % {"names": ", ".join(log_entry.data.get("roles", [])) or "–"}

    @actions.register_action("shift.pillars")
    class Pillars(LogFormatter):
        label = _("Change groups")

        def format_message(self, log_entry: Any) -> str:
            return _("Groups: %(names)s") % {"names": ", ".join(log_entry.data.get("pillars", [])) or "–"}
