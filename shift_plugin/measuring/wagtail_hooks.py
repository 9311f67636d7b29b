"""What this capability has in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import ModelAdmin

from shift_plugin.base.views import LookOnly
from shift_plugin.measuring.models import DayFigure
from shift_plugin.measuring.reports import VIEW_FIGURES, FiguresView
from shift_plugin.measuring.views import DayFigureIndexView

FIGURES_URL = "shift_figures"


class DayFigureAdmin(ModelAdmin):
    model = DayFigure
    base_url_path = "shift/day-figures"
    menu_label = _("Clicks per day")
    menu_icon = "calendar-alt"
    menu_order = 620
    permission_helper_class = LookOnly
    index_view_class = DayFigureIndexView
    inspect_view_enabled = True
    # Not by team: in a small one that would be by person.
    list_display = ("day", "message", "network", "opened", "confirmed", "clicks")
    inspect_view_fields = ("day", "message", "network", "opened", "confirmed", "clicks")
    list_filter = ("day", "network")
    list_select_related = ("message",)
    list_export = ("day", "message", "network", "opened", "confirmed", "clicks")
    list_per_page = 50
    ordering = ("-day", "-clicks")


class FiguresMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(VIEW_FIGURES)


MODELADMINS = (DayFigureAdmin,)
MENU_ITEMS = (FiguresMenuItem(_("Figures"), reverse_lazy(FIGURES_URL), name="figures", icon_name="table", order=600),)


@hooks.register("register_admin_urls")
def figures_url() -> list[URLPattern]:
    return [path("shift/figures/", FiguresView.as_view(), name=FIGURES_URL)]


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="shift_plugin", codename="view_dayfigure")
