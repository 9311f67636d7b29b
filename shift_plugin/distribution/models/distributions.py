from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from shift_plugin.distribution.enums import EDITABLE, OPEN, DistributionKind, DistributionState
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Team
from shift_plugin.stories.models import Challenge
from shift_plugin.strategy.models import Pillar

_DIGEST_NAMES = {Rhythm.DAILY: _("Daily digest of %(day)s"), Rhythm.WEEKLY: _("Weekly digest of %(day)s")}


class DistributionQuerySet(models.QuerySet):
    def due(self, now: datetime) -> DistributionQuerySet:
        return self.filter(state=DistributionState.PLANNED, send_at__lte=now)

    def open(self) -> DistributionQuerySet:
        return self.filter(state__in=OPEN)


class Distribution(index.Indexed, models.Model):
    """One planned sending of a message, or of a challenge, to an audience."""

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=DistributionKind.choices,
        default=DistributionKind.MESSAGE,
        editable=False,
    )
    message = models.ForeignKey(
        ShareableMessage, on_delete=models.SET_NULL, null=True, related_name="distributions", verbose_name=_("message")
    )
    challenge = models.ForeignKey(
        Challenge,
        on_delete=models.SET_NULL,
        null=True,
        related_name="distributions",
        editable=False,
        verbose_name=_("challenge"),
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
    in_chats = models.BooleanField(
        _("also in the team channels"),
        default=False,
        help_text=_("Posts it in the chats of these teams and content pillars. First you see which."),
    )
    # Breaks the rhythm, the hours and the cap of everybody, so it needs a right of its own and a reason that is logged.
    is_urgent = models.BooleanField(_("urgent"), default=False)
    urgent_reason = models.CharField(_("why it can't wait"), max_length=300, blank=True)
    reminders = models.PositiveSmallIntegerField(
        _("reminders"), default=0, help_text=_("To who has not opened or shared it by then: at most two.")
    )
    reminder_days = models.PositiveSmallIntegerField(_("days between reminders"), default=3)
    # Of a reminder: what it reminds of, and whether it is the first or the second.
    original = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="reminder_distributions", editable=False
    )
    reminder_number = models.PositiveSmallIntegerField(default=0, editable=False)
    # Of a digest: rhythm and day, so that each is made once.
    digest_key = models.CharField(max_length=30, blank=True, editable=False)
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
        permissions = [("send_urgent_distribution", _("Can send distributions that can't wait"))]
        constraints = [
            models.UniqueConstraint(
                fields=["digest_key"], condition=~Q(digest_key=""), name="shift_one_digest_per_period"
            ),
            models.UniqueConstraint(
                fields=["original", "reminder_number"],
                condition=Q(kind=DistributionKind.REMINDER),
                name="shift_one_reminder_per_number",
            ),
        ]

    def __str__(self) -> str:
        if self.kind == DistributionKind.DIGEST:
            rhythm, _dash, day = self.digest_key.partition("-")
            return str(_DIGEST_NAMES[Rhythm(rhythm)]) % {"day": date_format(date.fromisoformat(day))}
        subject = self.message or self.challenge
        return self.name or (subject.title if subject else str(_("Distribution")))

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def is_direct(self) -> bool:
        """A question to people themselves: no digest can bring it, so everybody gets a mail of its own."""
        return self.challenge_id is not None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
