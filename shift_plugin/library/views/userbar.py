"""Wagtail's user bar on a page: share it, or make it shareable."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.userbar import BaseItem
from wagtail.models import Page

from shift_plugin.library.permissions import may_make_shareable
from shift_plugin.library.queries import message_to_share
from shift_plugin.people.models import Ambassador


def way_to_share(request: HttpRequest, page: Page) -> dict[str, str]:
    """What this reader can do with a page: share the message about it, or make one. Empty when neither."""
    if not request.user.is_authenticated or not page.pk:
        return {}
    message = message_to_share(page, Ambassador.objects.for_user(request.user), timezone.now())
    if message is not None:
        return {"url": reverse("shift:message", args=[message.pk]), "label": _("Share this page"), "icon": "share"}
    if page.live and may_make_shareable(request.user, page):
        url = reverse("shift_make_shareable", args=[page.pk])
        return {"url": url, "label": _("Make this page shareable"), "icon": "group"}
    return {}


class ShareItem(BaseItem):
    template_name = "shift_plugin/library/userbar_item.html"

    def __init__(self, way: dict[str, str]) -> None:
        self.way = way

    @classmethod
    def for_reader(cls, request: HttpRequest, page: Page) -> ShareItem | None:
        way = way_to_share(request, page)
        return cls(way) if way else None

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), **self.way}
