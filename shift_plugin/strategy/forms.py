from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import WagtailAdminModelForm

from shift_plugin.strategy.models import KeyMessage, Pillar
from shift_plugin.strategy.queries import name_fields


class FocusPeriodFormMixin:
    """Offers the key messages of the period's own pillar only."""

    pillar: Pillar
    lost_its_key_message = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key_message"].queryset = KeyMessage.objects.filter(pillar_id=self.pillar.pk)

    def has_changed(self) -> bool:
        # An unchanged form would leave the row in hand, which still names the key message, to be saved again.
        return self.lost_its_key_message or super().has_changed()


class PillarForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periods = self.formsets["focus_periods"]
        periods.form = type("FocusPeriodForm", (FocusPeriodFormMixin, periods.form), {"pillar": self.instance})

    def is_valid(self) -> bool:
        return super().is_valid() and self._forget_deleted_key_messages()

    def _forget_deleted_key_messages(self) -> bool:
        """A key message that goes in the same form as a period that names it leaves the period without one."""
        gone = {form.instance.pk for form in self.formsets["key_messages"].deleted_forms}
        for form in self.formsets["focus_periods"].forms:
            if form.instance.key_message_id in gone:
                form.instance.key_message = None
                form.lost_its_key_message = True
        return True


class PersonFilterForm(BaseFilterForm):
    """Finds people by every word of their name or address, whatever the host's user model."""

    q = forms.CharField(label=_("Search"), required=False)

    def filter(self, objects: QuerySet) -> QuerySet:
        objects = super().filter(objects)
        words = self.cleaned_data.get("q", "").split()
        if words:
            self.is_searching = True
            self.search_query = self.cleaned_data["q"]
        for word in words:
            objects = objects.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in name_fields())))
        return objects
