from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from shift_plugin.people.models import Ambassador
from shift_plugin.people.queries import language_choices

# Abbreviations and old names ("EST5EDT") say less than a city.
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def time_zone_choices() -> list[tuple[str, Any]]:
    zones = sorted(zone for zone in available_timezones() if zone.partition("/")[0] in REGIONS)
    return [("", _("That of the site")), *((zone, zone.replace("_", " ")) for zone in zones)]


class PreferencesForm(forms.Form):
    """What people choose for themselves."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=language_choices,
        help_text=_("Language of mails and of the messages that are offered."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lazy(time_zone_choices, list),
        required=False,
        help_text=_("You get mail in office hours of this time zone."),
    )

    def __init__(self, *args: Any, ambassador: Ambassador, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"language": ambassador.language, "time_zone": ambassador.time_zone})
        super().__init__(*args, **kwargs)
        if len(self.fields["language"].choices) < 2:
            self.fields.pop("language")

    def language_of(self, ambassador: Ambassador) -> str:
        return self.cleaned_data.get("language") or ambassador.language
