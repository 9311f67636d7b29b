from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shift_plugin.base.enums import network_choices
from shift_plugin.library.models import ShareableMessage
from shift_plugin.measuring.enums import WINDOWS
from shift_plugin.measuring.queries import Choice, teams_to_show
from shift_plugin.people.models import Team
from shift_plugin.strategy.models import Pillar

OWN_DATES = "own"
DEFAULT_DAYS = 90
LONGEST = 366 * 5


def period_choices() -> list[tuple[str, Any]]:
    labels = {7: _("Last 7 days"), 30: _("Last 30 days"), 90: _("Last 90 days"), 365: _("Last year")}
    return [*((str(days), labels[days]) for days in WINDOWS), (OWN_DATES, _("Own dates"))]


class ReportForm(forms.Form):
    """What the report is about. Every field may be left empty: then it is about everything, over the last 90 days."""

    period = forms.ChoiceField(label=_("Period"), choices=period_choices, required=False)
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Up to"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    network = forms.ChoiceField(label=_("Network"), required=False)
    pillar = forms.ModelChoiceField(Pillar.objects.all(), label=_("Content pillar"), required=False)
    team = forms.ModelChoiceField(Team.objects.all(), label=_("Team"), required=False)
    message = forms.ModelChoiceField(
        ShareableMessage.objects.all(), label=_("Message"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__({"period": str(DEFAULT_DAYS), **data.dict()})
        self.today = today
        self.fields["network"].choices = [("", _("All networks")), *network_choices()]  # type: ignore[attr-defined]
        self.fields["pillar"].empty_label = _("All pillars")  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams_to_show()  # type: ignore[attr-defined]
        self.fields["team"].empty_label = _("All teams")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("period") == OWN_DATES and not self.errors:
            first, last = cleaned.get("first"), cleaned.get("last") or self.today
            if first is None:
                self.add_error("first", _("Give the first day of the period."))
            elif last < first:
                self.add_error("last", _("The last day can't be before the first day."))
            elif (last - first).days > LONGEST:
                self.add_error("first", _("Choose at most five years."))
        return cleaned

    def choice(self) -> Choice:
        """What was chosen; the last 90 days for as long as there is a mistake in the form."""
        if not self.is_valid():
            return Choice(first=self.today - timedelta(days=DEFAULT_DAYS - 1), last=self.today)
        data = self.cleaned_data
        if data["period"] == OWN_DATES:
            first, last = data["first"], data["last"] or self.today
        else:
            length = int(data["period"] or DEFAULT_DAYS)
            first, last = self.today - timedelta(days=length - 1), self.today
        ids = {name: data[name].pk if data[name] else None for name in ("pillar", "team", "message")}
        return Choice(first=first, last=last, network=data["network"], **ids)
