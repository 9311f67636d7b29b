"""What people choose about their own mail."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.queries import window
from shift_plugin.distribution.rules import OfficeHours, zone_named
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador
from shift_plugin.people.queries import language_choices, region_choices, time_zone_choices

MIDNIGHT = 24 * 60
# Not a rhythm: who wants no mail keeps the rhythm for later.
ONLY_INBOX = "inbox"
RHYTHMS = [
    (Rhythm.AT_ONCE.value, _("At once, when something is for me")),
    (Rhythm.DAILY.value, _("A digest once a day")),
    (Rhythm.WEEKLY.value, _("A digest once a week")),
    (ONLY_INBOX, _("No mail, only my inbox on the intranet")),
]


class MailPreferencesForm(forms.Form):
    """What somebody wants by mail; the same with and without log-in."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=RHYTHMS, widget=forms.RadioSelect)
    weekly_cap = forms.IntegerField(
        label=_("Mails a week, at most"),
        required=False,
        max_value=99,
        widget=forms.NumberInput(attrs={"min": 1}),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Days on which mails may come"),
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Until"),
        help_text=_("Midnight is 00:00."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=lazy(time_zone_choices, list), required=False)
    holiday_region = forms.ChoiceField(
        label=_("Public holidays of"),
        choices=lazy(region_choices, list),
        required=False,
        help_text=_("On these days no mail comes."),
    )
    paused_until = forms.DateField(
        label=_("No mail until"),
        required=False,
        help_text=_("Mails start again on this day by themselves. Leave it empty if you don't want a pause."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("The language of the mails and of the messages that you get."),
        choices=language_choices,
    )

    def __init__(self, *args: Any, ambassador: Ambassador, **kwargs: Any) -> None:
        super().__init__(*args, initial=_chosen_before(ambassador), **kwargs)
        cap = shift_settings.WEEKLY_CAP
        self.fields["weekly_cap"].help_text = _("Empty: %(cap)s, as for everybody. Digests count too.") % {"cap": cap}
        tomorrow = timezone.now().astimezone(window(ambassador).zone).date() + timedelta(days=1)
        self.fields["paused_until"].widget.attrs["min"] = tomorrow.isoformat()
        if len(language_choices()) < 2:
            self.fields.pop("language")

    def clean_weekly_cap(self) -> int | None:
        cap = self.cleaned_data["weekly_cap"]
        if cap is not None and cap < 1:
            raise forms.ValidationError(
                _("Choose 1 or more. For no mail at all, choose “%(inbox)s”.") % {"inbox": RHYTHMS[-1][1]}
            )
        return cap

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts") and data.get("ends") and _end_of(data["ends"]) <= _minutes(data["starts"]):
            self.add_error("ends", _("The end must be after the beginning."))
        # A day begins where somebody will be, and not where they were.
        zone = zone_named(data.get("time_zone", ""), settings.TIME_ZONE)
        if day := data.get("paused_until"):
            if day <= timezone.now().astimezone(zone).date():
                self.add_error("paused_until", _("Choose a day after today."))
            data["paused_until"] = datetime.combine(day, time.min, tzinfo=zone)
        return data

    def choices(self) -> dict[str, Any]:
        """What `change_preferences` takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("days", "starts", "ends")}
        hours = str(
            OfficeHours(
                days=tuple(sorted(self.cleaned_data["days"])),
                start=_minutes(self.cleaned_data["starts"]),
                end=_end_of(self.cleaned_data["ends"]),
            )
        )
        # Who wants what everybody has goes along when the site changes it.
        data["office_hours"] = "" if hours == shift_settings.OFFICE_HOURS else hours
        data["receives_mail"] = data["rhythm"] != ONLY_INBOX
        if not data["receives_mail"]:
            del data["rhythm"]
        return data


def _chosen_before(person: Ambassador) -> dict[str, Any]:
    own, paused = window(person), person.paused_until
    return {
        "rhythm": person.rhythm if person.receives_mail else ONLY_INBOX,
        "weekly_cap": person.weekly_cap,
        "days": own.hours.days,
        "starts": _time(own.hours.start),
        "ends": _time(own.hours.end),
        "time_zone": person.time_zone,
        "holiday_region": person.holiday_region,
        "paused_until": paused.astimezone(own.zone).date() if paused and paused > timezone.now() else None,
        "language": person.language,
    }


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _end_of(clock: time) -> int:
    """Minutes until the end of the hours: a clock that shows 0:00 then shows the midnight after."""
    return _minutes(clock) or MIDNIGHT


def _time(minutes: int) -> time:
    return time(minutes % MIDNIGHT // 60, minutes % 60)
