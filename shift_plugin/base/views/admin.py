"""The Shift home of the admin, and what every export needs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.forms import Media
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail_modeladmin.helpers import PermissionHelper

from shift_plugin.base.rules import safe_cell

PANEL_HOOK = "register_shift_home_panel"
VIEW_HOME = "shift_plugin.view_home"


def _yes_or_no(value: bool) -> str:
    return gettext("Yes") if value else gettext("No")


def _moment(value: datetime) -> str:
    return localtime(value).strftime("%Y-%m-%d %H:%M")


def _plain(item: Any, field: str) -> Any:
    value = getattr(item, field, "")
    return "" if callable(value) else value


class SafeExportMixin(SpreadsheetExportMixin):
    """Spreadsheets in which no text runs as a formula, in the reader's language and time zone.

    Wagtail sees to formulas in XLSX; CSV has no types, so text is marked.
    """

    custom_value_preprocess = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        bool: {SpreadsheetExportMixin.FORMAT_CSV: _yes_or_no, SpreadsheetExportMixin.FORMAT_XLSX: _yes_or_no},
        datetime: {
            SpreadsheetExportMixin.FORMAT_CSV: _moment,
            SpreadsheetExportMixin.FORMAT_XLSX: lambda value: localtime(value).replace(tzinfo=None),
        },
    }

    def get_heading(self, queryset: Any, field: str) -> str:
        """The field's own name; Wagtail has none for the method that shows a choice, and its modeladmin writes Every
        Word With A Capital.
        """
        if field in self.export_headings:
            return str(self.export_headings[field])
        try:
            shown = queryset.model._meta.get_field(field.removeprefix("get_").removesuffix("_display"))
        except FieldDoesNotExist:
            return str(super().get_heading(queryset, field)).capitalize()
        return str(capfirst(str(shown.verbose_name)))

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        """Empty stays empty and zero stays zero, for which modeladmin writes a dash."""
        row = super().to_row_dict(item)
        return {field: _plain(item, field) if value == "-" else value for field, value in row.items()}

    def write_csv_row(self, writer: Any, row_dict: dict[str, Any]) -> Any:
        return writer.writerow(
            {
                field: safe_cell(self.preprocess_field_value(field, value, self.FORMAT_CSV))
                for field, value in row_dict.items()
            }
        )


class LookOnly(PermissionHelper):
    """For records of what happened, in lists of wagtail-modeladmin: nobody adds, changes or deletes them there."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class ForgivingIndexMixin:
    """For lists of wagtail-modeladmin: an address with nonsense in it shows the whole list, and no error."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if any("\0" in value for value in request.GET.values()):
            return redirect(request.path)
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except (IncorrectLookupParameters, ValidationError):
            return redirect(request.path)


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
