"""Challenges in the admin: the list, the forms, and the page of one with what an editor does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as text
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.stories.actions import challenges as actions
from shift_plugin.stories.actions.challenges import ChallengeError
from shift_plugin.stories.enums import ChallengeState, ClosedBecause
from shift_plugin.stories.forms.challenges import ChallengeForm, ReopenForm
from shift_plugin.stories.models import Challenge, Story
from shift_plugin.stories.permissions import MAY_SEE, may_change_challenge
from shift_plugin.stories.queries.challenges import drafts_for, result_of, with_answers
from shift_plugin.strategy.models import Pillar

_TEMPLATES = "shift_plugin/stories/admin"
_STORIES_SHOWN = 50


class ChallengeFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=ChallengeState.choices, widget=CheckboxSelectMultiple
    )
    pillars = django_filters.ModelMultipleChoiceFilter(
        label=_("Content pillars"), queryset=lambda request: Pillar.objects.all(), widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Challenge
        fields: list[str] = ["state", "pillars", "campaign"]


class ChallengeIndexView(SafeExportMixin, generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Challenge]:
        return with_answers(super().get_base_queryset()).prefetch_related("pillars")

    def get_edit_url(self, instance: Challenge) -> str | None:
        """The title leads to the page about it; from there one edits."""
        return self.get_inspect_url(instance)


class ToItsPageMixin:
    def get_success_url(self) -> str:
        return reverse("shift_challenges:inspect", args=[self.object.pk])


class ChallengeCreateView(ToItsPageMixin, generic.CreateView):
    def save_instance(self) -> Challenge:
        self.object = super().save_instance()
        return self.object


class ChallengeCopyView(ChallengeCreateView):
    """The same words and people once more, as a draft with a deadline of its own."""

    def get_initial_form_instance(self) -> Challenge:
        copied = get_object_or_404(Challenge, pk=self.kwargs["pk"])
        names = ("title", "text", "thanks", "example_story", "campaign", "target_count")
        return Challenge(**{name: getattr(copied, name) for name in names})

    def get_initial(self) -> dict[str, Any]:
        copied = get_object_or_404(Challenge, pk=self.kwargs["pk"])
        return {"pillars": list(copied.pillars.all()), "teams": list(copied.teams.all())}


class ChallengeEditView(ToItsPageMixin, generic.EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        challenge = get_object_or_404(Challenge, pk=self.kwargs["pk"])
        if challenge.state == ChallengeState.CLOSED:
            messages.error(request, _("It is closed. Open it again to change it."))
            return redirect("shift_challenges:inspect", challenge.pk)
        return super().dispatch(request, *args, **kwargs)


class ChallengeDeleteView(generic.DeleteView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        challenge = get_object_or_404(Challenge, pk=self.kwargs["pk"])
        if challenge.state != ChallengeState.DRAFT:
            messages.error(request, _("It was announced, so it stays. You can close it."))
            return redirect("shift_challenges:inspect", challenge.pk)
        return super().dispatch(request, *args, **kwargs)

    def delete_action(self) -> None:
        actions.delete_challenge(challenge=self.object, user=self.request.user)


class ChallengeInspectView(generic.InspectView):
    """What is asked of whom, how far it is, its stories, and the next step."""

    template_name = f"{_TEMPLATES}/challenge.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        challenge: Challenge = self.object
        stories = Story.objects.filter(challenge=challenge).handed_in().select_related("sender__user", "pillar")
        return super().get_context_data(**kwargs) | {
            "challenge": challenge,
            "is_late": challenge.deadline <= timezone.now(),
            "result": result_of(challenge),
            "drafts": drafts_for(challenge),
            "stories": stories[:_STORIES_SHOWN] if self.request.user.has_perm(MAY_SEE) else [],
            "may_change": may_change_challenge(self.request.user),
            "edit_url": reverse("shift_challenges:edit", args=[challenge.pk]),
        }


class ChallengeStepView(View):
    """Open, close, open again. By POST; closing is asked once more, and a new deadline is filled in, by GET."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_change_challenge(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        challenge = get_object_or_404(Challenge, pk=pk)
        if step == "reopen" and challenge.state == ChallengeState.CLOSED:
            return self._ask(request, challenge, ReopenForm())
        if step == "close" and challenge.state == ChallengeState.OPEN:
            context = {"challenge": challenge, "result": result_of(challenge)}
            return render(request, f"{_TEMPLATES}/close_challenge.html", context)
        return redirect("shift_challenges:inspect", pk)

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        challenge = get_object_or_404(Challenge, pk=pk)
        if step == "reopen":
            return self._reopen(request, challenge)
        steps: dict[str, Callable[[Challenge], str]] = {"open": self._open, "close": self._close}
        if step not in steps:
            raise Http404
        try:
            messages.success(request, steps[step](challenge))
        except ChallengeError as error:
            messages.error(request, error.messages[0])
        return redirect("shift_challenges:inspect", pk)

    def _open(self, challenge: Challenge) -> str:
        actions.open_challenge(challenge=challenge, by=self.request.user, now=timezone.now())
        return text("It is open: colleagues find it on the intranet.")

    def _close(self, challenge: Challenge) -> str:
        now = timezone.now()
        if not actions.close_challenge(
            challenge_id=challenge.pk, because=ClosedBecause.EDITOR, now=now, by=self.request.user
        ):
            raise ChallengeError(text("It is not open any more."))
        return text("It is closed. Everybody who sent a story gets a mail to thank them.")

    def _ask(self, request: HttpRequest, challenge: Challenge, form: ReopenForm, status: int = 200) -> HttpResponse:
        context = {"challenge": challenge, "form": form, "media": form.media}
        return render(request, f"{_TEMPLATES}/reopen_challenge.html", context, status=status)

    def _reopen(self, request: HttpRequest, challenge: Challenge) -> HttpResponse:
        form = ReopenForm(request.POST)
        if form.is_valid():
            try:
                actions.reopen_challenge(challenge=challenge, by=request.user, now=timezone.now(), **form.cleaned_data)
            except ChallengeError as error:
                form.add_error(None, error)
            else:
                messages.success(request, text("It is open again."))
                return redirect("shift_challenges:inspect", challenge.pk)
        return self._ask(request, challenge, form, status=422)


