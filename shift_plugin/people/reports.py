"""The imports there were, to look at."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from shift_plugin.base.views import ForgivingIndexMixin, LookOnly, SafeExportMixin
from shift_plugin.people.models import ImportRun


class ImportRunIndexView(ForgivingIndexMixin, SafeExportMixin, IndexView):
    pass


class ImportRunAdmin(ModelAdmin):
    model = ImportRun
    base_url_path = "shift/imports"
    menu_label = _("Imports")
    menu_icon = "upload"
    menu_order = 220
    permission_helper_class = LookOnly
    index_view_class = ImportRunIndexView
    inspect_view_enabled = True
    inspect_view_fields = (
        "file_name",
        "state",
        "row_count",
        "error_count",
        "created_count",
        "updated_count",
        "unchanged_count",
        "creates_missing",
        "created_by",
        "created_at",
        "finished_at",
    )
    list_display = ("file_name", "state", "row_count", "created_count", "updated_count", "created_by", "created_at")
    list_filter = ("state", "created_at")
    list_select_related = ("created_by",)
    list_export = (
        "file_name",
        "get_state_display",
        "row_count",
        "error_count",
        "created_count",
        "updated_count",
        "unchanged_count",
        "created_by",
        "created_at",
        "finished_at",
    )
    search_fields = ("file_name",)
    ordering = ("-created_at",)
