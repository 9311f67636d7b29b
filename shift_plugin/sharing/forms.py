from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shift_plugin.library.rules import is_disclosed
from shift_plugin.sharing.enums import Answer


class ShareForm(forms.Form):
    """The words of a post. Nothing that somebody typed gets lost: what is too long comes back with its error."""

    form_key = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Your text"), required=False, widget=forms.Textarea(attrs={"rows": 9}))
    without_disclosure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, network: Any, disclosure: str, needs_text: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network = network
        self.disclosure = disclosure
        self.needs_text = needs_text
        self.fields["without_disclosure"].label = _("Share without %(disclosure)s") % {"disclosure": disclosure}

    @property
    def asks_about_disclosure(self) -> bool:
        """The question is there only after somebody took the disclosure out; with a yes it stays answered."""
        return self.is_bound and not is_disclosed(self["text"].value() or "", self.disclosure)

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].replace("\r\n", "\n")
        limit = self.network.limit
        if limit is not None and (over := self.network.count(text) - limit) > 0:
            raise forms.ValidationError(
                ngettext(
                    "Your text is %(over)d character too long. On %(network)s there is room for %(limit)d.",
                    "Your text is %(over)d characters too long. On %(network)s there is room for %(limit)d.",
                    over,
                )
                % {"over": over, "network": self.network.label, "limit": limit},
                code="too_long",
            )
        if self.needs_text and not text:
            raise forms.ValidationError(_("Write a few words to share."), code="required")
        return text

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "text" in data and not data["without_disclosure"] and not is_disclosed(data["text"], self.disclosure):
            self.add_error(
                "without_disclosure",
                _(
                    "You took out %(disclosure)s. It tells readers that you work here. "
                    "Put it back, or tick this box to share without it."
                )
                % {"disclosure": self.disclosure},
            )
        return data


class AnswerForm(forms.Form):
    """Did you post it? The address of the post is optional, and only kept with a yes."""

    answer = forms.ChoiceField(choices=Answer.choices, widget=forms.HiddenInput)
    post_url = forms.CharField(
        label=_("Address of your post"),
        required=False,
        max_length=500,
        help_text=_("Copy it from your browser. You don't have to fill this in."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )

    def clean_post_url(self) -> str:
        address = self.cleaned_data["post_url"]
        if not address:
            return ""
        if "://" not in address:
            address = f"https://{address}"
        message = _("This is not a full address. It starts with https://")
        URLValidator(schemes=["https"], message=message)(address)
        if urlsplit(address).username:
            raise forms.ValidationError(message)
        return address
