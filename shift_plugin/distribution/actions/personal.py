"""What people do with their own copies and their own mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from shift_plugin.distribution.actions.replanning import replan
from shift_plugin.distribution.enums import Channel
from shift_plugin.distribution.models import Delivery, Seen
from shift_plugin.distribution.queries import deliveries_of
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador


@transaction.atomic
def mark_seen(*, message: ShareableMessage, ambassador_id: int, now: datetime) -> int:
    """Somebody opened the message: every copy of it counts as seen and read, the first time counts.

    Also written down apart from their copies: who came upon it by themselves has none.
    """
    seen = Seen(ambassador_id=ambassador_id, translation_key=message.translation_key, seen_at=now)
    Seen.objects.bulk_create([seen], ignore_conflicts=True)
    moment = Value(now, output_field=DateTimeField())
    fresh = deliveries_of(message, ambassador_id).filter(Q(seen_at=None) | Q(read_at=None))
    return fresh.update(seen_at=Coalesce("seen_at", moment), read_at=Coalesce("read_at", moment))


def mark_delivery_seen(*, delivery_id: int, ambassador_id: int, now: datetime) -> int:
    """Somebody shared through this very copy, so they saw the message."""
    moment = Value(now, output_field=DateTimeField())
    own = Delivery.objects.filter(pk=delivery_id, ambassador_id=ambassador_id)
    return own.filter(Q(seen_at=None) | Q(read_at=None)).update(
        seen_at=Coalesce("seen_at", moment), read_at=Coalesce("read_at", moment)
    )


def mark_challenge_seen(*, challenge_id: int, ambassador_id: int, now: datetime) -> int:
    """Somebody answered a challenge: every copy of it counts as seen and read."""
    moment = Value(now, output_field=DateTimeField())
    own = Delivery.objects.filter(distribution__challenge=challenge_id, ambassador_id=ambassador_id)
    return own.filter(Q(seen_at=None) | Q(read_at=None)).update(
        seen_at=Coalesce("seen_at", moment), read_at=Coalesce("read_at", moment)
    )


def mark_read(*, delivery_id: int, ambassador_id: int, read: bool, now: datetime) -> bool:
    """Put an item of the inbox aside as read, or back. Says nothing about whether the message was opened."""
    return bool(_own_item(delivery_id, ambassador_id).update(read_at=now if read else None))


def mark_all_read(*, ambassador_id: int, now: datetime) -> int:
    items = Delivery.objects.filter(channel=Channel.INBOX, ambassador_id=ambassador_id, read_at=None, hidden_at=None)
    return items.update(read_at=now)


def hide(*, delivery_id: int, ambassador_id: int, hidden: bool, now: datetime) -> bool:
    """Take an item out of the inbox, or put it back."""
    return bool(_own_item(delivery_id, ambassador_id).update(hidden_at=now if hidden else None))


def _own_item(delivery_id: int, ambassador_id: int) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery_id, ambassador_id=ambassador_id, channel=Channel.INBOX)


@transaction.atomic
def change_preferences(
    *,
    ambassador: Ambassador,
    now: datetime,
    receives_mail: bool,
    office_hours: str,
    time_zone: str,
    holiday_region: str,
    weekly_cap: int | None,
    paused_until: datetime | None,
    rhythm: str | None = None,
    language: str | None = None,
) -> Ambassador:
    """What somebody wants by mail. None leaves rhythm and language as they are: for who wants no mail now, and on a
    site in one language.

    A mail that is already on its way still arrives; one that waits follows: see ``replanning.replan``.
    """
    changes: dict[str, Any] = {
        "receives_mail": receives_mail,
        "office_hours": office_hours,
        "time_zone": time_zone,
        "holiday_region": holiday_region,
        "weekly_cap": weekly_cap,
        "paused_until": paused_until,
        "rhythm": rhythm or ambassador.rhythm,
        "language": language or ambassador.language,
    }
    for name, value in changes.items():
        setattr(ambassador, name, value)
    ambassador.save(update_fields=list(changes))
    replan(ambassador=ambassador, now=now)
    return ambassador


@transaction.atomic
def set_receives_mail(*, ambassador: Ambassador, receives_mail: bool, now: datetime) -> None:
    """Unsubscribe by one click, or take that back."""
    ambassador.receives_mail = receives_mail
    ambassador.save(update_fields=["receives_mail"])
    replan(ambassador=ambassador, now=now)
