from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from shift_plugin.base.enums import networks
from shift_plugin.conf import shift_settings
from shift_plugin.library import rules

if TYPE_CHECKING:
    from shift_plugin.library.models.messages import ShareableMessage

__all__ = ["NetworkText", "OfferedText"]

# As long as the code in a personal link (sharing.rules.KEY_LENGTH).
LINK_KEY_LENGTH = 10


class OfferedText(models.Model):
    """What of a message ends up in a post. An abstract model: a migration imports every other kind of base class."""

    class Meta:
        abstract = True

    def text_for(self, network: str) -> str:
        """The words for this network: its own text, or else the one for all networks."""
        own = (item.text for item in self.network_texts.all() if item.network == network)
        return next(filter(str.strip, own), self.text)

    @property
    def disclosure_tag(self) -> str:
        """Tells readers that the sender works here; when the message has none, that of the settings in its language."""
        language = self.locale.language_code
        tags = shift_settings.DISCLOSURE_TAGS
        return self.disclosure or tags.get(language) or tags.get(language.split("-")[0], "")

    @property
    def address(self) -> str:
        """Where the message's link leads, without statistics; empty when it leads nowhere that outsiders can open."""
        page = self.link_page
        return (page.full_url if page is not None and page.live else "") or self.link_url

    @property
    def link_card(self) -> dict[str, str]:
        """Title and host of the link, as networks show them under a post; empty values without a link."""
        address = self.address
        if not address:
            return {"title": "", "host": "", "url": ""}
        title = self.title if self.link_page is None else self.link_page.title
        return {"title": title, "host": urlsplit(address).hostname or "", "url": address}

    def words(self, network: str, *, text: str | None = None) -> str:
        """The post without its link: text, disclosure and hashtags."""
        return rules.compose_text(
            self.text_for(network) if text is None else text,
            hashtags=self.hashtags,
            disclosure=self.disclosure_tag,
            max_hashtags=networks()[network].max_hashtags,
        )

    def offered_text(self, network: str, *, link: str | None = None) -> str:
        """The post as it will look, with the link where the network has it in the text; without ``link`` an example."""
        return networks()[network].full_text(self.words(network), self.example_link(network) if link is None else link)

    def example_link(self, network: str) -> str:
        """A link as long as the personal one will be."""
        if not self.address:
            return ""
        if shift_settings.PUBLIC_BASE_URL:
            return f"{shift_settings.PUBLIC_BASE_URL.rstrip('/')}/{'x' * LINK_KEY_LENGTH}"
        source = shift_settings.UTM_SOURCE or network
        return f"{self.address}?utm_source={source}&utm_medium={shift_settings.UTM_MEDIUM}&utm_campaign={'x' * 30}"

    def excess(self, network: str, text: str | None = None) -> int:
        """How many characters the whole post is too long for a network, counted as the network counts; 0: it fits."""
        chosen = networks()[network]
        if chosen.limit is None:
            return 0
        return max(0, chosen.count(self.words(network, text=text), self.example_link(network)) - chosen.limit)

    def fitting_networks(self) -> list[str]:
        """The networks on which the text fits, in the order of the settings."""
        return [key for key in networks() if not self.excess(key)]


class NetworkText(Orderable):
    """The text of a message for one network."""

    message = ParentalKey("shift_plugin.ShareableMessage", on_delete=models.CASCADE, related_name="network_texts")
    network = models.CharField(_("network"), max_length=20)
    text = models.TextField(_("text"), max_length=3000, help_text=_("Leave out link and hashtags; they are added."))

    class Meta(Orderable.Meta):
        verbose_name = _("text for a network")
        verbose_name_plural = _("texts per network")
        # A draft may hold texts for which the network is still to be chosen.
        constraints = [
            models.UniqueConstraint(
                fields=["message", "network"], condition=~Q(network=""), name="shift_one_text_per_network"
            )
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.text[:40]}"

    def problem(self, message: ShareableMessage | None = None) -> str:
        """Why this text can't go out as it is, in words; empty when it can. ``message``: when it isn't saved yet."""
        network = networks().get(self.network)
        if network is None:
            return str(_("Choose a network."))
        if excess := (message or self.message).excess(self.network, self.text):
            return ngettext(
                "%(excess)d character too long for %(network)s, with link, hashtags and disclosure.",
                "%(excess)d characters too long for %(network)s, with link, hashtags and disclosure.",
                excess,
            ) % {"excess": excess, "network": network.label}
        return ""
