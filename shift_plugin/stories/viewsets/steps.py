"""What an editor does with a story: each step has a page that asks for words and a yes, and changes things by POST."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from shift_plugin.people.permissions import MayNot
from shift_plugin.stories import actions
from shift_plugin.stories.enums import DECIDED, StoryState
from shift_plugin.stories.forms import triage as words
from shift_plugin.stories.models import Story
from shift_plugin.stories.permissions import MAY_DELETE, MAY_TRIAGE, may_delete, may_triage


@dataclass(frozen=True)
class Step:
    """``run`` takes what the form's fields are called. ``asks``: it has a page of its own, for words or for a yes."""

    label: Any
    done: Any
    run: Callable[..., Any]
    is_offered: Callable[[Story, Any], bool]
    form: type[forms.Form] = words.NoWordsForm
    explained: Any = ""
    tone: str = "secondary"
    asks: bool = True
    right: str = MAY_TRIAGE
    key: str = ""


def _take_over(*, story: Story, by: Any) -> Story:
    return actions.hand_over(story=story, to=by, by=by)


def _is_free(story: Story, user: Any) -> bool:
    return story.is_open and story.assigned_to_id in (None, user.pk)


STEPS: dict[str, Step] = {
    "claim": Step(
        _("Take up"),
        _("You have taken up this story."),
        actions.claim,
        lambda story, user: story.is_open and story.assigned_to_id is None,
        explained=_("Colleagues see that you work on it."),
        asks=False,
        key="c",
    ),
    "take-over": Step(
        _("Take over"),
        _("You have taken over this story."),
        _take_over,
        lambda story, user: story.is_open and story.assigned_to_id not in (None, user.pk),
        explained=_("A colleague took it up. Take it over if that was agreed."),
    ),
    "accept": Step(
        _("Accept"),
        _("Accepted. The sender gets a mail."),
        actions.accept,
        _is_free,
        words.AcceptForm,
        tone="",
        key="a",
    ),
    "ask": Step(
        _("Ask the sender"),
        _("Your question is on its way."),
        actions.ask,
        lambda story, user: _is_free(story, user) and story.state == StoryState.WAITING,
        words.AskForm,
        explained=_("Until the answer comes, the time to decide stands still."),
    ),
    "decline": Step(
        _("Decline"),
        _("Declined. The sender gets a mail with the reason."),
        actions.decline,
        _is_free,
        words.DeclineForm,
        key="d",
    ),
    "merge": Step(
        _("Join with another story"),
        _("Joined. Both senders get a mail."),
        actions.merge,
        _is_free,
        words.MergeForm,
        explained=_("Two stories about the same go on as one. Photos and senders of both stay visible."),
    ),
    "hand-over": Step(
        _("Hand to a colleague"),
        _("Handed over. Your colleague gets a mail."),
        actions.hand_over,
        lambda story, user: story.is_open,
        words.HandOverForm,
        key="h",
    ),
    "pillar": Step(
        _("Choose another content pillar"),
        _("The content pillar is changed."),
        actions.assign_pillar,
        lambda story, user: story.is_open or story.state == StoryState.ACCEPTED,
        words.PillarForm,
        key="p",
    ),
    "release": Step(
        _("Put back in the queue"),
        _("The story is back in the queue."),
        actions.release,
        lambda story, user: story.is_open and story.assigned_to_id == user.pk,
        asks=False,
    ),
    "reopen": Step(
        _("Take the decision back"),
        _("The story is back in the queue. The sender gets a mail."),
        actions.reopen,
        lambda story, user: story.state in DECIDED,
        words.ReopenForm,
    ),
    "delete": Step(
        _("Delete the story"),
        _("The story is deleted, with its files."),
        actions.remove,
        lambda story, user: may_delete(user, story),
        words.RemoveForm,
        explained=_(
            "The story, its photos and videos and its history are deleted for good. Messages that were made of it stay."
        ),
        tone="serious",
        right=MAY_DELETE,
    ),
}


def offered(story: Story, user: Any) -> list[tuple[str, Step]]:
    """The steps that make sense now, for somebody who may take them."""
    return [(name, step) for name, step in STEPS.items() if user.has_perm(step.right) and step.is_offered(story, user)]


def tell_in_form(form: forms.Form, error: actions.StoryError) -> None:
    """What is wrong stands at its field."""
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, told in found.items():
        form.add_error(field if field in form.fields else None, told)


class StepView(View):
    """One step with one story. Opening it changes nothing."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = STEPS.get(kwargs["step"])
        if step is None:
            raise Http404
        story = Story.objects.select_related("sender__user", "pillar", "assigned_to").filter(pk=kwargs["pk"])
        self.story, self.step, self.name = get_object_or_404(story, handed_in_at__isnull=False), step, kwargs["step"]
        if not (may_delete if step.right == MAY_DELETE else may_triage)(request.user, self.story):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        return self._show(request, self._form(None))

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        try:
            self.step.run(story=self.story, by=request.user, **form.cleaned_data)
        except actions.StoryError as error:
            if self.step.asks:
                tell_in_form(form, error)
                return self._show(request, form, status=422)
            messages.error(request, error.messages[0])
            return redirect("shift_stories:inspect", pk)
        except MayNot as error:
            raise PermissionDenied(str(error)) from error
        messages.success(request, self.step.done)
        return redirect("shift_stories:index") if step == "delete" else redirect("shift_stories:inspect", pk)

    def _form(self, data: Any) -> forms.Form:
        if self.step.form is words.MergeForm:
            return words.MergeForm(data, story=self.story, search=self.request.GET.get("q", ""))
        return self.step.form(data)

    def _show(self, request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
        context = {
            "story": self.story,
            "step": self.step,
            "form": form,
            "is_merge": self.name == "merge",
            "words": request.GET.get("q", ""),
            "back_url": reverse("shift_stories:inspect", args=[self.story.pk]),
        }
        return render(request, "shift_plugin/stories/admin/step.html", context, status=status)
