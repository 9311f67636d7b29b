from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from shift_plugin.people.queries import team_choices
from shift_plugin.vacancies.enums import VacancyState
from shift_plugin.vacancies.models import FeedRun, VacancyFeed, VacancyPage

YES_OR_NO = (("yes", _("Yes")), ("no", _("No")))


class VacancyFilterSet(WagtailFilterSet):
    q = django_filters.CharFilter(label=_("Title or reference number"), method="find")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=VacancyState.choices)
    team = django_filters.ChoiceFilter(label=_("Team"), choices=team_choices, field_name="team_id")
    pay = django_filters.ChoiceFilter(label=_("Has a pay range"), choices=YES_OR_NO, method="by_pay")
    offered = django_filters.ChoiceFilter(label=_("Offered for sharing"), choices=YES_OR_NO, method="by_offer")

    class Meta:
        model = VacancyPage
        fields = ["q", "state", "team", "pay", "offered"]

    def find(self, rows: QuerySet[VacancyPage], name: str, value: str) -> QuerySet[VacancyPage]:
        by_title = rows.filter(title__icontains=value)
        return by_title | rows.filter(reference_number__icontains=value)

    def by_pay(self, rows: Any, name: str, value: str) -> Any:
        without = rows.filter(pay_min=None, pay_max=None)
        return without if value == "no" else rows.exclude(pay_min=None, pay_max=None)

    def by_offer(self, rows: QuerySet[VacancyPage], name: str, value: str) -> QuerySet[VacancyPage]:
        return rows.filter(is_offered=value == "yes")


class FeedFilter(SimpleListFilter):
    """Django's own filter on another model needs Django's own admin."""

    title = _("feed")
    parameter_name = "feed"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(feed.pk), feed.name) for feed in VacancyFeed.objects.all()]

    def queryset(self, request: Any, queryset: QuerySet[FeedRun]) -> QuerySet[FeedRun]:
        chosen = self.value()
        return queryset.filter(feed=chosen) if chosen and chosen.isdecimal() else queryset
