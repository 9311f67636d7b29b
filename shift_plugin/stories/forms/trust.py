from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as text
from django.utils.translation import gettext_lazy as _

from shift_plugin.people.models import Ambassador
from shift_plugin.stories.actions.trust import grant_trust
from shift_plugin.stories.models import TrustedCreator
from shift_plugin.strategy.models import Pillar
from shift_plugin.strategy.viewsets import person_chooser


class TrustForm(forms.ModelForm):
    """Who is trusted with which content pillar; the person is chosen from all users, because there may be many."""

    user = forms.ModelChoiceField(queryset=None, label=_("Who"), widget=person_chooser.widget_class())
    pillar = forms.ModelChoiceField(
        queryset=None,
        label=_("Content pillar"),
        help_text=_("Their stories about it are published at once. You can take each of them back."),
    )

    class Meta:
        model = TrustedCreator
        fields = ["pillar"]

    def __init__(self, *args: Any, for_user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.for_user = for_user
        self.fields["user"].queryset = get_user_model()._default_manager.filter(is_active=True)
        self.fields["pillar"].queryset = Pillar.objects.filter(is_active=True)

    def clean_user(self) -> Any:
        user = self.cleaned_data["user"]
        self.ambassador = Ambassador.objects.for_user(user)
        if self.ambassador is None:
            raise ValidationError(text("%(name)s doesn't take part.") % {"name": user})
        return user

    def save(self, commit: bool = True) -> TrustedCreator:
        return grant_trust(ambassador=self.ambassador, pillar=self.cleaned_data["pillar"], by=self.for_user)
