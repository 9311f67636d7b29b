from __future__ import annotations

import swapper
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportedVacancy(models.Model):
    """Where a vacancy page came from.

    Not columns of the page: publishing writes a revision's old values over those, and a copy of the page would claim to
    be the same vacancy.
    """

    page = models.OneToOneField(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.CASCADE,
        related_name="shift_import",
        verbose_name=_("page"),
    )
    # Which feed, and what the vacancy is called there.
    source = models.CharField(_("source"), max_length=60)
    external_id = models.CharField(_("number at the source"), max_length=200)
    content_hash = models.CharField(max_length=64, blank=True)
    last_seen_at = models.DateTimeField(_("last seen at"), default=timezone.now)
    # Runs in a row in which the source no longer had it.
    missed_runs = models.PositiveSmallIntegerField(_("missed runs"), default=0)

    class Meta:
        verbose_name = _("imported vacancy")
        verbose_name_plural = _("imported vacancies")
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="shift_vacancy_imported_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.external_id}"
