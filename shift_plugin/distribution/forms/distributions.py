"""What editors fill in for a distribution."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from shift_plugin.distribution.actions import planning
from shift_plugin.distribution.enums import Channel
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.permissions import may_send_urgent
from shift_plugin.distribution.rules import MOST_REMINDERS, is_ahead, is_narrower
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.permissions import role_choices
from shift_plugin.people.queries import teams_with_subteams

URGENT_FIELDS = ("is_urgent", "urgent_reason")


class DistributionForm(WagtailAdminModelForm):
    """A distribution as an editor plans it. It may be narrower than the message's own audience, never wider.

    Who may not send what is urgent doesn't have those fields, whatever is posted.
    """

    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=Channel.values,
        required=False,
        help_text=_("None: only in the team channels, if you choose those."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None: the roles of the message, or all."),
    )

    reminders = forms.TypedChoiceField(
        label=_("Reminders"),
        coerce=int,
        empty_value=0,
        required=False,
        initial=0,
        choices=[(0, _("none")), (1, _("one")), (MOST_REMINDERS, _("two"))],
        help_text=_("A mail to who has neither opened nor shared it by then. Who has a digest gets none."),
    )
    reminder_days = forms.IntegerField(
        label=_("Days between reminders"),
        required=False,
        initial=3,
        min_value=1,
        max_value=30,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_send_urgent(self.for_user):
            for name in URGENT_FIELDS:
                self.fields.pop(name, None)
        live = ShareableMessage.objects.visible(timezone.now())
        current = ShareableMessage.objects.filter(pk=self.instance.message_id)
        self.fields["message"].queryset = (live | current).order_by("-first_published_at")
        self.fields["message"].required = True
        self.fields["send_at"].help_text = _("Empty: as soon as you confirm. First you see who gets it.")

    def clean_send_at(self) -> datetime | None:
        moment = self.cleaned_data["send_at"]
        if not is_ahead(moment, timezone.now()):
            raise forms.ValidationError(_("Choose a moment in the future, or leave it empty to send it at once."))
        return moment

    def clean_reminder_days(self) -> int:
        return self.cleaned_data["reminder_days"] or self.fields["reminder_days"].initial

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("channels") and not data.get("in_chats"):
            self.add_error("channels", _("Choose at least one channel."))
        if data.get("is_urgent") and not data.get("urgent_reason", "").strip():
            self.add_error("urgent_reason", _("Write down why it can't wait."))
        if data.get("reminders") and Channel.EMAIL not in data.get("channels", []):
            self.add_error("reminders", _("Reminders go by mail. Choose that channel too, or no reminders."))
        message = data.get("message")
        if message is None:
            return data
        if not is_narrower(data.get("pillars", []), message.pillars.all()):
            self.add_error("pillars", _("Choose from the content pillars of the message."))
        offered = message.teams.all()
        if offered and not is_narrower(
            (team.pk for team in data.get("teams", [])),
            teams_with_subteams(team.pk for team in offered).values_list("pk", flat=True),
        ):
            self.add_error("teams", _("Choose from the teams of the message and those below them."))
        if not is_narrower(data.get("roles", []), message.roles):
            self.add_error("roles", _("Choose from the roles of the message."))
        return data

    def save(self, commit: bool = True) -> Distribution:
        distribution = super().save(commit=False)
        planning.save(distribution=distribution, user=self.for_user, is_new=distribution._state.adding)
        self.save_m2m()
        return distribution

    class Meta:
        model = Distribution
        # The panels name the others, with Wagtail's widgets.
        fields = ["channels", "roles", "reminders", "reminder_days"]


class PeopleSearchForm(forms.Form):
    q = forms.CharField(label=_("Search by name"), required=False, max_length=100)
