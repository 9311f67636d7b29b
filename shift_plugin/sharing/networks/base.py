from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shift_plugin.conf import shift_settings
from shift_plugin.library.rules import compose_text, count_text, has_link
from shift_plugin.sharing.rules import is_on, is_web_address

PASTE = _("Your text has been copied. Paste it in the post.")
CHECK = _("Your text is in the post already. Read it once more and place it.")


class Network:
    """A place where people can share, without an account that is connected to the intranet.

    A subclass says what the place is and what can be filled in beforehand. Addresses and limits change now and then, so
    a site can replace those in ``OVERRIDABLE`` by the setting NETWORK_OPTIONS, without a new version of the plugin.
    docs/how-to/add-a-network.md has a complete example.
    """

    OVERRIDABLE: ClassVar[frozenset[str]] = frozenset({"share_url", "share_url_without_link", "limit", "max_hashtags"})
    PLACEHOLDERS: ClassVar[frozenset[str]] = frozenset({"text", "url", "title"})

    key: ClassVar[str]
    """At most 20 letters; stands in addresses and in the database, so it never changes."""
    label: ClassVar[str | Promise]

    share_url: str = ""
    """Address with places for {text}, {url} and {title}. With {text} but without {url} the link goes into the text."""
    share_url_without_link: str = ""
    """The same for a message without a link, for networks that otherwise take nothing but a link."""
    hosts: tuple[str, ...] = ()
    """Where the posts of this network are found; empty: anywhere."""

    limit: int | None = None
    counting: str = "plain"
    """How the network counts its limit: one of ``library.rules.COUNTINGS``."""
    max_hashtags: int | None = None
    link_room: int = 0
    """What a link of usual length takes of the limit, with the white space before it; 0 when it isn't in the text."""

    opens: Literal["new_tab", "mailto", "native", "copy"] = "new_tab"
    needs_image: bool = False
    is_measured: bool = True
    """Whether readers can click the link, so that clicks can be counted at all."""

    def __init__(self) -> None:
        options = shift_settings.NETWORK_OPTIONS.get(self.key, {})
        if unknown := sorted(set(options) - self.OVERRIDABLE):
            raise ImproperlyConfigured(f"NETWORK_OPTIONS['{self.key}'] has unknown keys: {', '.join(unknown)}.")
        for name, value in options.items():
            setattr(self, name, value)
        for name in sorted(self.OVERRIDABLE):
            if "url" in name and (template := getattr(self, name)):
                self._check_template(name, template)

    @property
    def icon(self) -> str:
        return self.key

    @property
    def prefill(self) -> Literal["none", "text", "text+url"]:
        """What the network takes over from us beside a link; with none, people paste the text themselves."""
        if "{text}" not in self.share_url:
            return "none"
        return "text+url" if "{url}" in self.share_url else "text"

    @property
    def instructions(self) -> str | Promise:
        return PASTE if self.prefill == "none" else CHECK

    @property
    def counter(self) -> dict[str, Any]:
        """What the element shift-counter needs to count as this network does."""
        return {"counting": self.counting, "limit": self.limit, "room": self.link_room}

    def share_address(self, *, text: str, url: str = "", options: Mapping[str, Any] | None = None) -> str:
        """The address that opens the network with this text and link; empty when there is nothing to open.

        ``url`` is the personal link, empty when the post has none. A link that stands in the text already isn't added
        again. ``options``: ``title``, and what a network knows beside it.
        Raises ValueError for a link that isn't a web address.
        """
        if url and not is_web_address(url):
            raise ValueError(f"Not a web address: {url}")
        template = self._template(url, options or {})
        if "{url}" not in template:
            text = self.full_text(text, url)
        elif "{text}" in template and has_link(text, url):
            url = ""
        values = {"text": text, "url": url, "title": str((options or {}).get("title", ""))}
        return _without_empty_fields(_fill(template, {name: self._quote(value) for name, value in values.items()}))

    def full_text(self, text: str, url: str = "") -> str:
        """The text of the post: with the link, unless the network shows that as a card beside the text."""
        return text if self.prefill == "none" else compose_text(text, link=url)

    def count(self, text: str, url: str = "") -> int:
        """Length of the post in the unit of the network."""
        return count_text(self.full_text(text, url), self.counting)

    def fits(self, text: str, url: str = "") -> bool:
        return self.limit is None or self.count(text, url) <= self.limit

    def is_post_address(self, address: str) -> bool:
        """Whether a post of this network can be at an address that somebody gives as theirs."""
        return is_web_address(address) and (not self.hosts or is_on(address, self.hosts))

    def _template(self, url: str, options: Mapping[str, Any]) -> str:
        return self.share_url if url or not self.share_url_without_link else self.share_url_without_link

    def _quote(self, value: str) -> str:
        return quote(value, safe="", errors="replace")

    def _check_template(self, name: str, template: str) -> None:
        if not template.startswith(("https://", "mailto:?")):
            raise ImproperlyConfigured(f"{name} of the network '{self.key}' must start with https:// or mailto:?.")
        if unknown := sorted(set(re.findall(r"\{(\w*)\}", template)) - self.PLACEHOLDERS):
            raise ImproperlyConfigured(f"{name} of the network '{self.key}' has unknown places: {', '.join(unknown)}.")
        if "{" in urlsplit(template).netloc.replace("{instance}", ""):
            raise ImproperlyConfigured(f"{name} of the network '{self.key}' must name its host.")


def _fill(template: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)


def _without_empty_fields(address: str) -> str:
    """Some networks show an empty link or subject as such."""
    parts = urlsplit(address)
    query = "&".join(field for field in parts.query.split("&") if not field.endswith("="))
    return urlunsplit(parts._replace(query=query))
