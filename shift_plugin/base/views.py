"""The Shift home of the admin, and what every export needs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from shift_plugin.base.rules import safe_cell

PANEL_HOOK = "register_shift_home_panel"
VIEW_HOME = "shift_plugin.view_home"


class SafeExportMixin(SpreadsheetExportMixin):
    """Spreadsheets in which no text runs as a formula. Wagtail sees to XLSX; CSV has no types, so text is marked."""

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        return writer.writerow(
            {
                field: safe_cell(self.preprocess_field_value(field, value, self.FORMAT_CSV))
                for field, value in row_dict.items()
            }
        )


def home_panels(request: HttpRequest) -> list[Any]:
    """What the capabilities have to say to this user, in order; a panel that returns None stays away."""
    panels = (make(request) for make in hooks.get_hooks(PANEL_HOOK))
    return sorted((panel for panel in panels if panel is not None), key=lambda panel: panel.order)


class ShiftHomeView(WagtailAdminTemplateMixin, TemplateView):
    """Where somebody who works on the Shift starts: what waits, how old it is, and whether the sending runs."""

    template_name = "shift_plugin/base/home.html"
    page_title = _("Shift")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(VIEW_HOME):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panels = home_panels(self.request)
        context = super().get_context_data(panels=panels, **kwargs)
        for panel in panels:
            context["media"] = context.get("media", Media()) + panel.media
        return context
