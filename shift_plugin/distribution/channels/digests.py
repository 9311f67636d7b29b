"""From the messages in a digest to its mail. Who gets which differs from person to person, so that each message is
made once per language as a block, and a mail is the blocks of its person in the frame of their language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shift_plugin.base.queries import absolute_url, organisation_name
from shift_plugin.distribution.channels.composing import addressed_letter, choose_networks, network_links, own_links
from shift_plugin.distribution.channels.letters import Block, Filled, Letter, Skeleton, marker
from shift_plugin.distribution.models import Delivery
from shift_plugin.library.models import ShareableMessage
from shift_plugin.sharing.permissions import TOKEN, share_token

_FOLDER = "shift_plugin/mail"
# The page of the message has the others.
_MOST_NETWORKS = 3
_KINDS = (("TEXT", "txt"), ("HTML", "html"))


@dataclass(frozen=True)
class Item:
    """A message in somebody's digest, and why it is there: who sent it to them, or which of their groups it is for.

    ``networks``: those of the message's pillars.
    """

    message: ShareableMessage
    networks: frozenset[str] = frozenset()
    pillar: str = ""
    sender: str = ""


class Press:
    """Makes the mails of digests, and keeps what several of them need, until a message is published anew."""

    def __init__(self) -> None:
        self._frames: dict[str, Skeleton] = {}
        self._blocks: dict[tuple[str, int, object], Block] = {}

    def has_all(self, language: str, items: Sequence[Item]) -> bool:
        return language in self._frames and all(_key(language, item) in self._blocks for item in items)

    def letter(self, delivery: Delivery, items: Sequence[Item]) -> Letter:
        """One person's digest. The delivery's ``ambassador`` with its ``user`` must be loaded."""
        person = delivery.ambassador
        with translation.override(person.language):
            parts = [
                self._block(person.language, item).filled(
                    {
                        "share": share_token(
                            ambassador_id=person.pk, message_id=item.message.pk, delivery_id=delivery.pk
                        ),
                        "why": why_item(item),
                    }
                )
                for item in items
            ]
            made = self._frame(person.language)
        together = Filled("\n\n".join(part.text for part in parts), "\n".join(part.html for part in parts))
        return addressed_letter(made, delivery, {"first": items[0].message.title}, {"items": together})

    def _frame(self, language: str) -> Skeleton:
        if language not in self._frames:
            self._frames[language] = frame(language)
        return self._frames[language]

    def _block(self, language: str, item: Item) -> Block:
        key = _key(language, item)
        if key not in self._blocks:
            self._blocks[key] = block(item, language)
        return self._blocks[key]


def _key(language: str, item: Item) -> tuple[str, int, object]:
    return language, item.message.pk, item.message.last_published_at


def frame(language: str) -> Skeleton:
    """All of a digest but the messages, in one language."""
    with translation.override(language):
        subject = _("New messages for you to share")
        shared = {"organisation": organisation_name(), "language": language, "subject": subject}
        parts = {
            kind: render_to_string(
                f"{_FOLDER}/digest.{ending}",
                {
                    **shared,
                    "name": marker("name", kind),
                    "first": marker("first", kind),
                    "items": marker("items", kind),
                    "why": _("You get this overview because you take part. You choose yourself how often it comes."),
                    **own_links(kind),
                },
            )
            for kind, ending in _KINDS
        }
    return Skeleton(subject=subject, text=parts["TEXT"], html=parts["HTML"])


def block(item: Item, language: str) -> Block:
    """One message as it stands in a digest, for everybody who reads this language."""
    message = item.message
    with translation.override(language):
        parts = {}
        for kind, ending in _KINDS:
            token = f"?{TOKEN}={marker('share', kind)}"
            context = {
                "message": message,
                "why": marker("why", kind),
                "read_url": absolute_url(reverse("shift:message", args=[message.pk])) + token,
                "networks": network_links(message, choose_networks(item.networks)[:_MOST_NETWORKS], token),
            }
            parts[kind] = render_to_string(f"{_FOLDER}/digest_item.{ending}", context)
    return Block(text=parts["TEXT"], html=parts["HTML"])


def why_item(item: Item) -> str:
    """Why this message is in this digest, in the language that is active."""
    if item.sender:
        return _("Sent to you by %(sender)s.") % {"sender": item.sender}
    if item.pillar:
        return _("For your group “%(pillar)s”.") % {"pillar": item.pillar}
    return _("Chosen for you by the editors.")
