"""Who shares: whoever is logged in, or else the person to whom a mail was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from shift_plugin.base.permissions import BadLink, LinkInvalid, sign, unsign
from shift_plugin.conf import shift_settings
from shift_plugin.library.permissions import in_audience, is_offered
from shift_plugin.people.models import Ambassador

if TYPE_CHECKING:
    from shift_plugin.library.models import ShareableMessage

PURPOSE = "share"
TOKEN = "t"  # noqa: S105 - the name of a parameter  # nosec B105


@dataclass(frozen=True)
class Sharer:
    """A person who may share one message now. ``token`` travels along as long as nobody is logged in."""

    ambassador: Ambassador
    token: str = ""
    delivery_id: int | None = None
    from_mail: bool = False


def share_token(*, ambassador_id: Any, message_id: int, delivery_id: int | None = None) -> str:
    """Lets this person share this message, on any network, without logging in; good for nothing else."""
    return sign(PURPOSE, {"a": ambassador_id, "m": message_id, "d": delivery_id})


def sharer(request: HttpRequest, message: ShareableMessage | None) -> Sharer | None:
    """The person who shares this message by this request; None when nobody does, or when they don't take part.

    Somebody who is logged in always shares as themselves, also through a mail that a colleague passed on: a link must
    never make one person act as another. Raises LinkExpired or LinkInvalid when only the link could tell who it is.
    """
    token = request.POST.get(TOKEN) or request.GET.get(TOKEN) or ""
    if request.user.is_authenticated:
        return _logged_in(request.user, message, token)
    return _by_token(message, token) if token else None


def may_share(who: Sharer, message: ShareableMessage, now: datetime) -> bool:
    """Whether this message is offered to this person now. Whoever was sent it may share it, until it is withdrawn."""
    was_sent = bool(who.token) or who.delivery_id is not None
    return is_offered(message, now) and (was_sent or in_audience(who.ambassador, message))


def _logged_in(user: Any, message: ShareableMessage | None, token: str) -> Sharer | None:
    ambassador = Ambassador.objects.for_user(user)
    if ambassador is None:
        return None
    try:
        told = _read(message, token)
    except BadLink:
        return Sharer(ambassador)
    is_own = told["a"] == ambassador.pk
    return Sharer(ambassador, delivery_id=told["d"] if is_own else None, from_mail=True)


def _by_token(message: ShareableMessage | None, token: str) -> Sharer:
    told = _read(message, token)
    ambassador = Ambassador.objects.taking_part().select_related("user", "team").filter(pk=told["a"]).first()
    if ambassador is None:
        raise LinkInvalid
    return Sharer(ambassador, token=token, delivery_id=told["d"], from_mail=True)


def _read(message: ShareableMessage | None, token: str) -> dict[str, Any]:
    told = unsign(PURPOSE, token, timedelta(days=shift_settings.SHARE_LINK_DAYS))
    if message is None or told.get("m") != message.pk or not {"a", "d"} <= told.keys():
        raise LinkInvalid
    return told
