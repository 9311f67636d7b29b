"""The editors' queue: by age, with tabs, filters, work on several at once, and how long senders wait."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.people.queries import name_fields
from shift_plugin.stories.filters import StoryFilterSet
from shift_plugin.stories.models import Story
from shift_plugin.stories.permissions import MAY_TRIAGE
from shift_plugin.stories.queries import (
    first_photos,
    in_queue,
    latest_verdicts,
    name_of,
    standing,
    state_words,
    what_waits,
)
from shift_plugin.stories.viewsets.bulk import BULK, BulkView
from shift_plugin.stories.viewsets.steps import StepView
from shift_plugin.stories.viewsets.story import StoryView

_TEMPLATES = "shift_plugin/stories/admin"
TABS = {"open": _("Open"), "mine": _("Mine"), "late": _("Too late"), "all": _("All")}


class TickColumn(Column):
    """A box to tick the row with; it belongs to the form around the table."""

    header_template_name = f"{_TEMPLATES}/tick_header.html"
    cell_template_name = f"{_TEMPLATES}/tick_cell.html"


class PhotoColumn(Column):
    cell_template_name = f"{_TEMPLATES}/photo_cell.html"


class StandingColumn(Column):
    """The words tell it; the colour is extra."""

    cell_template_name = f"{_TEMPLATES}/standing_cell.html"


def _sender(story: Story) -> str:
    if story.sender is None:
        return ""
    team = story.sender.team
    return f"{story.sender.name} ({team})" if team is not None else story.sender.name


class QueueView(SafeExportMixin, generic.IndexView):
    template_name = f"{_TEMPLATES}/queue.html"
    results_template_name = f"{_TEMPLATES}/queue_results.html"
    # Searching is our own: in the words, and in the sender's name.
    search_fields = ["text"]
    list_export = [
        "title",
        "text",
        "link",
        "sender_name",
        "pillar",
        "challenge",
        "get_state_display",
        "taken_by",
        "handed_in_at",
        "due_at",
        "decided_at",
    ]
    export_headings = {"title": _("Story"), "sender_name": _("Sender"), "taken_by": _("Taken up by")}

    @cached_property
    def show(self) -> str:
        wanted = self.request.GET.get("show", "")
        return wanted if wanted in TABS else "open"

    def get_base_queryset(self) -> QuerySet[Story]:
        # Who filters by state or searches means all stories, not only those of the first tab.
        wide = self.request.GET.get("state") and "show" not in self.request.GET
        rows = in_queue("all" if wide else self.show, self.request.user, timezone.now())
        return rows.select_related("sender__user", "sender__team", "pillar", "assigned_to")

    def order_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        return queryset

    def search_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        if not self.is_searching:
            return queryset
        for word in self.search_query.replace("\0", "").split():
            names = (Q(**{f"sender__user__{name}__icontains": word}) for name in name_fields())
            queryset = queryset.filter(reduce(or_, names, Q(text__icontains=word)))
        return queryset

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        """Photos are fetched for the rows of this page only."""
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        found, now = first_photos(rows), timezone.now()
        for row in rows:
            row.photo = found.get(row.pk)
            row.standing = standing(row, now)
        return paginator, page, rows, is_paginated

    @cached_property
    def columns(self) -> list[Any]:
        ticks = [TickColumn("tick", label=_("Tick"))] if self.request.user.has_perm(MAY_TRIAGE) else []
        return [
            *ticks,
            PhotoColumn("photo", label=_("Photo")),
            TitleColumn("title", label=_("Story"), get_url=self.get_edit_url),
            Column("sender", label=_("Sender"), accessor=_sender),
            Column("pillar", label=_("Content pillar"), accessor=lambda story: story.pillar or ""),
            StatusTagColumn("state", label=_("State"), accessor=state_words, primary=lambda story: story.is_open),
            StandingColumn("standing", label=_("Time")),
            Column("taken", label=_("Taken up by"), accessor=lambda story: name_of(story.assigned_to)),
            DateColumn("handed_in_at", label=_("Handed in")),
        ]

    def get_edit_url(self, instance: Story) -> str:
        return reverse("shift_stories:inspect", args=[instance.pk])

    def to_row_dict(self, item: Story) -> dict[str, Any]:
        made = {
            "sender_name": _sender(item),
            "pillar": str(item.pillar or ""),
            "challenge": str(item.challenge or ""),
            "taken_by": name_of(item.assigned_to),
            "get_state_display": state_words(item),
        }
        return {field: made[field] if field in made else getattr(item, field) for field in self.list_export}

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(queryset.select_related("challenge"), spreadsheet_format)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.results_only:
            return context | {"bulk": self._bulk()}
        now = timezone.now()
        numbers = what_waits(self.request.user, now)
        counts = {"open": numbers.open, "mine": numbers.mine, "late": numbers.late}
        return context | {
            "tabs": [(name, label, counts.get(name), name == self.show) for name, label in TABS.items()],
            "periods": latest_verdicts(now),
            "bulk": self._bulk(),
        }

    def _bulk(self) -> list[tuple[str, Any, str]]:
        """What can be done with several stories at once: name, words and key."""
        return [(name, step.label, step.key) for name, step in BULK.items()] if self._may_triage() else []

    def _may_triage(self) -> bool:
        return self.request.user.has_perm(MAY_TRIAGE)


class StoryHistoryView(generic.HistoryView):
    def get_base_object_queryset(self) -> QuerySet[Story]:
        """What isn't handed in yet is its sender's alone, the first words above its history too."""
        return super().get_base_object_queryset().filter(handed_in_at__isnull=False)


def to_its_page(request: Any, pk: Any) -> Any:
    """Wagtail's own lists of what happened lead to where something is edited."""
    return redirect("shift_stories:inspect", pk)


class StoryViewSet(ModelViewSet):
    model = Story
    name = "shift_stories"
    url_prefix = "shift/stories"
    menu_label = _("Stories")
    menu_name = "shift-stories"
    menu_order = 320
    icon = "doc-full"
    index_view_class = QueueView
    inspect_view_class = StoryView
    history_view_class = StoryHistoryView
    inspect_view_enabled = True
    inspect_template_name = f"{_TEMPLATES}/story.html"
    copy_view_enabled = False
    filterset_class = StoryFilterSet
    export_filename = "stories"
    add_to_reference_index = False
    # Stories come from employees and change by what editors decide; nobody fills one in here.
    form_fields: list[str] = []

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        made = super().get_index_view_kwargs(**kwargs)
        own = ("search_fields", "list_export", "template_name", "results_template_name", "list_display")
        return {key: value for key, value in made.items() if key not in own}

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"add_url_name": None, "delete_url_name": None, **kwargs})

    def get_urlpatterns(self) -> list[Any]:
        gone = ("add", "edit", "delete", "usage")
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name not in gone),
            path("edit/<int:pk>/", to_its_page, name="edit"),
            path("bulk/", BulkView.as_view(), name="bulk"),
            path("<int:pk>/<slug:step>/", StepView.as_view(), name="step"),
        ]
