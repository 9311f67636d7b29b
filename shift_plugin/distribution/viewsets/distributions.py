from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.enums import BY_EDITORS, Channel, DistributionKind
from shift_plugin.distribution.filters import DistributionFilterSet
from shift_plugin.distribution.forms import URGENT_FIELDS, DistributionForm
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.permissions import URGENT, may_send_urgent
from shift_plugin.distribution.queries import post_counts, state_counts
from shift_plugin.distribution.viewsets.announcing import AnnouncementView
from shift_plugin.distribution.viewsets.one import DistributionView
from shift_plugin.distribution.viewsets.progress import ProgressView
from shift_plugin.distribution.viewsets.steps import StepView
from shift_plugin.library.models import ShareableMessage


class DistributionIndexView(SafeExportMixin, generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Distribution]:
        return super().get_base_queryset().select_related("message", "challenge")

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        """Figures are fetched for the rows of this page only."""
        paginator, page, rows, is_paginated = super().paginate_queryset(queryset, page_size)
        numbers = [row.pk for row in rows]
        counts, posts = state_counts(numbers), post_counts(numbers)
        for row in rows:
            row.counts = counts[row.pk] + posts[row.pk]
        return paginator, page, rows, is_paginated

    def get_edit_url(self, instance: Distribution) -> str | None:
        """The title leads to the page about it; from there one edits."""
        return self.get_inspect_url(instance)


class MessageChooser(AdminSnippetChooser):
    """Wagtail puts the words of its own together once, in the language of whoever comes first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choose_one_text = _("Choose a message")
        self.choose_another_text = _("Choose another message")
        self.link_to_chosen_text = _("Edit this message")


class ToItsPageMixin:
    """After saving comes the page that shows who will get it."""

    def get_success_url(self) -> str:
        return reverse("shift_distributions:inspect", args=[self.object.pk])


class DistributionCreateView(ToItsPageMixin, generic.CreateView):
    def get_initial_form_instance(self) -> Distribution:
        """Prefilled with the message from whose page the editor comes."""
        number = self.request.GET.get("message", "")
        live = ShareableMessage.objects.visible(timezone.now())
        message = live.filter(pk=number).first() if number.isdecimal() else None
        return Distribution(message=message, channels=list(Channel.values))

    def save_instance(self) -> Distribution:
        self.object = super().save_instance()
        return self.object


class OnlyWhileEditableMixin:
    """What has left can't be changed any more."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        distribution = get_object_or_404(Distribution, pk=self.kwargs["pk"])
        if distribution.kind not in BY_EDITORS:
            return redirect("shift_distributions:inspect", distribution.pk)
        if not distribution.is_editable:
            messages.error(request, _("It has left already, so it can't be changed any more."))
            return redirect("shift_distributions:inspect", distribution.pk)
        if distribution.is_urgent and not may_send_urgent(request.user):
            messages.error(request, _("You may not change or send what is urgent. Ask somebody who may."))
            return redirect("shift_distributions:inspect", distribution.pk)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class DistributionEditView(OnlyWhileEditableMixin, ToItsPageMixin, generic.EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """That of a challenge has a form of its own, with fewer choices."""
        if Distribution.objects.filter(pk=self.kwargs["pk"], kind=DistributionKind.CHALLENGE).exists():
            return redirect("shift_distributions:announcement", self.kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> Distribution:
        try:
            return super().save_instance()
        except DistributionError as error:
            raise PermissionDenied(error.messages[0]) from error


class DistributionDeleteView(OnlyWhileEditableMixin, generic.DeleteView):
    pass


def _progress(distribution: Distribution) -> str:
    counts = distribution.counts
    total = sum(counts.values())
    waiting = sum(counts[state] for state in ("pending", "claimed", "sending"))
    return f"{total - waiting} / {total}" if total else ""


def _moment(distribution: Distribution) -> str:
    """Date and time: Wagtail's own column calls whatever lies ahead "just now"."""
    moment = distribution.started_at or distribution.send_at
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


def _failed(distribution: Distribution) -> str:
    number = distribution.counts["failed"] + distribution.counts["unknown"]
    return str(number) if number else ""


class DistributionViewSet(ModelViewSet):
    model = Distribution
    name = "shift_distributions"
    url_prefix = "shift/distributions"
    menu_label = _("Distributions")
    menu_name = "shift-distributions"
    menu_order = 410
    icon = "mail"
    index_view_class = DistributionIndexView
    add_view_class = DistributionCreateView
    edit_view_class = DistributionEditView
    delete_view_class = DistributionDeleteView
    inspect_view_class = DistributionView
    inspect_view_enabled = True
    copy_view_enabled = False
    filterset_class = DistributionFilterSet
    search_fields = ["name", "message__title", "challenge__title"]
    search_backend_name = None
    list_export = ["__str__", "get_state_display", "send_at", "started_at", "finished_at"]
    export_filename = "distributions"
    ordering = ["-send_at", "-pk"]
    list_display = [
        "__str__",
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda distribution: distribution.is_open,
            sort_key="state",
        ),
        Column("send_at", label=_("Moment"), accessor=_moment, sort_key="send_at"),
        Column("progress", label=_("Done"), accessor=_progress),
        Column("failed", label=_("Failed"), accessor=_failed),
    ]

    def get_edit_handler(self) -> Any:
        # Named, because snippets get their chooser only after this viewset was made.
        chooser = MessageChooser(model=ShareableMessage, icon="mail")
        message = [FieldPanel("message", widget=chooser), FieldPanel("name"), FieldPanel("note")]
        people = [
            FieldPanel("pillars", widget=CheckboxSelectMultiple),
            FieldPanel("everyone"),
            FieldPanel("teams", widget=CheckboxSelectMultiple),
            FieldPanel("roles"),
        ]
        how = [FieldPanel("send_at"), FieldPanel("channels"), FieldPanel("in_chats")]
        urgent = [FieldPanel(name, permission=URGENT) for name in URGENT_FIELDS]
        panels = [
            MultiFieldPanel(message, heading=_("What")),
            MultiFieldPanel(how, heading=_("When and how")),
            MultiFieldPanel(people, heading=_("Who, if not everybody the message is for")),
            MultiFieldPanel([FieldPanel("reminders"), FieldPanel("reminder_days")], heading=_("Reminders")),
            MultiFieldPanel(
                urgent,
                heading=_("Only if it can't wait"),
                help_text=_(
                    "It breaks the rhythm, the working hours and the weekly limit of everybody it is for. The reason "
                    "is kept and shown."
                ),
            ),
        ]
        return ObjectList(panels, base_form_class=DistributionForm).bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/progress/", ProgressView.as_view(), name="progress"),
            path("<int:pk>/announcement/", AnnouncementView.as_view(), name="announcement"),
            path("challenge/<int:challenge>/", AnnouncementView.as_view(), name="announce"),
            path("<int:pk>/<slug:step>/", StepView.as_view(), name="step"),
        ]
