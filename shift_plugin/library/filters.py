from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from shift_plugin.library.enums import MessageKind, MessageState
from shift_plugin.library.models import Campaign, ShareableMessage
from shift_plugin.library.queries import in_state, pillar_choices
from shift_plugin.people.permissions import permissions_for

WRITE = ("shift_plugin.add_shareablemessage", "shift_plugin.change_shareablemessage")


class MessageFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=MessageState.choices, method="by_state")
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=MessageKind.choices, widget=CheckboxSelectMultiple
    )
    pillars = django_filters.MultipleChoiceFilter(
        label=_("Content pillars"), widget=CheckboxSelectMultiple, method="by_pillars"
    )
    campaign = django_filters.ChoiceFilter(label=_("Campaign"), field_name="campaign")
    author = django_filters.ChoiceFilter(label=_("Last changed by"), field_name="latest_revision__user")
    updated = django_filters.DateFromToRangeFilter(
        label=_("Updated"), field_name="latest_revision__created_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = ShareableMessage
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Looked up once for a page; a filter of model objects asks the database at every look.
        self.filters["pillars"].extra["choices"] = pillar_choices()
        self.filters["campaign"].extra["choices"] = Campaign.objects.values_list("pk", "name")
        self.filters["author"].extra["choices"] = editors(self.request.user)

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return in_state(queryset, value)

    def by_pillars(self, queryset: QuerySet, name: str, value: list[str]) -> QuerySet:
        if not value:
            return queryset
        through = ShareableMessage.pillars.through
        return queryset.filter(pk__in=through.objects.filter(pillar_id__in=value).values("shareablemessage_id"))


def editors(reader: Any) -> list[tuple[Any, str]]:
    """Everybody whose role lets them write messages, and the reader. Who wrote one stands in the messages, and reading
    all of those takes long; so does looking for administrators without a role among all users.
    """
    # In two steps, each by an index: as one query the database compares every user with every group.
    writers = list(Group.objects.filter(permissions__in=permissions_for(WRITE)).values_list("pk", flat=True))
    found = get_user_model()._default_manager.filter(groups__in=writers, is_active=True)
    names = {user.pk: str(user) for user in (*found, reader)}
    return sorted(names.items(), key=lambda choice: choice[1].casefold())
