from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.search import index

from shift_plugin.base.models import NetworkListField
from shift_plugin.strategy.models.texts import LocalTextsField, LocalTextsMixin


class Objective(LocalTextsMixin, index.Indexed, models.Model):
    """What the organisation wants to reach, with a target that can be checked."""

    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    target_figure = models.DecimalField(_("target figure"), max_digits=12, decimal_places=2)
    unit = models.CharField(
        _("unit"), max_length=60, help_text=_("What is counted, for example: applications a month.")
    )
    target_date = models.DateField(_("target date"))
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    local_texts = LocalTextsField(texts=["name", "description", "unit"])

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("description")]

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.texts.name


class Audience(LocalTextsMixin, index.Indexed, ClusterableModel):
    """Whom the organisation wants to reach outside, and what they want to know."""

    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    information_need = models.TextField(
        _("need for information"), blank=True, help_text=_("What does this audience want to know or find with us?")
    )
    networks = NetworkListField(_("networks"), help_text=_("Where this audience can be found."))
    objectives = ParentalManyToManyField(Objective, related_name="audiences", blank=True, verbose_name=_("objectives"))
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    local_texts = LocalTextsField(texts=["name", "description", "information_need"])

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("description")]

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.texts.name
