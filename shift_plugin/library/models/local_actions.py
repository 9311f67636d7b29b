from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from shift_plugin.base import rules
from shift_plugin.library.enums import Currency
from shift_plugin.people.models import Ambassador, Team

__all__ = ["LocalActionPage", "LocalActionPageMixin"]


def amount_field(label: Any, **options: Any) -> models.DecimalField:
    options = {"max_digits": 12, "decimal_places": 2, "validators": [MinValueValidator(Decimal(0))]} | options
    return models.DecimalField(label, **options)


class LocalActionPageMixin(models.Model):
    """What a local action holds: a goal, what was raised so far, and where to give. Outsiders may see it."""

    introduction = models.TextField(_("introduction"), max_length=400, help_text=_("What it is for, in short."))
    body = RichTextField(_("text"), blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    goal_amount = amount_field(_("goal"), help_text=_("How much it should raise."))
    raised_amount = amount_field(_("raised so far"), default=Decimal(0))
    raised_on = models.DateField(_("as counted on"), default=timezone.localdate)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.EUR)
    # What the charity's own list calls it, so that amounts can be imported.
    reference = models.CharField(
        _("reference"), max_length=60, blank=True, help_text=_("As it stands in the list of amounts that you import.")
    )
    donation_url = models.URLField(_("address to give"), max_length=500)
    owner_person = models.ForeignKey(
        Ambassador,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who leads it"),
        help_text=_("Their name stands on the page."),
    )
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("team")
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def percentage(self) -> int:
        return rules.percentage(self.raised_amount, self.goal_amount)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # The bar ends at its goal; the words say what came above it.
        part = self.percentage
        return {**context, "bar": min(part, 100), "part": f"{part}%", "can_give": not self.is_over}


class LocalActionPage(LocalActionPageMixin, Page):  # noqa: DJ008 - a page has one
    """A local action for a good cause, with a goal and a link to give."""

    # Wagtail gives every page class a template of its own unless it is named in the class itself.
    template = "shift_plugin/library/local_action_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], heading=_("Image")),
        MultiFieldPanel(
            [
                FieldPanel("goal_amount"),
                FieldPanel("currency"),
                FieldPanel("raised_amount"),
                FieldPanel("raised_on"),
                FieldPanel("reference"),
            ],
            heading=_("Amounts"),
        ),
        FieldPanel("donation_url"),
        MultiFieldPanel(
            [FieldPanel("owner_person"), FieldPanel("team"), FieldPanel("ends_on")], heading=_("Who and until when")
        ),
    ]

    class Meta:
        verbose_name = _("local action")
        verbose_name_plural = _("local actions")
