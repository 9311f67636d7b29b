"""In the admin: from a page to a message about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from shift_plugin.library.actions import make_shareable
from shift_plugin.library.enums import MessageState
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import may_make_shareable
from shift_plugin.library.queries import content_of, messages_about, with_state
from shift_plugin.people.permissions import MayNot


class MakeShareableView(WagtailAdminTemplateMixin, TemplateView):
    """Shows what the message would start with, and the messages that there are already. Only a POST makes one."""

    template_name = "shift_plugin/library/make_shareable.html"
    page_title = gettext_lazy("Make shareable")
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=kwargs["page_id"])
        if not may_make_shareable(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse(message_view("list")), "label": ShareableMessage._meta.verbose_name_plural}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.page.title}
        return [*super().get_breadcrumbs_items(), above, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        earlier = [
            {
                "title": message.latest_revision.object_str if message.latest_revision else message.title,
                "url": reverse(message_view("edit"), args=[message.pk]),
                "state": MessageState(message.state).label,
            }
            for message in with_state(messages_about(self.page)).select_related("latest_revision")[:20]
        ]
        content = content_of(self.page) if self.page.live else None
        return super().get_context_data(about=self.page, content=content, earlier=earlier, **kwargs)

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        try:
            message = make_shareable(page=self.page, by=request.user)
        except MayNot as refusal:
            messages.error(request, str(refusal))
            return redirect("shift_make_shareable", page_id)
        messages.success(
            request, _("This is a draft. Choose a content pillar and a key message, and submit it when it is ready.")
        )
        return redirect(message_view("edit"), message.pk)


def message_view(view: str) -> str:
    return ShareableMessage.snippet_viewset.get_url_name(view)
