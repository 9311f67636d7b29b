from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify

from shift_plugin.base.enums import networks
from shift_plugin.base.queries import absolute_url
from shift_plugin.conf import shift_settings
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.rules import normalised_fingerprint
from shift_plugin.people.models import Ambassador
from shift_plugin.sharing.models import Click, Share, TrackedLink
from shift_plugin.sharing.permissions import TOKEN, share_token
from shift_plugin.sharing.rules import is_web_address, with_parameters, with_utm

SAME_TEXT_PERIOD = timedelta(days=7)
CAMPAIGN_LENGTH = 60


# What is shared


def destination(message: ShareableMessage) -> str:
    """Where the message's link leads, without statistics; empty when it has none that a browser opens as a page."""
    return message.address if is_web_address(message.address) else ""


# What goes along in the address of one share, beside the UTM parameters: message, network, campaign and code of the
# link. Capabilities above sharing know that; the code is as opaque as the link itself.
Parameters = Callable[[ShareableMessage, str, str, str], dict[str, str]]
_parameters: list[Parameters] = []


def parameters_by(function: Parameters) -> Parameters:
    """Register what goes along in the address of one share; the function gives values by name of the parameter."""
    _parameters.append(function)
    return function


def target(message: ShareableMessage, network: str, code: str = "") -> str:
    """The destination with the parameters of this message, network and link. Nothing in it tells who shared it."""
    address = destination(message)
    if not address:
        return ""
    campaign = slugify(message.title)[:CAMPAIGN_LENGTH].strip("-") or f"message-{message.pk}"
    for function in _parameters:
        address = with_parameters(address, function(message, network, campaign, code))
    return with_utm(
        address, source=shift_settings.UTM_SOURCE or network, medium=shift_settings.UTM_MEDIUM, campaign=campaign
    )


def is_measured() -> bool:
    """Whether clicks can be counted: outsiders have to be able to reach the redirect."""
    return bool(shift_settings.PUBLIC_BASE_URL)


def tracked_address(code: str) -> str:
    return f"{shift_settings.PUBLIC_BASE_URL.rstrip('/')}/{code}"


def personal_link(message: ShareableMessage, network: str, key: str) -> str:
    """The address that goes along with the post: tracked where that is possible, else the page itself.

    Empty for a message without a link, and on a network where readers can't click one.
    """
    address = target(message, network, key) if networks()[network].is_measured else ""
    return tracked_address(key) if address and is_measured() else address


def proposal(message: ShareableMessage, network: str, *, link: str) -> str:
    """The text as it is offered: words, disclosure, hashtags, and the link where the network doesn't show it apart."""
    return networks()[network].full_text(message.words(network), link)


def colleagues_with_this_text(message: ShareableMessage, text: str, *, besides: Ambassador, now: datetime) -> int:
    """How many other people shared the message in the same words in the past seven days. People, not posts."""
    fingerprint = normalised_fingerprint(text)
    if not fingerprint:
        return 0
    same = Share.objects.filter(message=message, fingerprint=fingerprint, opened_at__gt=now - SAME_TEXT_PERIOD)
    return same.exclude(ambassador=besides).aggregate(people=Count("ambassador", distinct=True))["people"]


# Addresses


def share_url(message: ShareableMessage, network: str, *, ambassador: Ambassador, delivery: Any = None) -> str:
    """The address in a mail at which this person shares without logging in. ``delivery``: the copy that carries it."""
    return share_urls(message, [network], ambassador=ambassador, delivery=delivery)[network]


def share_urls(
    message: ShareableMessage, keys: Iterable[str], *, ambassador: Ambassador, delivery: Any = None
) -> dict[str, str]:
    """The same for several networks; they share one token, because signing costs more than the rest of a mail."""
    delivery_id = getattr(delivery, "pk", delivery)
    token = share_token(ambassador_id=ambassador.pk, message_id=message.pk, delivery_id=delivery_id)
    return {key: f"{absolute_url(reverse('shift:share', args=[message.pk, key]))}?{TOKEN}={token}" for key in keys}


# What was shared


def with_clicks(shares: QuerySet[Share]) -> QuerySet[Share]:
    """Shares with ``clicks``: human visits, at most one per visitor and day. None where they aren't measured."""
    links = TrackedLink.objects.filter(share=OuterRef("pk"))
    clicks = Click.objects.filter(link=OuterRef("pk")).order_by().values("link").annotate(number=Count("pk"))
    number = Coalesce(Subquery(clicks.values("number"), output_field=IntegerField()), 0)
    return shares.annotate(clicks=Subquery(links.annotate(number=number).values("number")))


def shares_by(ambassador: Ambassador) -> QuerySet[Share]:
    """Somebody's own shares, newest first."""
    return with_clicks(Share.objects.filter(ambassador=ambassador).select_related("message")).order_by(
        "-opened_at", "-pk"
    )


def own_shares(message: ShareableMessage, ambassador: Ambassador) -> list[Share]:
    """What this person did with this message: the newest share per network."""
    newest: dict[str, Share] = {}
    for share in Share.objects.filter(ambassador=ambassador, message=message).order_by("-opened_at", "-pk"):
        newest.setdefault(share.network, share)
    return list(newest.values())


def is_own_link(code: str, user_id: Any) -> bool:
    return TrackedLink.objects.filter(code=code, share__ambassador__user_id=user_id).exists()


def was_shared_by(ambassador_id: int) -> Exists:
    """True for messages that this person shared, as far as they say; for a query of messages."""
    return Exists(Share.objects.filter(message=OuterRef("pk"), ambassador=ambassador_id, not_posted_at=None))
