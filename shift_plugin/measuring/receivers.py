"""Reactions to announcements from capabilities below: figures of days gone by that change after all."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from shift_plugin.base.actions import enqueue
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.signals import message_published
from shift_plugin.sharing.models import Share
from shift_plugin.sharing.signals import share_unconfirmed


@receiver(message_published, sender=ShareableMessage, dispatch_uid="shift_measuring_pillars")
def follow_pillars(*, message: ShareableMessage, **kwargs: Any) -> None:
    """A published change may have moved the message to another pillar."""
    enqueue("shift_plugin.measuring.tasks.refresh_totals", message.pk)


@receiver(share_unconfirmed, sender=Share, dispatch_uid="shift_measuring_unconfirmed")
def follow_second_thoughts(*, share: Share, confirmed_at: Any, **kwargs: Any) -> None:
    """What is taken back goes from the day on which it was said, which may be long ago."""
    day = timezone.localdate(confirmed_at, timezone.get_default_timezone())
    enqueue("shift_plugin.measuring.tasks.add_up_day", day.isoformat())
