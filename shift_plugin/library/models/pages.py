from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from shift_plugin.base.permissions import ForReadersMixin

__all__ = ["LibraryPage", "LibraryPageMixin"]

# A page type serves itself, so this model calls what is built on it; by path, because a model imports no view.
CONTEXT = "shift_plugin.library.views.library_context"


class LibraryPageMixin(ForReadersMixin, models.Model):
    """What the library holds besides the messages; use it to make a page type of your own."""

    introduction = models.TextField(_("introduction"), blank=True)

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **import_string(CONTEXT)(request)}


class LibraryPage(LibraryPageMixin, Page):  # noqa: DJ008 - a page has one
    """The employee's library: the messages that suit the reader, with search and filters."""

    # Wagtail gives every page class a template of its own unless it is named in the class itself.
    template = "shift_plugin/library/library_page.html"
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")
