from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shift_plugin.base.rules import UnreadableFile
from shift_plugin.conf import shift_settings
from shift_plugin.people.actions import create_team, save_ambassador, too_large, update_team
from shift_plugin.people.enums import Role
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.people.queries import (
    default_language,
    language_choices,
    pillars_for,
    role_choices,
    roles_of,
    team_choices,
)
from shift_plugin.strategy.models import Pillar
from shift_plugin.strategy.viewsets import person_chooser


class TeamForm(forms.ModelForm):
    """A team and its place in the tree. Saving goes through the actions, which keep the tree right."""

    parent = forms.TypedChoiceField(
        label=_("Below"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Empty: at the top."),
    )

    class Meta:
        model = Team
        fields = ["name", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance.path if self.instance.pk else None
        self.fields["parent"].choices = [("", _("At the top")), *team_choices(without=own)]
        if own:
            parent = self.instance.get_parent()
            self.initial["parent"] = parent.pk if parent else ""

    def save(self, *, by: Any) -> Team:
        values = {
            "name": self.cleaned_data["name"],
            "kind": self.cleaned_data["kind"],
            "parent": Team.objects.filter(pk=self.cleaned_data["parent"]).first(),
            "by": by,
        }
        team = update_team(team=self.instance, **values) if self.instance.pk else create_team(**values)
        self.instance = team
        return team


class DeleteTeamForm(forms.Form):
    move_to = forms.TypedChoiceField(
        label=_("Where do its people and the teams below it go?"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nowhere = _("The people have no team any more; the teams below it move up")
        self.fields["move_to"].choices = [("", nowhere), *team_choices(without=team.path)]


class PillarsForm(forms.Form):
    """The groups that somebody is in."""

    pillars = forms.ModelMultipleChoiceField(
        label=_("Content pillars"), queryset=Pillar.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, ambassador: Ambassador, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"pillars": ambassador.pillars.all()})
        super().__init__(*args, **kwargs)
        self.fields["pillars"].queryset = pillars_for(ambassador)


class AmbassadorForm(forms.ModelForm):
    """Everything that an editor decides about somebody. What people choose for themselves is not here."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=role_choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    pillars = forms.ModelMultipleChoiceField(
        label=_("Content pillars"),
        queryset=Pillar.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    team = forms.TypedChoiceField(label=_("Team"), coerce=int, empty_value=None, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=language_choices)
    takes_part = forms.BooleanField(
        label=_("Takes part"),
        required=False,
        initial=True,
        help_text=_("Taking part is voluntary: let somebody who stopped come back only when they ask."),
    )

    class Meta:
        model = Ambassador
        fields = ["user", "team", "is_external", "language", "roles", "pillars", "takes_part"]
        widgets = {"user": person_chooser.widget_class}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("None")), *team_choices()]
        self.fields["pillars"].queryset = pillars_for(self.instance if self.instance.pk else None)
        if not self.instance.pk:
            self.fields.pop("takes_part")
            self.fields["user"].required = True
            self.initial.setdefault("language", default_language())
            self.initial.setdefault("roles", [Role.PUBLISHER.value])
            return
        self.fields.pop("user")
        self.initial["team"] = self.instance.team_id or ""
        self.initial["takes_part"] = self.instance.left_at is None
        self.initial["roles"] = roles_of(self.instance.user) if self.instance.user else []
        self.initial["pillars"] = self.instance.pillars.all()

    def clean_team(self) -> Team | None:
        return Team.objects.filter(pk=self.cleaned_data["team"]).first()

    def clean_takes_part(self) -> bool:
        wanted = self.cleaned_data["takes_part"]
        user = self.instance.user
        if wanted and self.instance.left_at is not None and (user is None or not user.is_active):
            raise forms.ValidationError(_("This person's account is closed."))
        return wanted

    def save(self, *, by: Any) -> Ambassador:
        data = self.cleaned_data
        self.instance = save_ambassador(
            ambassador=self.instance if self.instance.pk else None,
            user=self.instance.user,
            team=data["team"],
            is_external=data["is_external"],
            language=data["language"],
            roles=data["roles"],
            pillars=data["pillars"],
            takes_part=data.get("takes_part", True),
            by=by,
        )
        return self.instance


class UploadForm(forms.Form):
    """A list of ambassadors. What is wrong with the file itself is said here; with its cells, in the preview."""

    file = forms.FileField(label=_("File"), help_text=_("A CSV or Excel file (.xlsx) with headings in the first row."))
    creates_missing = forms.BooleanField(
        label=_("Make teams and content pillars that don't exist yet"),
        required=False,
        help_text=_("Without this, a name that we don't know is an error, so that a typing mistake makes no new team."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if too_large(file.size):
            raise forms.ValidationError(
                unreadable_text(UnreadableFile("size", str(shift_settings.IMPORT_MAX_MEGABYTES)))
            )
        return file


def unreadable_text(error: UnreadableFile) -> str:
    """Why a file can't be read, in words."""
    texts = {
        "size": _("The file is too large: at most %(value)s MB."),
        "rows": _("The list is too long: at most %(value)s rows. Split it into several files."),
        "empty": _("There is nothing in this file."),
        "columns": _("There is no column with e-mail addresses. Use the headings of the example file."),
        "packed": _("This file unpacks to something far too large, so we don't open it."),
        "format": _("We can't read this file. Save it as CSV or as Excel (.xlsx) and try again."),
    }
    return str(texts[error.code]) % {"value": error.value}
