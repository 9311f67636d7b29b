"""What editors fill in to announce a challenge: its words and its people are the challenge's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from shift_plugin.distribution.enums import Channel
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.rules import MOST_REMINDERS, is_ahead


class AnnouncementForm(forms.ModelForm):
    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one channel.")},
    )
    reminders = forms.TypedChoiceField(
        label=_("Reminders"),
        coerce=int,
        empty_value=0,
        required=False,
        choices=[(0, _("none")), (1, _("one")), (MOST_REMINDERS, _("two"))],
        help_text=_("A mail to who has not sent a story by then. They stop when the challenge closes."),
    )
    reminder_days = forms.IntegerField(
        label=_("Days between reminders"), required=False, initial=3, min_value=1, max_value=30
    )

    class Meta:
        model = Distribution
        fields = ["note", "send_at", "channels", "reminders", "reminder_days"]
        widgets = {"note": AdminAutoHeightTextInput, "send_at": AdminDateTimeInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = _("A few words above the challenge in the mail.")
        self.fields["send_at"].help_text = _("Empty: as soon as you confirm. First you see who gets it.")

    def clean_send_at(self) -> datetime | None:
        moment = self.cleaned_data["send_at"]
        if not is_ahead(moment, timezone.now()):
            raise forms.ValidationError(_("Choose a moment in the future, or leave it empty to send it at once."))
        challenge = self.instance.challenge
        if moment and challenge is not None and moment >= challenge.deadline:
            raise forms.ValidationError(_("Choose a moment before the deadline of the challenge."))
        return moment

    def clean_reminder_days(self) -> int:
        return self.cleaned_data["reminder_days"] or self.fields["reminder_days"].initial

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("reminders") and Channel.EMAIL not in data.get("channels", []):
            self.add_error("reminders", _("Reminders go by mail. Choose that channel too, or no reminders."))
        return data
