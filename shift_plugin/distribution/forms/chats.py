"""What masters fill in for a channel of a team."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from shift_plugin.base.rules import BadAddress, outside_address
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.channels.chat import is_of_another_kind
from shift_plugin.distribution.models import ChatChannel
from shift_plugin.people.models import Team
from shift_plugin.people.queries import default_language, indented, language_choices

ADDRESS_ERRORS = {
    "form": _("This is not a whole address. Copy it once more, to the very end."),
    "scheme": _("The address must start with https://."),
    "user": _("There may be no name or password in the address."),
    "port": _("There may be no port in the address."),
    "host": _("Your site may not post to this host. The setting CHAT_HOSTS says to which it may."),
}


class ChatChannelForm(WagtailAdminModelForm):
    """A channel of a team. Its address is a secret: it is typed in, kept when left empty, and never shown again."""

    address = forms.CharField(
        label=_("Address of the webhook"),
        max_length=1000,
        error_messages={"required": _("Copy the address of the webhook here.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=language_choices,
        initial=default_language,
        help_text=_("The language of the posts. A message that isn't there in this language isn't posted."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.pop("address", None)
        self.fields["address"].required = not self.instance.address
        self.fields["address"].help_text = (
            _("Who knows this address can post. Leave it empty to keep the one there is: %(address)s")
            % {"address": masked(self.instance.address)}
            if self.instance.address
            else _("Who knows this address can post, so it isn't shown again.")
        )
        self.fields["team"].queryset = Team.objects.order_by("path")
        self.fields["team"].label_from_instance = indented

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        if not address:
            return self.instance.address
        try:
            outside_address(address, shift_settings.CHAT_HOSTS)
        except BadAddress as error:
            raise forms.ValidationError(ADDRESS_ERRORS[error.code]) from None
        return address

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("team") and not data.get("pillar"):
            self.add_error("team", _("Choose a team, a content pillar, or both."))
        host = urlsplit(data.get("address", "")).hostname or ""
        if is_of_another_kind(host, data.get("kind", "")):
            self.add_error("address", _("This address is not of the kind that you chose."))
        return data

    class Meta:
        model = ChatChannel
        fields = ["name", "kind", "address", "team", "pillar", "language", "is_active"]


def masked(address: str) -> str:
    """What may be told about the address of a webhook."""
    return f"https://{urlsplit(address).hostname or ''}/…"
