from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from shift_plugin.base.permissions import ForReadersMixin
from shift_plugin.strategy.models.pillars import Pillar


class PillarPageMixin(ForReadersMixin, models.Model):
    """What a page about a pillar holds; use it to make a page type of your own."""

    pillar = models.ForeignKey(
        Pillar, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("content pillar")
    )
    introduction = models.TextField(_("introduction"), blank=True)
    body = RichTextField(_("text"), blank=True)

    class Meta:
        abstract = True


class PillarPage(PillarPageMixin, Page):  # noqa: DJ008 - a page has one
    """The page about a pillar, in one language."""

    # Wagtail gives every page class a template of its own unless it is named in the class itself.
    template = "shift_plugin/strategy/pillar_page.html"
    content_panels = [*Page.content_panels, FieldPanel("pillar"), FieldPanel("introduction"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("pillar page")
        verbose_name_plural = _("pillar pages")


class StrategyPageMixin(ForReadersMixin, models.Model):
    """What the page about the whole strategy holds."""

    introduction = RichTextField(_("introduction"), blank=True)

    class Meta:
        abstract = True


class StrategyPage(StrategyPageMixin, Page):  # noqa: DJ008 - a page has one
    """Objective, audience, pillar and key message in one line, for everyone."""

    template = "shift_plugin/strategy/strategy_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        HelpPanel(_("The line from objective to key message comes from the strategy; you edit it in the Shift menu.")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("strategy page")
        verbose_name_plural = _("strategy pages")
