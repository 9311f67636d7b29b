from __future__ import annotations

import json
from typing import Any

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, UpdatedAtColumn
from wagtail.coreutils import get_locales_display_names
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    EditView,
    IndexView,
    SnippetViewSet,
    WorkflowActionView,
)

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.conf import shift_settings
from shift_plugin.library.enums import MessageState
from shift_plugin.library.filters import MessageFilterSet
from shift_plugin.library.forms import MessageForm
from shift_plugin.library.models import FourEyesApprovalTask, ShareableMessage
from shift_plugin.library.models.moderation import revision_stamp
from shift_plugin.library.panels import message_panels
from shift_plugin.library.permissions import ReviewRefused, may_publish
from shift_plugin.library.queries import moderation_problems, pillar_names_of, with_state

OWN_TEXT = _("You changed this text last. Submit it: a colleague reads it and puts it in the library.")
NEW_TEXT = _("Submit your text when it is ready: a colleague reads it and puts it in the library.")
NOT_PUBLISHED = _("Your text is saved, but it isn't published. Submit it: a colleague reads it and publishes it.")
NOT_APPROVED = _("Your changes are saved, but the message isn't approved: somebody else has to read what you changed.")
# What a row of the listing reads; of the revision its text, which is long, stays behind.
LISTED = (
    *("title", "kind", "live", "has_unpublished_changes", "first_published_at", "go_live_at", "expire_at"),
    *("locale", "translation_key"),
    *(f"latest_revision__{name}" for name in ("object_str", "created_at", "user")),
)
STALE = _("Somebody changed the text while you were reading. Open the message again and read the new text first.")


class TextColumn(Column):
    """Without a template for each cell."""

    def render_cell_html(self, instance: ShareableMessage, parent_context: Any) -> SafeString:
        return format_html("<td>{}</td>", self.get_value(instance))


