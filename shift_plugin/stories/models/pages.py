from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from shift_plugin.base.permissions import ForReadersMixin
from shift_plugin.strategy.models import Pillar

__all__ = ["StorySubmissionPage", "StorySubmissionPageMixin"]

# A page type serves itself, so this model calls what is built on it; by path, because a model imports no view.
VIEW = "shift_plugin.stories.views.story_form"


class StorySubmissionPageMixin(ForReadersMixin, models.Model):
    """What the form for stories needs of a page; use it to make a page type of your own."""

    introduction = models.TextField(_("introduction"), blank=True)
    text_label = models.CharField(_("question for the story"), max_length=150, blank=True)
    text_help = models.CharField(_("help with it"), max_length=300, blank=True)
    # One question a line.
    questions = models.TextField(
        _("extra questions"), max_length=1000, blank=True, help_text=_("One question on each line, at most three.")
    )
    thanks = models.TextField(_("thanks after handing in"), max_length=500, blank=True)

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = import_string(VIEW)(request, self)
        return answer if answer is not None else super().serve(request, *args, **kwargs)


class StorySubmissionPage(StorySubmissionPageMixin, Page):  # noqa: DJ008 - a page has one
    """Where somebody hands in a story within a minute, on a phone."""

    pillars = ParentalManyToManyField(
        Pillar,
        blank=True,
        related_name="+",
        verbose_name=_("content pillars"),
        help_text=_("Which can be chosen. None: every pillar that is open to the sender."),
    )

    # Wagtail gives every page class a template of its own unless it is named in the class itself.
    template = "shift_plugin/stories/story_submission_page.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("text_label"),
        FieldPanel("text_help"),
        FieldPanel("questions"),
        FieldPanel("pillars"),
        FieldPanel("thanks"),
    ]

    class Meta:
        verbose_name = _("form for stories")
        verbose_name_plural = _("forms for stories")
