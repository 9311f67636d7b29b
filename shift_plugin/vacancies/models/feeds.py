from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shift_plugin.vacancies.enums import RunProblem, RunState
from shift_plugin.vacancies.models.index_pages import VacancyIndexPage


class VacancyFeedQuerySet(models.QuerySet):
    def due(self, now: datetime) -> VacancyFeedQuerySet:
        return self.filter(is_active=True).filter(Q(next_at=None) | Q(next_at__lte=now))


class VacancyFeed(models.Model):
    """A place outside where vacancies are read from, again and again."""

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20)
    address = models.CharField(_("name or address there"), max_length=500)
    index_page = models.ForeignKey(
        VacancyIndexPage, on_delete=models.CASCADE, related_name="feeds", verbose_name=_("page with vacancies")
    )
    every_hours = models.PositiveSmallIntegerField(_("hours between readings"), default=6)
    publishes = models.BooleanField(
        _("publish new vacancies at once"), default=True, help_text=_("Without this they wait as drafts.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    # What the server said last time, so that it can answer "nothing new".
    etag = models.CharField(max_length=200, blank=True, editable=False)
    modified = models.CharField(max_length=60, blank=True, editable=False)
    next_at = models.DateTimeField(_("next reading"), null=True, editable=False)
    # Set while somebody reads it; older than the lease means that they died.
    claimed_at = models.DateTimeField(null=True, editable=False)

    objects = VacancyFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed of vacancies")
        verbose_name_plural = _("feeds of vacancies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FeedRun(models.Model):
    """The report of one reading of a feed."""

    feed = models.ForeignKey(VacancyFeed, on_delete=models.CASCADE, related_name="runs", verbose_name=_("feed"))
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    found = models.PositiveIntegerField(_("found"), default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    missing = models.PositiveIntegerField(_("missing"), default=0)
    closed = models.PositiveIntegerField(_("closed"), default=0)
    refused = models.PositiveIntegerField(_("not usable"), default=0)
    problem = models.CharField(_("problem"), max_length=12, choices=RunProblem.choices, blank=True)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("reading of a feed")
        verbose_name_plural = _("readings of feeds")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.feed} {self.started_at:%Y-%m-%d %H:%M}"

    def problem_text(self) -> str:
        """What went wrong, in the reader's language."""
        return str(RunProblem(self.problem).label) % {"words": self.words} if self.problem else ""

    problem_text.short_description = _("problem")  # type: ignore[attr-defined]
