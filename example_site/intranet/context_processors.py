from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

# The tree's root has depth 1 and the home page of each language depth 2.
MENU_DEPTH = 3


def intranet(request: HttpRequest) -> dict[str, Any]:
    """The navigation: one query, and only where a page shows it."""

    def links() -> list[dict[str, Any]]:
        pages = Page.objects.live().in_menu().filter(depth=MENU_DEPTH, locale__language_code=get_language())
        return [
            {"title": page.title, "url": url, "here": request.path.startswith(url)}
            for page in pages.order_by("path")
            if (url := page.get_url(request))
        ]

    return {"main_menu": SimpleLazyObject(links)}
