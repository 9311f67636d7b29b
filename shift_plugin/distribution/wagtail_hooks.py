"""What this capability has in the admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.snippets.action_menu import ActionMenuItem

from shift_plugin.base.views import PANEL_HOOK
from shift_plugin.distribution.enums import PostState
from shift_plugin.distribution.permissions import may_distribute, may_view
from shift_plugin.distribution.reports import SendingPanel
from shift_plugin.distribution.viewsets import (
    ChatChannelViewSet,
    ChatPostAdmin,
    DeliveryAdmin,
    DistributionViewSet,
    RetryPostView,
)
from shift_plugin.library.models import ShareableMessage

VIEWSETS = (DistributionViewSet("shift_distributions"), ChatChannelViewSet("shift_channels"))
MODELADMINS = (DeliveryAdmin, ChatPostAdmin)


@hooks.register("register_admin_urls")
def retry_post_url() -> list[URLPattern]:
    return [path("shift/chat-posts/<int:pk>/retry/", RetryPostView.as_view(), name="shift_retry_post")]


def distribute_url(message: ShareableMessage) -> str:
    return f"{reverse('shift_distributions:add')}?message={message.pk}"


def can_leave(message: Any, user: Any) -> bool:
    """Whether there is a button for it: a published message, and somebody who may send."""
    if not isinstance(message, ShareableMessage) or not message.live or not may_distribute(user):
        return False
    return message.expire_at is None or message.expire_at > timezone.now()


@hooks.register("register_snippet_listing_buttons")
def distribute_button(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    if not can_leave(snippet, user):
        return []
    return [Button(_("Distribute"), distribute_url(snippet), icon_name="mail", priority=60)]


class DistributeMenuItem(ActionMenuItem):
    name = "action-distribute"
    label = _("Distribute")
    icon_name = "mail"
    order = 1000

    def is_shown(self, context: Any) -> bool:
        return context["view"] == "edit" and can_leave(context.get("instance"), context["request"].user)

    def get_url(self, parent_context: Any) -> str:
        return distribute_url(parent_context["instance"])


@hooks.register("register_snippet_action_menu_item")
def distribute_item(model: Any) -> DistributeMenuItem | None:
    return DistributeMenuItem() if model is ShareableMessage else None


@hooks.register(PANEL_HOOK)
def sending_panel(request: HttpRequest) -> SendingPanel | None:
    return SendingPanel() if may_view(request.user) else None


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("shift.distribution.unplan", _("Take back the plan"), _("Made a draft again"))

    @actions.register_action("shift.distribution.plan")
    class PlanFormatter(LogFormatter):
        label = _("Plan")

        def format_message(self, entry: Any) -> str:
            return _("Planned for %(moment)s (UTC)") % {"moment": entry.data.get("send_at", "")[:16].replace("T", " ")}

    @actions.register_action("shift.distribution.cancel")
    class CancelFormatter(LogFormatter):
        label = _("Cancel")

        def format_message(self, entry: Any) -> str:
            told = {"leaving": 0, **entry.data}
            return _("Cancelled: %(sent)s delivered, %(leaving)s on their way, %(stopped)s held back") % told

    @actions.register_action("shift.distribution.urgent")
    class UrgentFormatter(LogFormatter):
        label = _("Urgent")

        def format_message(self, entry: Any) -> str:
            return _("Urgent, because: %(reason)s") % entry.data

    @actions.register_action("shift.distribution.remind")
    class RemindFormatter(LogFormatter):
        label = _("Remind")

        def format_message(self, entry: Any) -> str:
            return _("Reminder %(number)s was made") % entry.data

    @actions.register_action("shift.distribution.stop_reminders")
    class StopRemindersFormatter(LogFormatter):
        label = _("Stop the reminders")

        def format_message(self, entry: Any) -> str:
            return _("No more reminders: %(stopped)s held back") % entry.data

    @actions.register_action("shift.distribution.retry")
    class RetryFormatter(LogFormatter):
        label = _("Try again")

        def format_message(self, entry: Any) -> str:
            return _("Tried again: %(deliveries)s mails") % entry.data

    @actions.register_action("shift.chat.retry")
    class RetryPostFormatter(LogFormatter):
        label = _("Post again")

        def format_message(self, entry: Any) -> str:
            return _("Posted again in %(channel)s") % entry.data

    @actions.register_action("shift.chat.test")
    class TestPostFormatter(LogFormatter):
        label = _("Test post")

        def format_message(self, entry: Any) -> str:
            if entry.data.get("state") == PostState.SENT:
                return _("Sent a test post, which arrived")
            return _("Sent a test post: %(words)s") % entry.data
