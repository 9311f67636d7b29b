from typing import Any

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.urls import translate_url
from django.utils.translation import get_language
from wagtail.models import Page

register = template.Library()


@register.simple_tag(takes_context=True)
def other_languages(context: RequestContext) -> list[dict[str, str]]:
    """The other languages, each with the address at which this page goes on in it.

    A page that has no translation leads to the home page in that language.
    """
    request = context.get("request")
    if request is None:
        return []
    page = context.get("page")
    found: dict[str, str] = {}
    if isinstance(page, Page) and page.pk:
        translations = page.get_translations().live().select_related("locale")
        found = {other.locale.language_code: other.get_url(request) for other in translations}
    return [
        {
            "code": code,
            "name": NATIVE_NAMES.get(code, code),
            "url": found.get(code) or _same_view(request, code, is_page=bool(page)),
        }
        for code, _name in settings.LANGUAGES
        if code != get_language()
    ]


NATIVE_NAMES = {"nl": "Nederlands", "en": "English"}


def _same_view(request: Any, code: str, *, is_page: bool) -> str:
    if is_page:
        return f"/{code}/"
    return translate_url(request.get_full_path(), code)
