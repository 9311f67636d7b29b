"""What editors fill in for a challenge."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from shift_plugin.people.queries import team_choices
from shift_plugin.stories.actions.challenges import save_challenge
from shift_plugin.stories.enums import ChallengeState, StoryState
from shift_plugin.stories.models import Challenge, Story
from shift_plugin.stories.queries.challenges import answers_to
from shift_plugin.strategy.models import Pillar

# Accepted stories to choose an example from, the newest first.
_EXAMPLES = 50


class ChallengeForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "deadline" in self.fields:
            self.fields["deadline"].help_text = _("Until this moment stories count.")
        chosen = [pillar.pk for pillar in self.instance.pillars.all()] if self.instance.pk else []
        self.fields["pillars"].queryset = Pillar.objects.filter(Q(is_active=True) | Q(pk__in=chosen))
        self.fields["teams"].choices = team_choices()
        accepted = Story.objects.filter(state=StoryState.ACCEPTED).order_by("-decided_at")[:_EXAMPLES].values("pk")
        self.fields["example_story"].queryset = Story.objects.filter(
            Q(pk__in=list(accepted.values_list("pk", flat=True))) | Q(pk=self.instance.example_story_id)
        )

    def clean_deadline(self) -> datetime:
        """In the past only as it was: words of an open one can be mended at any time."""
        deadline: datetime = self.cleaned_data["deadline"]
        if deadline <= timezone.now() and (self.instance.pk is None or "deadline" in self.changed_data):
            raise forms.ValidationError(_("Choose a moment in the future."))
        return deadline

    def clean_target_count(self) -> int | None:
        target = self.cleaned_data["target_count"]
        if target == 0:
            raise forms.ValidationError(_("Choose one or more, or leave it empty."))
        is_open = self.instance.state == ChallengeState.OPEN
        if target and is_open and "target_count" in self.changed_data and target <= answers_to(self.instance).count():
            raise forms.ValidationError(_("There are so many already. Choose more, or leave it empty."))
        return target

    def save(self, commit: bool = True) -> Challenge:
        challenge = super().save(commit=False)
        save_challenge(challenge=challenge, user=self.for_user, is_new=challenge._state.adding)
        self.save_m2m()
        return challenge


class ReopenForm(forms.Form):
    """Until when stories are welcome once more."""

    deadline = forms.DateTimeField(label=_("New deadline"), widget=AdminDateTimeInput)
    target_count = forms.IntegerField(
        label=_("Stories wanted"),
        required=False,
        min_value=1,
        max_value=32767,
        help_text=_("It closes when there are this many. Empty: no number."),
    )
