from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from shift_plugin.base.enums import Colour
from shift_plugin.base.models import NetworkListField
from shift_plugin.strategy.models.goals import Audience, Objective
from shift_plugin.strategy.models.texts import LocalTextsField, LocalTextsMixin


class PillarQuerySet(models.QuerySet):
    def active(self) -> PillarQuerySet:
        return self.filter(is_active=True)


class Pillar(LocalTextsMixin, index.Indexed, ClusterableModel):
    """A subject of the strategy. Messages, groups and figures hang on it; a PillarPage tells about it."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences for cards and lists."))
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices, default=Colour.TEAL)
    networks = NetworkListField(_("fitting networks"))
    objectives = ParentalManyToManyField(Objective, related_name="pillars", blank=True, verbose_name=_("objectives"))
    audiences = ParentalManyToManyField(Audience, related_name="pillars", blank=True, verbose_name=_("audiences"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    is_open = models.BooleanField(
        _("open group"), default=True, help_text=_("Everyone may join. In a closed group only editors add people.")
    )
    is_active = models.BooleanField(_("in use"), default=True)
    sort_order = models.PositiveIntegerField(_("order"), default=0)
    local_texts = LocalTextsField(texts=["name", "summary"])

    objects = PillarQuerySet.as_manager()

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("summary")]

    class Meta:
        verbose_name = _("content pillar")
        verbose_name_plural = _("content pillars")
        ordering = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.texts.name


class KeyMessage(LocalTextsMixin, index.Indexed, Orderable, ClusterableModel):
    """A sentence that a pillar wants to land."""

    pillar = ParentalKey(Pillar, on_delete=models.CASCADE, related_name="key_messages", verbose_name=_("pillar"))
    text = models.CharField(_("key message"), max_length=250)
    # A plain many-to-many of a row inside a form of its parent is never saved.
    audiences = ParentalManyToManyField(Audience, blank=True, related_name="key_messages", verbose_name=_("audiences"))
    local_texts = LocalTextsField(texts=["text"])

    search_fields = [index.SearchField("text"), index.AutocompleteField("text"), index.FilterField("pillar_id")]

    class Meta(Orderable.Meta):
        verbose_name = _("key message")
        verbose_name_plural = _("key messages")

    def __str__(self) -> str:
        return self.texts.text


class FocusPeriodQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> FocusPeriodQuerySet:
        """Periods that touch the days from first to last, both included."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)


class FocusPeriod(LocalTextsMixin, Orderable):
    """What a pillar asks attention for during some days."""

    pillar = ParentalKey(Pillar, on_delete=models.CASCADE, related_name="focus_periods", verbose_name=_("pillar"))
    key_message = models.ForeignKey(
        KeyMessage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("key message")
    )
    note = models.CharField(_("what matters now"), max_length=200)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    local_texts = LocalTextsField(texts=["note"])

    objects = FocusPeriodQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("focus period")
        verbose_name_plural = _("focus periods")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="shift_focus_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.texts.note

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day can't be before the first day.")})