class MessageIndexView(SafeExportMixin, IndexView):
    """The listing. What a row shows beside its own columns is fetched once for the page that is shown."""

    list_export = ["title", "state_label", "get_kind_display", "pillar_names", "author_name", "updated", "window"]
    export_headings = {
        "title": _("Title"),
        "state_label": _("State"),
        "get_kind_display": _("Kind"),
        "pillar_names": _("Content pillars"),
        "author_name": _("Last changed by"),
        "updated": _("Updated"),
        "window": _("In the library"),
    }
    export_filename = "messages"

    @cached_property
    def list_display(self) -> list[Any]:
        columns = [
            "__str__",
            StatusTagColumn("state_label", label=_("State"), primary=lambda row: row.state == MessageState.LIVE),
            TextColumn("get_kind_display", label=_("Kind"), sort_key="kind"),
            TextColumn("pillar_names", label=_("Content pillars")),
            TextColumn("author_name", label=_("Last changed by")),
            TextColumn("window", label=_("In the library"), sort_key="expire_at"),
            UpdatedAtColumn(),
        ]
        if self.i18n_enabled:
            columns.insert(2, TextColumn("language", label=_("Language"), sort_key="locale"))
        return columns

    def get_base_queryset(self) -> QuerySet:
        rows = with_state(super().get_base_queryset())
        return rows.select_related("latest_revision__user").only(*LISTED)

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        paginator, page, rows, has_other_pages = super().paginate_queryset(queryset, page_size)
        page.object_list = described(rows)
        return paginator, page, page.object_list, has_other_pages

    def as_spreadsheet(self, queryset: QuerySet, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(described(queryset), spreadsheet_format)


def described(rows: Any) -> list[ShareableMessage]:
    """Messages with what the listing says about them."""
    messages = list(rows)
    pillars, locales = pillar_names_of(message.pk for message in messages), get_locales_display_names()
    for message in messages:
        revision = message.latest_revision
        message.state_label = MessageState(message.state).label
        message.pillar_names = ", ".join(pillars.get(message.pk, []))
        message.language = locales.get(message.locale_id, "")
        message.author_name = str(revision.user) if revision and revision.user else ""
        message.updated = revision.created_at if revision else None
        message.window = _window(message)
    return messages


def _window(message: ShareableMessage) -> str:
    first, last = (moment and date_format(localtime(moment), "SHORT_DATE_FORMAT") for moment in message_window(message))
    if first and last:
        return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    if last:
        return gettext("until %(last)s") % {"last": last}
    return gettext("from %(first)s") % {"first": first} if first else ""


def message_window(message: ShareableMessage) -> tuple[Any, Any]:
    return message.go_live_at or message.first_published_at, message.expire_at


class FourEyesMixin:
    """Keeps what somebody typed, and says why it isn't published or approved yet."""

    refusal: Any = ""

    def get_action(self, request: Any) -> str:
        action = super().get_action(request)
        if action == "publish" and not self._may_publish():
            self.refusal = NOT_PUBLISHED
            return "create" if self.view_name == "create" else "edit"
        if request.POST.get("action-workflow-action") and action != "workflow-action":
            self.refusal = self._refusal_to_approve() or STALE
        return action

    def _may_publish(self) -> bool:
        if not shift_settings.FOUR_EYES:
            return True
        revision = self.object.latest_revision if self.view_name == "edit" else None
        return revision is not None and may_publish(self.request.user, revision)

    def _refusal_to_approve(self) -> str:
        task = self.current_workflow_task
        return task.refusal(self.object, self.request.user) if isinstance(task, FourEyesApprovalTask) else ""

    def form_valid(self, form: Any) -> HttpResponse:
        if self._decides_about_the_text() and shift_settings.FOUR_EYES and form.has_changed():
            self.refusal = NOT_PUBLISHED if self.action == "publish" else NOT_APPROVED
            self.action = "edit"
        try:
            response = super().form_valid(form)
        except ReviewRefused as refused:
            flash.error(self.request, str(refused))
            return redirect(self.get_edit_url())
        if self.refusal and not self.expects_json_response:
            flash.warning(self.request, self.refusal)
        return response

    def _decides_about_the_text(self) -> bool:
        is_approval = self.action == "workflow-action" and self.workflow_action == "approve"
        return self.view_name != "create" and (self.action == "publish" or is_approval)


class MessageCreateView(FourEyesMixin, CreateView):
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if shift_settings.FOUR_EYES and self.user_has_permission("publish"):
            flash.info(request, NEW_TEXT)
        return super().get(request, *args, **kwargs)


class MessageCopyView(CopyView):
    """Starts from the latest text, without its window: a moment in the past would stop the copy from going out."""

    def get_initial_form_instance(self) -> ShareableMessage:
        return self.get_object().start_of_copy()


class MessageEditView(FourEyesMixin, EditView):
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        for note in self._notes():
            flash.info(request, note)
        return super().get(request, *args, **kwargs)

    def _notes(self) -> list[Any]:
        """Why a button that somebody expects isn't there."""
        task = self.current_workflow_task
        if task is not None:
            may_decide = task.specific.get_actions(self.object, self.request.user)
            return [refusal] if may_decide and (refusal := self._refusal_to_approve()) else []
        if not self.object.has_unpublished_changes or self.locked_for_user:
            return []
        if not self.workflow_enabled:
            return moderation_problems()
        return [OWN_TEXT] if self.user_has_permission("publish") and not self._may_publish() else []

    def save_instance(self) -> ShareableMessage:
        """Nothing changed: no new revision, or whoever approves would become the writer of what they approve."""
        if self.view_name == "edit" and not self.form.has_changed() and self.object.latest_revision:
            self.new_revision = self.object.latest_revision
            return self.object
        return super().save_instance()

    def is_valid(self, form: Any) -> bool:
        if self._decides_about_the_text() and self.is_out_of_date:
            self.produced_error_code, self.produced_error_message = "invalid_revision", STALE
            return False
        return super().is_valid(form)

    def workflow_action_action(self) -> None:
        """As Wagtail does it, and tells the task which text the reviewer had before them."""
        task, state = self.object.current_workflow_task, self.object.current_workflow_task_state
        comment = self._extra_data().get("comment", "")
        seen = {}
        if isinstance(task, FourEyesApprovalTask) and (loaded := self.request.POST.get("loaded_revision_id")):
            seen["reviewed"] = revision_stamp(loaded, self.request.POST.get("loaded_revision_created_at", ""))
        task.on_action(state, self.request.user, self.workflow_action, comment=comment, **seen)

    def _extra_data(self) -> dict[str, Any]:
        data = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")
        return data if isinstance(data, dict) else {}


class MessageWorkflowActionView(WorkflowActionView):
    """Approve and reject from the dashboard and the queue."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied as refused:
            reason = str(refused) if isinstance(refused, ReviewRefused) else self._refusal()
            if not reason:
                raise
            flash.error(request, reason)
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
            return redirect(self.redirect_url)

    def _refusal(self) -> str:
        is_four_eyes = isinstance(self.task, FourEyesApprovalTask) and self.action_name == "approve"
        return self.task.refusal(self.object, self.request.user) if is_four_eyes else ""


class MessageViewSet(SnippetViewSet):
    model = ShareableMessage
    icon = "doc-full"
    menu_label = _("Messages")
    menu_name = "shift-messages"
    menu_order = 300
    url_namespace = "shift_messages"
    url_prefix = "shift/messages"
    index_view_class = MessageIndexView
    add_view_class = MessageCreateView
    copy_view_class = MessageCopyView
    edit_view_class = MessageEditView
    workflow_action_view_class = MessageWorkflowActionView
    filterset_class = MessageFilterSet
    # Not by the search index: that knows no authors and no states, and the filters have to go on working.
    search_backend_name = None
    search_fields = ["title", "text", "hashtags"]
    # By key and not by the moment of the last change, which would sort all messages for every page.
    ordering = ["-pk"]

    def get_edit_handler(self) -> Any:
        return message_panels(MessageForm).bind_to_model(self.model)
