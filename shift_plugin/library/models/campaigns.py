from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from shift_plugin.library.enums import CampaignGoal

__all__ = ["Campaign"]


class CampaignQuerySet(models.QuerySet):
    def running(self, day: date) -> CampaignQuerySet:
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Campaign(index.Indexed, models.Model):
    """Messages and challenges that belong together for a period, with a goal."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("name in the address"), max_length=120, unique=True)
    description = models.TextField(_("what it is about"), max_length=2000, blank=True)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    goal = models.CharField(_("goal"), max_length=8, choices=CampaignGoal.choices, default=CampaignGoal.SHARES)
    target = models.PositiveIntegerField(_("how many"), null=True, blank=True, help_text=_("Empty: no number."))

    objects = CampaignQuerySet.as_manager()

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-starts_on", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day comes before the first one.")})
