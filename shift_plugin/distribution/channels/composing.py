"""From a message to the skeleton of its mail, in one language, and from a person to what is filled in."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shift_plugin.base.actions import mail_domain, mail_headers
from shift_plugin.base.enums import networks
from shift_plugin.base.queries import absolute_url, organisation_name
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.channels.letters import Filled, Letter, Picture, Skeleton, marker
from shift_plugin.distribution.enums import DistributionKind
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import closed_networks
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, personal_token, role_label
from shift_plugin.sharing.permissions import TOKEN, share_token

logger = logging.getLogger("shift_plugin")

# Twice the width at which it is shown would be sharper, but every mail carries it.
_PICTURE = "fill-600x314|format-jpeg|jpegquality-70"
_TEMPLATE = "shift_plugin/mail/message"
# Buttons in a mail; the message page has the others.
_MOST_NETWORKS = 6


def skeleton(distribution: Distribution, message: ShareableMessage, language: str) -> Skeleton:
    """The mail about this version of the message for everybody who reads this language."""
    picture = picture_of(message)
    is_reminder = distribution.kind == DistributionKind.REMINDER
    with translation.override(language):
        subject = _("Reminder: %(title)s") % {"title": message.title} if is_reminder else message.title
        shared = {
            "organisation": organisation_name(),
            "language": language,
            "subject": subject,
            "is_reminder": is_reminder,
            "message": message,
            "picture": picture,
            "note": distribution.note,
            "sender": sender_name(distribution),
        }
        parts = {
            kind: render_to_string(f"{_TEMPLATE}.{ending}", {**shared, **_personal(message, kind)})
            for kind, ending in (("TEXT", "txt"), ("HTML", "html"))
        }
    return Skeleton(subject=subject, text=parts["TEXT"], html=parts["HTML"], picture=picture)


def _personal(message: ShareableMessage, kind: str) -> dict[str, Any]:
    """What differs from person to person: markers instead of values."""
    token = f"?{TOKEN}={marker('share', kind)}"
    return {
        "name": marker("name", kind),
        "why": marker("why", kind),
        "read_url": absolute_url(reverse("shift:message", args=[message.pk])) + token,
        "networks": network_links(message, fitting_networks(message), token),
        **own_links(kind),
    }


def own_links(kind: str) -> dict[str, str]:
    """What stands at the foot of each mail to one person."""
    return {
        "unsubscribe_url": absolute_url(reverse("shift:unsubscribe", args=[marker("unsubscribe", kind)])),
        "preferences_url": absolute_url(reverse("shift:preferences", args=[marker("preferences", kind)])),
    }


def fitting_networks(message: ShareableMessage) -> list[str]:
    """The networks that suit the message's pillars, and to which it may go."""
    chosen = {key for pillar in message.pillars.all() for key in pillar.networks}
    closed = closed_networks(message)
    if not closed:
        return choose_networks(chosen)
    still_open = set(networks()) - closed
    return [key for key in choose_networks((chosen & still_open) or still_open) if key in still_open]


def choose_networks(chosen: Collection[str]) -> list[str]:
    """Those that are chosen, or all where there are none; in the order of the settings."""
    keys = [key for key in networks() if not chosen or key in chosen] or list(networks())
    return keys[:_MOST_NETWORKS]


def network_links(message: ShareableMessage, keys: Iterable[str], query: str) -> list[dict[str, Any]]:
    """The buttons for sharing this message; ``query`` says who shares."""
    return [
        {"key": key, "label": networks()[key].label, "url": absolute_url(path) + query}
        for key in keys
        for path in [reverse("shift:share", args=[message.pk, key])]
    ]


def sender_name(distribution: Distribution) -> str:
    """Who signs the personal note; nobody without a note."""
    user = distribution.created_by
    if not distribution.note or user is None:
        return ""
    return (user.get_full_name() if hasattr(user, "get_full_name") else "") or str(user)


