"""What is in somebody's inbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from shift_plugin.distribution.enums import Channel, DeliveryState
from shift_plugin.distribution.models import Delivery, DigestItem
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.enums import ChallengeState


def inbox(ambassador: Ambassador, now: datetime) -> QuerySet[Delivery]:
    """What is in somebody's inbox: unread first, then the newest. What is over is not there any more."""
    items = Delivery.objects.filter(_shown(now), ambassador=ambassador, hidden_at=None)
    related = ("distribution__message__image", "distribution__message__locale", "distribution__challenge")
    return items.select_related(*related).order_by(
        Case(When(read_at=None, then=Value(0)), default=Value(1)), "-sent_at", "-pk"
    )


def unread_count(user: Any) -> int:
    """Unread messages in this user's inbox; one query."""
    return Delivery.objects.filter(
        _shown(timezone.now()), ambassador__user_id=user.pk, ambassador__left_at=None, hidden_at=None, read_at=None
    ).count()


def _shown(now: datetime) -> Q:
    ending = Q(distribution__message__expire_at=None) | Q(distribution__message__expire_at__gt=now)
    message = Q(distribution__message__live=True) & ending
    challenge = Q(distribution__challenge__state=ChallengeState.OPEN, distribution__challenge__deadline__gt=now)
    return Q(channel=Channel.INBOX, state=DeliveryState.SENT) & (message | challenge)


def deliveries_of(message: ShareableMessage, ambassador_id: int) -> QuerySet[Delivery]:
    """Every copy of a message that one person got, in whatever language, and the digests that it was in."""
    family = message.translation_key
    in_digest = DigestItem.objects.filter(delivery=OuterRef("pk"), message__translation_key=family)
    own = Delivery.objects.filter(ambassador_id=ambassador_id)
    return own.filter(Q(distribution__message__translation_key=family) | Exists(in_digest))
