from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shift_plugin.distribution.enums import ChatKind, PostState, SkipReason
from shift_plugin.distribution.models.distributions import Distribution
from shift_plugin.people.models import Team
from shift_plugin.strategy.models import Pillar


class ChatChannel(models.Model):
    """A chat of a team or of the people of a pillar, that takes posts by a webhook.

    What it gets is decided by ``queries.chats_for``: of a team what is for that team, one above it or one below it; of
    a pillar the messages of that pillar; with both, only what both say.
    """

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=ChatKind.choices)
    # Who knows it can post, so it is never shown in full again.
    address = models.URLField(_("address of the webhook"), max_length=1000)
    team = models.ForeignKey(
        Team,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("team"),
        help_text=_("Gets what is for this team, for those below it, and for those above it that it belongs to."),
    )
    pillar = models.ForeignKey(
        Pillar,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("content pillar"),
        help_text=_("Gets the messages of this content pillar. With a team too: only those for that team."),
    )
    language = models.CharField(_("language"), max_length=10)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("team channel")
        verbose_name_plural = _("team channels")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ChatPostQuerySet(models.QuerySet):
    def due(self, now: datetime) -> ChatPostQuerySet:
        return self.filter(state=PostState.PENDING, due_at__lte=now)


class ChatPost(models.Model):
    """One distribution's post in one chat."""

    distribution = models.ForeignKey(Distribution, on_delete=models.CASCADE, related_name="chat_posts")
    channel = models.ForeignKey(ChatChannel, on_delete=models.CASCADE, related_name="posts", verbose_name=_("channel"))
    state = models.CharField(_("state"), max_length=10, choices=PostState.choices, default=PostState.PENDING)
    due_at = models.DateTimeField(_("due at"))
    claimed_at = models.DateTimeField(_("taken up at"), null=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("delivered at"), null=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ChatPostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post in a team channel")
        verbose_name_plural = _("posts in team channels")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["distribution", "channel"], name="shift_one_post_per_channel")]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=PostState.PENDING), name="shift_post_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.channel}: {self.distribution}"

    def reason_text(self) -> str:
        """Why it didn't arrive: in the reader's language, or the chat's own words."""
        return str(SkipReason(self.reason).label) if self.reason in SkipReason.values else self.reason

    reason_text.short_description = _("reason")  # type: ignore[attr-defined]
