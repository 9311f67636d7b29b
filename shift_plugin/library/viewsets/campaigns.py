"""Campaigns in the admin: a period, a goal, and the messages that belong to it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.library.enums import CampaignGoal, CampaignTime
from shift_plugin.library.forms import CampaignForm
from shift_plugin.library.models import Campaign


class CampaignFilterSet(WagtailFilterSet):
    when = django_filters.ChoiceFilter(label=_("When"), choices=CampaignTime.choices, method="by_time")
    goal = django_filters.ChoiceFilter(label=_("Goal"), choices=CampaignGoal.choices)

    class Meta:
        model = Campaign
        fields: list[str] = []

    def by_time(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        if value == CampaignTime.RUNNING:
            return queryset.running(today)
        return (
            queryset.filter(starts_on__gt=today) if value == CampaignTime.AHEAD else queryset.filter(ends_on__lt=today)
        )


class CampaignIndexView(SafeExportMixin, generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Campaign]:
        return super().get_base_queryset().annotate(message_count=Count("messages"))


class CampaignEditView(generic.EditView):
    @property
    def header_buttons(self) -> list[Any]:
        page = reverse("shift:campaign", args=[self.object.slug])
        return [*super().header_buttons, HeaderButton(label=_("See it on the intranet"), url=page, icon_name="view")]


def _period(campaign: Campaign) -> str:
    first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (campaign.starts_on, campaign.ends_on))
    return f"{first} – {last}"


class CampaignViewSet(ModelViewSet):
    model = Campaign
    name = "shift_campaigns"
    url_prefix = "shift/campaigns"
    menu_label = _("Campaigns")
    menu_name = "shift-campaigns"
    menu_order = 340
    icon = "calendar-alt"
    index_view_class = CampaignIndexView
    edit_view_class = CampaignEditView
    copy_view_enabled = False
    filterset_class = CampaignFilterSet
    search_fields = ["name", "description"]
    search_backend_name = None
    list_export = ["name", "starts_on", "ends_on", "get_goal_display", "target", "message_count"]
    export_headings = {"message_count": _("Messages")}
    export_filename = "campaigns"
    ordering = ["-starts_on", "name"]
    list_display = [
        "__str__",
        Column("period", label=_("Period"), accessor=_period, sort_key="starts_on"),
        Column("goal", label=_("Goal"), accessor="get_goal_display", sort_key="goal"),
        Column("target", label=_("How many"), accessor=lambda campaign: campaign.target or "", sort_key="target"),
        Column("message_count", label=_("Messages"), sort_key="message_count"),
    ]

    def get_edit_handler(self) -> Any:
        panels = [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")], heading=_("What it is about")
            ),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("Period")),
            FieldRowPanel([FieldPanel("goal"), FieldPanel("target")], heading=_("Goal")),
        ]
        return ObjectList(panels, base_form_class=CampaignForm).bind_to_model(self.model)