def picture_of(message: ShareableMessage) -> Picture | None:
    """The message's image, small enough for a mail. A file that is gone costs the picture, never the mail."""
    if message.image is None:
        return None
    try:
        rendition = message.image.get_rendition(_PICTURE)
        with rendition.file.open("rb") as file:
            data = file.read()
    except Exception:  # a storage or an image library raises what it likes
        logger.warning("The image of message %s can't be put into a mail.", message.pk, exc_info=True)
        return None
    return Picture(data=data, width=rendition.width, height=rendition.height, alt=message.image_alt)


def letter(made: Skeleton, delivery: Delivery, message: ShareableMessage, why: Any) -> Letter:
    """One person's mail. The delivery's ``ambassador`` with its ``user`` must be loaded."""
    person = delivery.ambassador
    values = {
        "why": why_text(why, person.language),
        "share": share_token(ambassador_id=person.pk, message_id=message.pk, delivery_id=delivery.pk),
    }
    return addressed_letter(made, delivery, values)


def addressed_letter(
    made: Skeleton, delivery: Delivery, values: Mapping[str, str], blocks: Mapping[str, Filled] | None = None
) -> Letter:
    """A mail with the name, the headers and the links that every mail to one person has."""
    person = delivery.ambassador
    unsubscribe = personal_token(UNSUBSCRIBE, person.pk)
    return made.letter(
        to=person.email,
        name=person.name,
        headers=mail_headers({"Message-ID": message_id(delivery), **unsubscribe_headers(unsubscribe)}),
        values={
            "name": short_name(person),
            "unsubscribe": unsubscribe,
            "preferences": personal_token(PREFERENCES, person.pk),
            **values,
        },
        blocks=blocks,
    )


def message_id(delivery: Delivery) -> str:
    """The same for every try of a delivery, so that a mail that came twice after all is shown once."""
    made = delivery.distribution.created_at
    return f"<shift.{delivery.distribution_id}.{delivery.pk}.{made:%Y%m%d%H%M%S}@{mail_domain()}>"


def unsubscribe_headers(token: str) -> dict[str, str]:
    """RFC 2369 and RFC 8058. One click needs an address that the reader's mail provider can reach, and HTTPS:
    an intranet without it keeps the link in the mail itself, and the mailbox where the settings name one.
    """
    address = absolute_url(reverse("shift:unsubscribe", args=[token]))
    ways = []
    if is_reachable(address):
        ways.append(f"<{address}>")
    if shift_settings.UNSUBSCRIBE_MAILTO:
        ways.append(f"<mailto:{shift_settings.UNSUBSCRIBE_MAILTO.removeprefix('mailto:')}?subject=unsubscribe>")
    headers = {"List-Unsubscribe": ", ".join(ways)} if ways else {}
    if is_reachable(address):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def is_reachable(address: str) -> bool:
    """Whether outsiders may be able to call it: over HTTPS, on a host with a full name."""
    parts = urlsplit(address)
    return parts.scheme == "https" and "." in (parts.hostname or "")


def short_name(person: Any) -> str:
    name = person.user.get_short_name() if hasattr(person.user, "get_short_name") else ""
    return name.strip() or person.name


def why_text(why: Any, language: str) -> str:
    """Why somebody gets this, in their language; said to them."""
    with translation.override(language):
        return " ".join(why_sentences(why))


def why_sentences(why: Any) -> list[str]:
    sentences = []
    if why.pillars:
        names = ", ".join(why.pillars)
        sentences.append(
            ngettext(
                "You get this because you are in the group “%(names)s”.",
                "You get this because you are in the groups %(names)s.",
                len(why.pillars),
            )
            % {"names": names}
        )
    else:
        sentences.append(_("You get this because you take part."))
    if why.team:
        sentences.append(_("It is for your team, %(team)s.") % {"team": why.team})
    if why.roles:
        roles: Mapping[str, str] = {role: role_label(role) for role in why.roles}
        sentences.append(_("It is for people with the role %(roles)s.") % {"roles": ", ".join(roles.values())})
    return sentences
