from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import TaskState

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import (
    describe,
    drafts_of,
    moderation_problems,
    rejected_of,
    waiting_for,
    waiting_states,
)


class ModerationQueueView(SafeExportMixin, ReportView):
    """What waits for approval, the oldest first. Wagtail's own workflow reports open only for editors of pages."""

    model = ShareableMessage
    page_title = _("Waiting for approval")
    verbose_name = _("message")
    verbose_name_plural = _("messages")
    header_icon = "tasks"
    index_url_name = "shift_moderation"
    index_results_url_name = "shift_moderation_results"
    any_permission_required = ["add", "change", "publish"]
    default_ordering = None
    list_export = ["title", "submitter_name", "pillar_names", "since", "waits"]
    export_headings = {
        "title": _("Message"),
        "submitter_name": _("Submitted by"),
        "pillar_names": _("Content pillars"),
        "since": _("Submitted"),
        "waits": _("Waits for"),
    }
    export_filename = "waiting-for-approval"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("Message"), get_url=lambda row: review_url(row.message)),
            Column("submitter_name", label=_("Submitted by")),
            Column("pillar_names", label=_("Content pillars")),
            DateColumn("since", label=_("Submitted")),
            Column("waits", label=_("Waits for")),
            StatusTagColumn("advice", label=_("For you"), primary=lambda row: not row.refusal),
        ]

    def get_base_queryset(self) -> QuerySet[TaskState]:
        """What this moderator handles; authors see where their own messages are in the queue."""
        mine = waiting_for(self.request.user)
        return mine if mine.exists() else waiting_states().filter(workflow_state__requested_by=self.request.user)

    def get_queryset(self) -> QuerySet[TaskState]:
        return self.get_base_queryset()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.page_title}]

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        paginator, page, rows, has_other_pages = super().paginate_queryset(queryset, page_size)
        page.object_list = waiting_rows(rows, self.request.user)
        return paginator, page, page.object_list, has_other_pages

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(waiting_rows(queryset, self.request.user), spreadsheet_format)


class Row:
    """A row of the queue: the facts of ``queries.Waiting`` in words."""

    def __init__(self, item: Any) -> None:
        self.message = item.message
        self.refusal = item.refusal
        self.pk = item.message.pk
        self.title = item.message.latest_revision.object_str if item.message.latest_revision else str(item.message)
        self.submitter_name = str(item.submitter) if item.submitter else ""
        self.pillar_names = ", ".join(item.pillar_names)
        self.since = item.since
        self.waits = timesince(item.since)
        self.advice = _("Your own text: somebody else approves it") if item.refusal else _("You can decide")


def waiting_rows(states: Any, user: Any) -> list[Row]:
    return [Row(item) for item in describe(states, user)]


def review_url(message: ShareableMessage) -> str:
    return reverse(message.snippet_viewset.get_url_name("edit"), args=[message.pk])


# Panels of the Shift home

CHANGE = "shift_plugin.change_shareablemessage"
SHOWN = 5


class HomePanel(Component):
    """What one person has to do; stays away when there is nothing."""

    template_name = "shift_plugin/library/home_panel.html"
    order = 100
    title: Any = ""
    lead: Any = ""

    class Media:
        css = {"all": ["shift_plugin/admin-library.css"]}

    def __init__(self, items: list[dict[str, Any]], **context: Any) -> None:
        self.items = items
        self.context = {"title": self.title, "lead": self.lead, **context}

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {**self.context, "items": self.items}


class WaitingPanel(HomePanel):
    """How many messages wait for this moderator, and how long the oldest has waited."""

    order = 10
    title = _("Waiting for approval")

    @classmethod
    def for_user(cls, user: Any) -> WaitingPanel | None:
        states = waiting_for(user)
        count = states.count()
        if not count:
            return None
        rows = waiting_rows(states[:SHOWN], user)
        items = [
            {"title": row.title, "url": review_url(row.message), "about": row.waits, "who": row.submitter_name}
            for row in rows
        ]
        lead = ngettext(
            "%(count)d message waits, for %(age)s.",
            "%(count)d messages wait, the oldest for %(age)s.",
            count,
        ) % {"count": count, "age": rows[0].waits}
        return cls(items, lead=lead, url=reverse("shift_moderation"), link=_("All that waits"))


class RejectedPanel(HomePanel):
    """What came back to this author, with the reason."""

    order = 20
    title = _("Please change")
    lead = _("A colleague read these and asks for changes. Your text is kept: change it and submit it again.")

    @classmethod
    def for_user(cls, user: Any) -> RejectedPanel | None:
        items = [
            {
                "title": str(state.content_object),
                "url": review_url(state.content_object),
                "who": str(state.current_task_state.finished_by or ""),
                "reason": state.current_task_state.comment,
            }
            for state in rejected_of(user)
            if state.content_object is not None and state.current_task_state is not None
        ]
        return cls(items) if items else None


class DraftsPanel(HomePanel):
    """What this author didn't submit yet."""

    order = 30
    title = _("Your drafts")

    @classmethod
    def for_user(cls, user: Any) -> DraftsPanel | None:
        items = [
            {
                "title": message.latest_revision.object_str,
                "url": review_url(message),
                "about": timesince(message.latest_revision.created_at),
            }
            for message in drafts_of(user)[:SHOWN]
        ]
        return cls(items) if items else None


class SetUpPanel(HomePanel):
    """Why nobody could approve anything, for people who write messages: they would wait for nothing."""

    order = 5
    title = _("Moderation doesn't work yet")

    @classmethod
    def for_user(cls, user: Any) -> SetUpPanel | None:
        problems = moderation_problems() if user.has_perm(CHANGE) else []
        return cls([{"title": problem} for problem in problems]) if problems else None
