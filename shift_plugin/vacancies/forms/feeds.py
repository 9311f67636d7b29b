from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from shift_plugin.base.rules import BadAddress, outside_address
from shift_plugin.vacancies.models import VacancyFeed
from shift_plugin.vacancies.sources import source_choices, source_named


class VacancyFeedForm(WagtailAdminModelForm):
    """A feed of vacancies. What has to be typed as its address depends on its kind."""

    kind = forms.ChoiceField(label=_("Kind"), choices=source_choices)
    every_hours = forms.IntegerField(label=_("Hours between readings"), min_value=1, max_value=168, initial=6)

    class Meta:
        model = VacancyFeed
        fields = ["name", "kind", "address", "index_page", "every_hours", "publishes", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].help_text = _(
            "Of Recruitee, Greenhouse and Teamtailor the name of your careers site there; of other kinds the whole "
            "address, which begins with https://."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        source = source_named(cleaned.get("kind", ""))
        if source is not None and cleaned.get("address"):
            try:
                outside_address(source.address(cleaned["address"]), None)
            except (BadAddress, ValueError):
                self.add_error("address", gettext("This can't be read. %(help)s") % {"help": source.address_help})
        return cleaned
