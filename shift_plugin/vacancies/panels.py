"""The form of a vacancy in the page editor."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Page


class SiteMomentField(forms.DateTimeField):
    """A moment in the time zone of the site, whatever zone the editor's own account has: a vacancy closes for all."""

    widget = AdminDateTimeInput

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(timezone.get_default_timezone()):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(timezone.get_default_timezone()):
            return super().to_python(value)


def about_zone() -> str:
    zone = timezone.get_default_timezone_name()
    return gettext("In the time zone of the site: %(zone)s. Empty: open until you take it offline.") % {"zone": zone}


class VacancyForm(WagtailAdminPageForm):
    closes_at = SiteMomentField(label=_("Closes at"), required=False, help_text=lazy(about_zone, str)())


class NoPayPanel(HelpPanel):
    """Stays away once there is a pay range."""

    class BoundPanel(HelpPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and not self.instance.has_pay


VACANCY_PANELS = [
    *Page.content_panels,
    FieldPanel("text"),
    FieldPanel("closes_at"),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("employment_type"), FieldPanel("hours_min"), FieldPanel("hours_max")]),
            FieldPanel("team"),
            FieldPanel("reference_number"),
        ],
        heading=_("The work"),
    ),
    MultiFieldPanel(
        [FieldPanel("remote"), FieldRowPanel([FieldPanel("place"), FieldPanel("postal_code"), FieldPanel("country")])],
        heading=_("Where"),
    ),
    MultiFieldPanel(
        [
            NoPayPanel(
                _(
                    "There is no pay range yet. You can publish without it, but applicants have a right to know it"
                    " before they negotiate."
                )
            ),
            FieldRowPanel([FieldPanel("pay_min"), FieldPanel("pay_max")]),
            FieldRowPanel([FieldPanel("pay_period"), FieldPanel("pay_currency")]),
        ],
        heading=_("Pay"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]), FieldPanel("contact_email")],
        heading=_("Who answers questions"),
    ),
    MultiFieldPanel([FieldPanel("apply_url"), FieldPanel("apply_email")], heading=_("How to apply")),
]
