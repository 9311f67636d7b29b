from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from shift_plugin.distribution.enums import (
    EDITABLE,
    OPEN,
    UNSETTLED,
    Channel,
    DeliveryState,
    DistributionState,
    SkipReason,
)
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.strategy.models import Pillar

__all__ = ["Delivery", "Distribution"]


class DistributionQuerySet(models.QuerySet):
    def due(self, now: datetime) -> DistributionQuerySet:
        return self.filter(state=DistributionState.PLANNED, send_at__lte=now)

    def open(self) -> DistributionQuerySet:
        return self.filter(state__in=OPEN)


class Distribution(index.Indexed, models.Model):
    """One planned sending of a message to an audience."""

    message = models.ForeignKey(
        ShareableMessage, on_delete=models.SET_NULL, null=True, related_name="distributions", verbose_name=_("message")
    )
    name = models.CharField(_("name"), max_length=150, blank=True, help_text=_("Empty: the title of the message."))
    note = models.TextField(
        _("personal note"), max_length=500, blank=True, help_text=_("A few words above the message in the mail.")
    )
    send_at = models.DateTimeField(_("send at"), null=True, blank=True, db_index=True)
    channels = models.JSONField(_("channels"), default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=DistributionState.choices, default=DistributionState.DRAFT, editable=False
    )
    # Narrower than the message's own audience, never wider.
    pillars = models.ManyToManyField(
        Pillar,
        blank=True,
        related_name="+",
        verbose_name=_("content pillars"),
        help_text=_("None: the pillars of the message."),
    )
    teams = models.ManyToManyField(
        Team,
        blank=True,
        related_name="+",
        verbose_name=_("teams"),
        help_text=_("None: the teams of the message, or all."),
    )
    roles = models.JSONField(_("roles"), default=list, blank=True)
    everyone = models.BooleanField(
        _("also outside the pillar groups"),
        default=False,
        help_text=_("Send to everybody in the teams and roles, not only to the groups of the pillars."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)

    objects = DistributionQuerySet.as_manager()

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.FilterField("state")]

    class Meta:
        verbose_name = _("distribution")
        verbose_name_plural = _("distributions")
        ordering = ["-send_at", "-created_at"]

    def __str__(self) -> str:
        return self.name or (self.message.title if self.message else str(_("Distribution")))

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


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
        ]

    def __str__(self) -> str:
        return f"{self.ambassador} · {self.get_channel_display()}"

    def reason_text(self) -> str:
        """Why it didn't arrive: in the reader's language, or the mail server's own words."""
        return str(SkipReason(self.reason).label) if self.reason in SkipReason.values else self.reason

    reason_text.short_description = _("reason")  # type: ignore[attr-defined]
