from __future__ import annotations

import swapper
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shift_plugin.vacancies.models.feeds import VacancyFeed


class ImportedVacancy(models.Model):
    """Where a vacancy page came from.

    Not columns of the page: publishing writes a revision's old values over those, and a copy of the page would claim to
    be the same vacancy. When somebody deletes the page this stays, so that the next reading doesn't bring it back.
    """

    page = models.OneToOneField(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="shift_import",
        verbose_name=_("page"),
    )
    feed = models.ForeignKey(VacancyFeed, on_delete=models.CASCADE, related_name="vacancies", verbose_name=_("feed"))
    # What the vacancy is called there.
    external_id = models.CharField(_("number at the source"), max_length=200)
    content_hash = models.CharField(max_length=64, blank=True)
    last_seen_at = models.DateTimeField(_("last seen at"), default=timezone.now)
    # Runs in a row in which the source no longer had it.
    missed_runs = models.PositiveSmallIntegerField(_("missed runs"), default=0)
    # The closing moment that the source named last; HR may have set another one since.
    said_closes_at = models.DateTimeField(null=True)
    # Because the source no longer had it; if it comes back it is opened again.
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        verbose_name = _("imported vacancy")
        verbose_name_plural = _("imported vacancies")
        constraints = [models.UniqueConstraint(fields=["feed", "external_id"], name="shift_vacancy_imported_once")]

    def __str__(self) -> str:
        return f"{self.feed}: {self.external_id}"
