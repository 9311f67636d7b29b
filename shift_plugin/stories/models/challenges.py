from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from shift_plugin.library.models import Campaign
from shift_plugin.people.models import Team
from shift_plugin.stories.enums import ChallengeState, ClosedBecause
from shift_plugin.strategy.models import Pillar


class ChallengeQuerySet(models.QuerySet):
    def open(self, now: datetime) -> ChallengeQuerySet:
        """Stories are welcome, also when the job that closes it hasn't run yet."""
        return self.filter(state=ChallengeState.OPEN, deadline__gt=now)


class Challenge(index.Indexed, models.Model):
    """A direct request for stories to the creators of pillars or teams, with a deadline."""

    title = models.CharField(_("title"), max_length=150, help_text=_("For example: show us your workplace in spring."))
    text = models.TextField(_("what is asked"), max_length=2000)
    pillars = models.ManyToManyField(
        Pillar, blank=True, related_name="challenges", verbose_name=_("content pillars"), help_text=_("None: all.")
    )
    teams = models.ManyToManyField(
        Team, blank=True, related_name="+", verbose_name=_("teams"), help_text=_("None: all teams.")
    )
    example_story = models.ForeignKey(
        "shift_plugin.Story",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("story as an example"),
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("campaign"),
    )
    deadline = models.DateTimeField(_("deadline"))
    target_count = models.PositiveSmallIntegerField(
        _("stories wanted"), null=True, blank=True, help_text=_("It closes when there are this many. Empty: no number.")
    )
    state = models.CharField(
        _("state"), max_length=6, choices=ChallengeState.choices, default=ChallengeState.DRAFT, editable=False
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
    announced_at = models.DateTimeField(_("announced at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_because = models.CharField(
        _("why closed"), max_length=8, choices=ClosedBecause.choices, blank=True, editable=False
    )
    thanks = models.TextField(
        _("thanks"), max_length=1000, blank=True, help_text=_("To everybody who sent a story, when it closes.")
    )
    thanked_at = models.DateTimeField(_("thanked at"), null=True, editable=False)

    objects = ChallengeQuerySet.as_manager()

    search_fields = [index.SearchField("title"), index.AutocompleteField("title"), index.FilterField("state")]

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["-deadline"]

    def __str__(self) -> str:
        return self.title
