"""A message as a post in the chat of a team: for each kind of chat what it wants to get.

A post says what the message is about and where to read it. It names nobody, and shows no picture: the chat would have
to fetch that from the intranet.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shift_plugin.base.queries import absolute_url, organisation_name
from shift_plugin.base.rules import is_allowed_host
from shift_plugin.distribution.enums import ChatKind
from shift_plugin.distribution.rules import shortened
from shift_plugin.library.models import ShareableMessage

_LEAD = 500


@dataclass(frozen=True)
class Card:
    """What a post says, as plain text in one language."""

    title: str
    lead: str
    button: str
    url: str
    organisation: str
    language: str


class Chat(ABC):
    """A kind of chat that takes posts by a webhook."""

    hosts: ClassVar[tuple[str, ...]]
    """Where it is known to live; an address there is of this kind and of no other."""

    @abstractmethod
    def payload(self, card: Card) -> dict[str, Any]:
        """What to post."""


class Teams(Chat):
    """A workflow that starts "when a Teams webhook request is received", and posts the Adaptive Card that it gets.

    A RichTextBlock shows text as it is. A TextBlock would read it as Markdown, and Teams on a phone shows the
    backslashes with which one could prevent that.
    """

    hosts = ("*.office.com", "*.logic.azure.com", "*.api.powerplatform.com")

    def payload(self, card: Card) -> dict[str, Any]:
        paragraphs = [line for line in map(str.strip, card.lead.splitlines()) if line]
        body = [
            _rich_text(card.title, size="large", weight="bolder"),
            *(_rich_text(paragraph) for paragraph in paragraphs),
            *([_rich_text(card.organisation, isSubtle=True, size="small")] if card.organisation else []),
        ]
        content = {
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "lang": card.language[:2],
            "fallbackText": f"{card.title}: {card.url}",
            "body": body,
            "actions": [{"type": "Action.OpenUrl", "title": card.button, "url": card.url}],
        }
        kind = "application/vnd.microsoft.card.adaptive"
        return {"type": "message", "attachments": [{"contentType": kind, "contentUrl": None, "content": content}]}


class Slack(Chat):
    """An incoming webhook. Its link is text: a button would call back to an app that isn't there."""

    hosts = ("*.slack.com", "*.slack-gov.com")
    # Slack refuses a post with a longer header or text.
    MOST_HEADER = 150
    MOST_TEXT = 3000

    def payload(self, card: Card) -> dict[str, Any]:
        title = self.escape(card.title, self.MOST_HEADER)
        blocks = [{"type": "header", "text": _plain(title)}]
        if card.lead:
            blocks.append({"type": "section", "text": _plain(self.escape(card.lead, self.MOST_TEXT))})
        link = f"*<{self.escape(card.url)}|{self.escape(card.button)}>*"
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": link}})
        if card.organisation:
            blocks.append({"type": "context", "elements": [_plain(self.escape(card.organisation, self.MOST_HEADER))]})
        return {"text": title, "mrkdwn": False, "unfurl_links": False, "blocks": blocks}

    @staticmethod
    def escape(text: str, most: int = 0) -> str:
        """The three signs with a meaning; so nobody is called by a text such as ``<!channel>`` either."""
        signs = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
        length = len(text)
        while most and sum(len(signs.get(sign, sign)) for sign in shortened(text, length)) > most:
            length -= 1
        return "".join(signs.get(sign, sign) for sign in (shortened(text, length) if most else text))


CHATS: dict[str, Chat] = {ChatKind.TEAMS: Teams(), ChatKind.SLACK: Slack()}


def is_of_another_kind(host: str, kind: str) -> bool:
    """Whether a host is known to belong to a chat of another kind. One that the settings add may be of any."""
    return any(is_allowed_host(host, chat.hosts) for other, chat in CHATS.items() if other != kind)


def message_card(message: ShareableMessage, language: str) -> Card:
    """What is said about a message. ``message`` is the version in this language."""
    with translation.override(language):
        return Card(
            title=message.title,
            lead=shortened(message.text, _LEAD),
            button=_("Read and share"),
            url=absolute_url(reverse("shift:message", args=[message.pk])),
            organisation=organisation_name(),
            language=language,
        )


def test_card(language: str) -> Card:
    """What somebody sees who tries a channel."""
    with translation.override(language):
        return Card(
            title=_("This channel works"),
            lead=_("This is a test. From now on, messages to share can arrive here."),
            button=_("Open the intranet"),
            url=absolute_url("/"),
            organisation=organisation_name(),
            language=language,
        )


def _rich_text(text: str, **looks: Any) -> dict[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **looks}]}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
