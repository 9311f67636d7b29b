from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shift_plugin.distribution.enums import UNSETTLED, Channel, DeliveryState, SkipReason
from shift_plugin.distribution.models.distributions import Distribution
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador


class DeliveryQuerySet(models.QuerySet):
    def unread_inbox(self, ambassador_id: Any) -> DeliveryQuerySet:
        return self.filter(
            ambassador_id=ambassador_id, channel=Channel.INBOX, state=DeliveryState.SENT, read_at=None, hidden_at=None
        )

    def due(self, now: datetime) -> DeliveryQuerySet:
        return self.filter(state=DeliveryState.PENDING, due_at__lte=now)

    def unsettled(self) -> DeliveryQuerySet:
        return self.filter(state__in=UNSETTLED)


class Delivery(models.Model):
    """One person's copy of a distribution through one channel. The inbox is the deliveries of that channel."""

    distribution = models.ForeignKey(
        Distribution, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("distribution")
    )
    ambassador = models.ForeignKey(
        Ambassador, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("ambassador")
    )
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    due_at = models.DateTimeField(_("due at"))
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(_("taken up at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    message_id = models.CharField("Message-ID", max_length=150, blank=True)
    sent_at = models.DateTimeField(_("delivered at"), null=True)
    seen_at = models.DateTimeField(_("message opened at"), null=True)
    read_at = models.DateTimeField(_("marked as read at"), null=True)
    hidden_at = models.DateTimeField(_("removed from inbox at"), null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(
                fields=["distribution", "ambassador", "channel"], name="shift_one_delivery_per_person"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state=DeliveryState.PENDING), name="shift_delivery_pending"
            ),
            models.Index(
                fields=["claimed_at"],
                condition=Q(state__in=[DeliveryState.CLAIMED, DeliveryState.SENDING]),
                name="shift_delivery_claimed",
            ),
            models.Index(
                fields=["ambassador", "-sent_at"], condition=Q(channel=Channel.INBOX), name="shift_delivery_inbox"
            ),
            models.Index(fields=["distribution", "state"], name="shift_delivery_progress"),
            # How many mails somebody got lately.
            models.Index(
                fields=["ambassador", "due_at"],
                condition=Q(channel=Channel.EMAIL),
                name="shift_delivery_mails",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ambassador} · {self.get_channel_display()}"

    def reason_text(self) -> str:
        """Why it didn't arrive: in the reader's language, or the mail server's own words."""
        return str(SkipReason(self.reason).label) if self.reason in SkipReason.values else self.reason

    reason_text.short_description = _("reason")  # type: ignore[attr-defined]


class DigestItem(models.Model):
    """A message in somebody's digest; what was in one is never in a later one."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="digest_items")
    message = models.ForeignKey(ShareableMessage, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["delivery", "message"], name="shift_one_item_per_message")]

    def __str__(self) -> str:
        return f"{self.position}. {self.message}"


class Seen(models.Model):
    """Somebody opened a message, in whatever language and however they came to it: a digest brings it no more.

    Besides ``Delivery.seen_at``, because what people find by themselves was delivered to nobody.
    """

    ambassador = models.ForeignKey(Ambassador, on_delete=models.CASCADE, related_name="+", db_index=False)
    translation_key = models.UUIDField()
    seen_at = models.DateTimeField(_("message opened at"))

    class Meta:
        # Its index is the one by ambassador too.
        constraints = [models.UniqueConstraint(fields=["ambassador", "translation_key"], name="shift_seen_once")]

    def __str__(self) -> str:
        return f"{self.ambassador} · {self.translation_key}"