def _deadline(challenge: Challenge) -> str:
    return date_format(timezone.localtime(challenge.deadline), "SHORT_DATETIME_FORMAT")


def _answers(challenge: Challenge) -> str:
    return f"{challenge.answers} / {challenge.target_count}" if challenge.target_count else str(challenge.answers)


def _pillars(challenge: Challenge) -> str:
    return ", ".join(str(pillar) for pillar in challenge.pillars.all())


class ChallengeViewSet(ModelViewSet):
    model = Challenge
    name = "shift_challenges"
    url_prefix = "shift/challenges"
    menu_label = _("Challenges")
    menu_name = "shift-challenges"
    menu_order = 350
    icon = "pick"
    index_view_class = ChallengeIndexView
    add_view_class = ChallengeCreateView
    copy_view_class = ChallengeCopyView
    edit_view_class = ChallengeEditView
    delete_view_class = ChallengeDeleteView
    inspect_view_class = ChallengeInspectView
    inspect_view_enabled = True
    filterset_class = ChallengeFilterSet
    search_fields = ["title", "text"]
    search_backend_name = None
    list_export = ["title", "get_state_display", "deadline", "answers", "target_count", "announced_at", "closed_at"]
    export_headings = {"answers": _("Stories")}
    export_filename = "challenges"
    ordering = ["-deadline", "-pk"]
    list_display = [
        "__str__",
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda challenge: challenge.state == ChallengeState.OPEN,
            sort_key="state",
        ),
        Column("deadline", label=_("Deadline"), accessor=_deadline, sort_key="deadline"),
        Column("answers", label=_("Stories"), accessor=_answers),
        Column("pillars", label=_("Content pillars"), accessor=_pillars),
    ]

    def get_edit_handler(self) -> Any:
        asked = [FieldPanel("title"), FieldPanel("text"), FieldPanel("example_story")]
        people = [
            FieldPanel("pillars", widget=CheckboxSelectMultiple),
            FieldPanel("teams", widget=CheckboxSelectMultiple),
        ]
        end = [FieldPanel("deadline"), FieldPanel("target_count"), FieldPanel("thanks")]
        panels = [
            MultiFieldPanel(asked, heading=_("What is asked")),
            MultiFieldPanel(people, heading=_("Of whom")),
            MultiFieldPanel(end, heading=_("Until when")),
            FieldPanel("campaign"),
        ]
        return ObjectList(panels, base_form_class=ChallengeForm).bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/<slug:step>/", ChallengeStepView.as_view(), name="step"),
        ]
