from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shift_plugin.vacancies.models import FeedRun, VacancyFeed


class FeedFilter(SimpleListFilter):
    """Django's own filter on another model needs Django's own admin."""

    title = _("feed")
    parameter_name = "feed"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(feed.pk), feed.name) for feed in VacancyFeed.objects.all()]

    def queryset(self, request: Any, queryset: QuerySet[FeedRun]) -> QuerySet[FeedRun]:
        chosen = self.value()
        return queryset.filter(feed=chosen) if chosen and chosen.isdecimal() else queryset
