from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shift_plugin.library.rules import compose_text
from shift_plugin.sharing.networks.base import Network


class Email(Network):
    """The person's own mail program, by RFC 6068: %20 for a space, %0D%0A for a new line.

    Mail programs on Windows cut an address after about 2,000 characters. 1,200 stay below that when encoded.
    """

    key = "email"
    label = _("E-mail")
    share_url = "mailto:?subject={title}&body={text}"
    limit = 1200
    link_room = 60
    opens = "mailto"

    def is_post_address(self, address: str) -> bool:
        return False

    def _quote(self, value: str) -> str:
        return super()._quote(value.replace("\r\n", "\n").replace("\n", "\r\n"))


class Copy(Network):
    """For every place that isn't in the list: the text goes to the clipboard and people paste it themselves."""

    key = "copy"
    label = _("Copy text")
    opens = "copy"

    @property
    def instructions(self) -> str:
        return _("Your text has been copied. Paste it wherever you like.")

    def full_text(self, text: str, url: str = "") -> str:
        return compose_text(text, link=url)
