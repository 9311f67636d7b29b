from __future__ import annotations

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Locale

from shift_plugin.library.enums import MessageKind, MessageState
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import in_state
from shift_plugin.people.permissions import permissions_for
from shift_plugin.strategy.models import Pillar

WRITE = ("shift_plugin.add_shareablemessage", "shift_plugin.change_shareablemessage")


class MessageFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=MessageState.choices, method="by_state")
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=MessageKind.choices, widget=CheckboxSelectMultiple
    )
    pillars = django_filters.ModelMultipleChoiceFilter(
        label=_("Content pillars"),
        queryset=lambda request: Pillar.objects.all(),
        widget=CheckboxSelectMultiple,
        method="by_pillars",
    )
    author = django_filters.ModelChoiceFilter(
        label=_("Last changed by"), queryset=lambda request: editors(), field_name="latest_revision__user"
    )
    locale = django_filters.ModelChoiceFilter(label=_("Language"), queryset=lambda request: Locale.objects.all())
    updated = django_filters.DateFromToRangeFilter(
        label=_("Updated"), field_name="latest_revision__created_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = ShareableMessage
        fields: list[str] = []

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return in_state(queryset, value)

    def by_pillars(self, queryset: QuerySet, name: str, value: list[Pillar]) -> QuerySet:
        if not value:
            return queryset
        through = ShareableMessage.pillars.through
        return queryset.filter(pk__in=through.objects.filter(pillar__in=value).values("shareablemessage_id"))


def editors() -> QuerySet:
    """Everybody who may write messages. Who wrote one stands in the messages, and reading all of those takes long."""
    writers = Group.objects.filter(permissions__in=permissions_for(WRITE)).values("pk")
    members = get_user_model().objects.filter(groups__in=writers).values("pk")
    return get_user_model()._default_manager.filter(Q(is_superuser=True) | Q(pk__in=members), is_active=True)
