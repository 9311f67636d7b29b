from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shift_plugin.library.rules import normalise_hashtags
from shift_plugin.people.models import Team
from shift_plugin.people.permissions import role_choices
from shift_plugin.people.queries import team_choices
from shift_plugin.strategy.models import KeyMessage, Pillar
from shift_plugin.vacancies.enums import EmploymentType
from shift_plugin.vacancies.queries import VacancyFilters


class VacancyFilterForm(forms.Form):
    """Search and filters of the open vacancies, kept in the address. A filter offers only what finds something."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    team = forms.ChoiceField(label=_("Team"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    type = forms.ChoiceField(label=_("Type of work"), required=False)

    def __init__(
        self, *args: Any, teams: list[tuple[int, str]], places: list[str], types: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("All teams")), *teams]
        self.fields["place"].choices = [("", _("All places")), *((place, place) for place in places)]
        self.fields["type"].choices = [
            ("", _("All types")),
            *((value, label) for value, label in EmploymentType.choices if value in types),
        ]

    def filters(self) -> VacancyFilters:
        """What was asked for. What doesn't exist is left out: an old link has to keep working."""
        self.is_valid()
        chosen = self.cleaned_data
        return VacancyFilters(
            words=chosen.get("q", "").strip(),
            team_id=int(chosen["team"]) if chosen.get("team") else None,
            place=chosen.get("place", ""),
            employment_type=chosen.get("type", ""),
        )


class OfferForm(forms.Form):
    """What somebody proposes to be shared about a vacancy, and to whom."""

    title = forms.CharField(label=_("Title"), max_length=150, help_text=_("For colleagues; not part of the post."))
    text = forms.CharField(
        label=_("Text"),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What colleagues share. They may change the words. Leave out link and hashtags."),
    )
    hashtags = forms.CharField(label=_("Hashtags"), max_length=200, required=False)
    pillar = forms.ModelChoiceField(label=_("Content pillar"), queryset=Pillar.objects.none())
    key_message = forms.ModelChoiceField(label=_("Key message"), queryset=KeyMessage.objects.none())
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"),
        required=False,
        queryset=Team.objects.all(),
        help_text=_("Only for people of these teams and the teams below them. None: for all teams."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        required=False,
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for people with one of these roles. None: for all."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].queryset = Pillar.objects.active()
        field = self.fields["key_message"]
        field.queryset = KeyMessage.objects.filter(pillar__is_active=True).select_related("pillar")
        rows = field.queryset.order_by("pillar__sort_order", "pillar__name", "sort_order")
        groups = groupby(rows, key=lambda row: str(row.pillar))
        field.choices = [("", "---------"), *((name, [(row.pk, str(row)) for row in group]) for name, group in groups)]
        self.fields["teams"].choices = team_choices()

    def clean_hashtags(self) -> str:
        return " ".join(normalise_hashtags(self.cleaned_data["hashtags"]))

    def offered(self) -> dict[str, Any]:
        """For actions.offer_for_sharing."""
        names = ("title", "text", "hashtags", "key_message", "teams", "roles")
        return {**{name: self.cleaned_data[name] for name in names}, "pillars": [self.cleaned_data["pillar"]]}

    def take_over(self, error: ValidationError) -> None:
        """Errors of the message, at the field where somebody can do something about them."""
        for name, problems in error.message_dict.items():
            here = {"pillars": "pillar"}.get(name, name)
            self.add_error(here if here in self.fields else None, problems)
