"""What the pages about the strategy show: ``{% load shift_strategy %}``."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from shift_plugin.library.models import LibraryPage
from shift_plugin.people.queries import PillarGroup, pillar_group
from shift_plugin.strategy.queries import PillarStory, Strategy, page_language, pillar_story, strategy

register = template.Library()


@register.simple_tag(takes_context=True)
def shift_strategy(context: Context, page: Any) -> Strategy:
    """The whole strategy in the language of a page."""
    return strategy(language=page_language(page), today=timezone.localdate(), request=context.get("request"))


@register.simple_tag
def shift_pillar(page: Any) -> PillarStory | None:
    """The pillar that a page is about, in the language of that page; None when it is gone or not in use."""
    return pillar_story(page.pillar_id, language=page_language(page), today=timezone.localdate())


@register.simple_tag(takes_context=True)
def shift_pillar_group(context: Context, pillar: Any) -> PillarGroup:
    """The group of people of a pillar, as the reader stands to it."""
    return pillar_group(pillar, user=getattr(context.get("request"), "user", None))


@register.simple_tag(takes_context=True)
def shift_library_url(context: Context, page: Any, pillar: Any = None) -> str:
    """The address of the library in the language of a page, showing one pillar; empty when there is no library."""
    library = LibraryPage.objects.live().select_related("locale").filter(locale_id=page.locale_id).first()
    library = library or LibraryPage.objects.live().select_related("locale").first()
    url = library.get_url(context.get("request")) if library else ""
    return f"{url}?pillar={pillar.pk}" if url and pillar is not None else url or ""
