"""Feeds of vacancies, and the report of each reading."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from shift_plugin.base.actions import enqueue
from shift_plugin.base.views import ForgivingIndexMixin, LookOnly, SafeExportMixin
from shift_plugin.vacancies.actions.importing import READ_FEED
from shift_plugin.vacancies.enums import RunState
from shift_plugin.vacancies.filters import FeedFilter
from shift_plugin.vacancies.forms import VacancyFeedForm
from shift_plugin.vacancies.models import FeedRun, VacancyFeed
from shift_plugin.vacancies.sources import source_choices

CHANGE = "shift_plugin.change_vacancyfeed"
VIEW_RUNS = "shift_plugin.view_feedrun"


class FeedIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[VacancyFeed]:
        newest = FeedRun.objects.filter(feed=OuterRef("pk"))
        return (
            super()
            .get_base_queryset()
            .select_related("index_page")
            .annotate(
                last_state=Subquery(newest.values("state")[:1]), last_at=Subquery(newest.values("started_at")[:1])
            )
        )


def _kind(feed: VacancyFeed) -> str:
    return str(dict(source_choices()).get(feed.kind, feed.kind))


def _state(feed: Any) -> str:
    return str(RunState(feed.last_state).label) if feed.last_state else gettext("never read")


class ReadNowView(View):
    """Have the cluster read a feed at once. By POST only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("shift_vacancy_feeds:edit", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        feed = get_object_or_404(VacancyFeed, pk=pk)
        enqueue(READ_FEED, feed.pk)
        messages.success(request, gettext("The feed is being read. The report stands here in a moment."))
        return redirect(f"{reverse('shift_vacancy-readings_modeladmin_index')}?feed={feed.pk}")


class FeedEditView(generic.EditView):
    template_name = "shift_plugin/vacancies/admin/feed.html"


class VacancyFeedViewSet(ModelViewSet):
    model = VacancyFeed
    name = "shift_vacancy_feeds"
    url_prefix = "shift/vacancy-feeds"
    menu_label = _("Feeds of vacancies")
    menu_name = "shift-vacancy-feeds"
    menu_order = 350
    icon = "download"
    index_view_class = FeedIndexView
    edit_view_class = FeedEditView
    edit_template_name = "shift_plugin/vacancies/admin/feed.html"
    copy_view_enabled = False
    list_filter = ["is_active"]
    search_fields = ["name", "address"]
    search_backend_name = None
    ordering = ["name", "pk"]
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor=_kind, sort_key="kind"),
        Column("index_page", label=_("Page with vacancies"), accessor=lambda feed: feed.index_page.title),
        BooleanColumn("is_active", label=_("In use")),
        Column("last_state", label=_("Last reading"), accessor=_state),
        DateColumn("last_at", label=_("When")),
    ]

    def get_edit_handler(self) -> Any:
        panels = [
            MultiFieldPanel([FieldPanel("name"), FieldPanel("kind"), FieldPanel("address")], heading=_("Feed")),
            MultiFieldPanel(
                [FieldPanel("index_page"), FieldPanel("publishes"), FieldPanel("every_hours"), FieldPanel("is_active")],
                heading=_("What is done with it"),
            ),
        ]
        return ObjectList(panels, base_form_class=VacancyFeedForm).bind_to_model(self.model)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/read/", ReadNowView.as_view(), name="read")]


class RunPermissions(LookOnly):
    def user_can_list(self, user: Any) -> bool:
        return user.has_perm(VIEW_RUNS)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return user.has_perm(VIEW_RUNS)


class FeedRunIndexView(ForgivingIndexMixin, SafeExportMixin, IndexView):
    pass


class FeedRunAdmin(ModelAdmin):
    model = FeedRun
    menu_label = _("Readings of feeds")
    menu_icon = "history"
    menu_order = 360
    base_url_path = "shift/vacancy-readings"
    permission_helper_class = RunPermissions
    index_view_class = FeedRunIndexView
    inspect_view_enabled = True
    history_view_enabled = False
    # Beside the filters there is no room for more; a reading's own page and the export have every figure.
    list_display = ("feed", "state", "started_at", "found", "added", "closed", "problem_text")
    list_filter = ("state", FeedFilter)
    list_select_related = ("feed",)
    list_per_page = 50
    list_export = (
        *("feed", "get_state_display", "started_at", "finished_at", "found", "added", "changed", "unchanged"),
        *("missing", "closed", "refused", "problem_text"),
    )
    export_filename = "vacancy_readings"
    search_fields = ("feed__name",)
    ordering = ("-started_at", "-pk")
    inspect_view_fields = (
        *("feed", "state", "started_at", "finished_at", "found", "added", "changed", "unchanged"),
        *("missing", "closed", "refused", "problem_text"),
    )
