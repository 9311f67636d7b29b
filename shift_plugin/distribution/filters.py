from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from shift_plugin.distribution.enums import BY_EDITORS, DistributionKind, DistributionState
from shift_plugin.distribution.models import ChatChannel, ChatPost, Delivery, Distribution

_RECENT = 20


class DistributionFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=DistributionState.choices)
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=DistributionKind.choices)

    class Meta:
        model = Distribution
        fields = ["state", "kind"]

    def filter_queryset(self, queryset: QuerySet[Distribution]) -> QuerySet[Distribution]:
        """What editors made, unless they ask for what the plugin made by itself."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("kind") else found.filter(kind__in=BY_EDITORS)


class RecentDistributionFilter(SimpleListFilter):
    """The newest distributions only: a list of all of them would be longer than the page."""

    title = _("distribution")
    parameter_name = "distribution"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        recent = Distribution.objects.filter(started_at__isnull=False).exclude(kind=DistributionKind.REMINDER)
        recent = recent.select_related("message", "challenge").order_by("-started_at")
        return [(str(item.pk), str(item)) for item in recent[:_RECENT]]

    def queryset(self, request: Any, queryset: QuerySet[Delivery]) -> QuerySet[Delivery]:
        chosen = self.value()
        return queryset.filter(distribution=chosen) if chosen and chosen.isdecimal() else queryset


class ChatChannelFilter(SimpleListFilter):
    """Django's own filter on another model needs Django's own admin."""

    title = _("channel")
    parameter_name = "channel"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(channel.pk), channel.name) for channel in ChatChannel.objects.all()]

    def queryset(self, request: Any, queryset: QuerySet[ChatPost]) -> QuerySet[ChatPost]:
        chosen = self.value()
        return queryset.filter(channel=chosen) if chosen and chosen.isdecimal() else queryset
