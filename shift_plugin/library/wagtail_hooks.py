"""What this capability has in the admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from shift_plugin.conf import shift_settings
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import MessagePermissionPolicy, may_make_shareable, may_publish
from shift_plugin.library.queries import local_actions_of
from shift_plugin.library.reports import DraftsPanel, ModerationQueueView, RejectedPanel, SetUpPanel, WaitingPanel
from shift_plugin.library.views.amounts import AmountsView
from shift_plugin.library.views.pages import MakeShareableView
from shift_plugin.library.views.userbar import ShareItem
from shift_plugin.library.viewsets import CampaignViewSet, MessageViewSet
from shift_plugin.strategy.models import Pillar

# Before anything asks for the policy: Wagtail refuses one that comes too late.
register_permission_policy(ShareableMessage, MessagePermissionPolicy(ShareableMessage))

PUBLISH = "shift_plugin.publish_shareablemessage"
CHANGE = "shift_plugin.change_shareablemessage"

SNIPPETS = (MessageViewSet,)
VIEWSETS = (CampaignViewSet("shift_campaigns"),)


class QueueMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return request.user.has_perm(CHANGE) or request.user.has_perm(PUBLISH)


class AmountsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(local_actions_of(request.user))


MENU_ITEMS = (
    AmountsMenuItem(
        _("Amounts of local actions"),
        reverse_lazy("shift_amounts"),
        name="shift-amounts",
        icon_name="heart",
        order=330,
    ),
    QueueMenuItem(
        _("Waiting for approval"),
        reverse_lazy("shift_moderation"),
        name="shift-moderation",
        icon_name="tasks",
        order=310,
    ),
)


@hooks.register("register_admin_urls")
def queue_urls() -> list[URLPattern]:
    return [
        path("shift/moderation/", ModerationQueueView.as_view(), name="shift_moderation"),
        path(
            "shift/moderation/results/",
            ModerationQueueView.as_view(results_only=True),
            name="shift_moderation_results",
        ),
    ]


@hooks.register("register_admin_urls")
def page_urls() -> list[URLPattern]:
    return [
        path("shift/make-shareable/<int:page_id>/", MakeShareableView.as_view(), name="shift_make_shareable"),
        path("shift/local-actions/", AmountsView.as_view(), name="shift_amounts"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("shift.make_shareable", _("Make shareable"), _("Made a message about the page"))
    actions.register_action("shift.retire", _("Withdraw with its page"), _("Withdrawn: its page can't be opened"))


@hooks.register("register_page_listing_more_buttons")
def listing_button(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if can_be_shared(page, user):
        yield share_button(page)


@hooks.register("register_page_header_buttons")
def header_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if can_be_shared(page, user):
        yield share_button(page)


def can_be_shared(page: Page, user: Any) -> bool:
    """Not a page type that is offered in a way of its own, such as a vacancy."""
    is_usual = not getattr(page.specific_class, "has_own_offer", False)
    return page.live and not page.is_root() and is_usual and may_make_shareable(user, page)


def share_button(page: Page) -> Button:
    url = reverse("shift_make_shareable", args=[page.pk])
    return Button(_("Make shareable"), url, icon_name="group", priority=45)


@hooks.register("construct_wagtail_userbar")
def userbar_item(request: HttpRequest, items: list[Any], page: Any) -> None:
    item = ShareItem.for_reader(request, page) if isinstance(page, Page) and page.pk else None
    if item is not None:
        items.append(item)


@hooks.register("before_delete_snippet")
def keep_pillars_in_use(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """A message needs a pillar, and the figures of years hang on it: it is put out of use instead."""
    used = ShareableMessage.pillars.through.objects.filter(
        pillar_id__in=[instance.pk for instance in instances if isinstance(instance, Pillar)]
    )
    number = used.values("shareablemessage_id").distinct().count()
    if not number:
        return None
    messages.error(
        request,
        ngettext(
            "%(number)d message is about this content pillar, so it can't be deleted. Untick “in use” to retire it.",
            "%(number)d messages are about this content pillar, so it can't be deleted. Untick “in use” to retire it.",
            number,
        )
        % {"number": number},
    )
    return redirect(Pillar.snippet_viewset.get_url_name("list"))


@hooks.register("construct_snippet_action_menu")
def hide_publish(menu_items: list[Any], request: Any, context: dict[str, Any]) -> None:
    """No button for what four eyes refuse; the page itself says why."""
    if context["model"] is not ShareableMessage or not shift_settings.FOUR_EYES:
        return
    message = context.get("instance")
    revision = message.latest_revision if message is not None and context["view"] == "edit" else None
    if revision is None or not may_publish(request.user, revision):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("register_bulk_action")
class UnpublishBulkAction(SnippetBulkAction):
    display_name = _("Withdraw")
    action_type = "unpublish"
    aria_label = _("Withdraw the selected messages from the library")
    template_name = "shift_plugin/library/confirm_bulk_unpublish.html"
    action_priority = 20

    @classproperty
    def models(cls) -> list[Any]:  # noqa: N805 - Wagtail's own way to name the models
        return [ShareableMessage]

    def check_perm(self, snippet: ShareableMessage) -> bool:
        return self.permission_policy.user_has_permission(self.request.user, "publish")

    @classmethod
    def execute_action(cls, objects: list[ShareableMessage], user: Any = None, **kwargs: Any) -> tuple[int, int]:
        live = [message for message in objects if message.live]
        for message in live:
            message.unpublish(user=user)
        return len(live), 0

    def get_execution_context(self) -> dict[str, Any]:
        return {**super().get_execution_context(), "user": self.request.user}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(count)d message was withdrawn.", "%(count)d messages were withdrawn.", num_parent_objects
        ) % {"count": num_parent_objects}


@hooks.register("register_shift_home_panel")
def waiting_panel(request: Any) -> WaitingPanel | None:
    return WaitingPanel.for_user(request.user)


@hooks.register("register_shift_home_panel")
def rejected_panel(request: Any) -> RejectedPanel | None:
    return RejectedPanel.for_user(request.user)


@hooks.register("register_shift_home_panel")
def drafts_panel(request: Any) -> DraftsPanel | None:
    return DraftsPanel.for_user(request.user)


@hooks.register("register_shift_home_panel")
def set_up_panel(request: Any) -> SetUpPanel | None:
    return SetUpPanel.for_user(request.user)
