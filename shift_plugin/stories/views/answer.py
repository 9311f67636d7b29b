"""The sender answers a question of the editors: by the link in the mail, without logging in, or on their own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from shift_plugin.base.permissions import BadLink, ReaderRequiredMixin
from shift_plugin.stories import actions
from shift_plugin.stories.forms.triage import AnswerForm
from shift_plugin.stories.models import Story, StoryEvent
from shift_plugin.stories.permissions import is_sender, question_of
from shift_plugin.stories.queries import open_question_of

_FOLDER = "shift_plugin/stories"


def _answered(form: AnswerForm, story: Story) -> bool:
    """Hand the answer in; what can't be done stands with the form."""
    if not form.is_valid():
        return False
    try:
        actions.answer(story=story, text=form.cleaned_data["text"])
    except actions.StoryError as error:
        form.add_error(None, error.messages[0])
        return False
    return True


@method_decorator([login_not_required, never_cache], name="dispatch")
class AnswerView(View):
    """Opened from the mail with the question, in the sender's language. It shows words only, no files and no names."""

    question: StoryEvent

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Not 404: a site with languages in its addresses would look for the page under another one.
        try:
            number = question_of(kwargs["token"])
        except BadLink as error:
            return self._closed(request, str(error))
        events = StoryEvent.objects.select_related("story__sender__user")
        question = events.filter(pk=number, story__sender__isnull=False).first()
        if question is None or question.story.sender is None:
            return self._closed(request, _("This link doesn't work."))
        self.question = question
        with translation.override(question.story.sender.language):
            if open_question_of(question.story) != question:
                return self._closed(request, _("This question is answered already, or it isn't needed any more."))
            return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._show(request, AnswerForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not _answered(form, self.question.story):
            return self._show(request, form, status=422)
        return self._private(render(request, f"{_FOLDER}/answer_thanks.html"))

    def _show(self, request: HttpRequest, form: AnswerForm, status: int = 200) -> HttpResponse:
        context = {"question": self.question, "story": self.question.story, "form": form}
        return self._private(render(request, f"{_FOLDER}/answer.html", context, status=status))

    def _closed(self, request: HttpRequest, reason: str) -> HttpResponse:
        return self._private(render(request, f"{_FOLDER}/answer_closed.html", {"reason": reason}, status=410))

    def _private(self, response: HttpResponse) -> HttpResponse:
        # The address is a key: it isn't told to other sites.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response


class ReplyView(ReaderRequiredMixin, View):
    """The same from the sender's own page, by POST; the form stands there. Another's story isn't there."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        story = Story.objects.select_related("sender__user").filter(key=key).first()
        if story is None or not is_sender(request.user, story):
            raise Http404
        form = AnswerForm(request.POST)
        page = reverse("shift:story", args=[key])
        question = open_question_of(story)
        if question is None:
            messages.error(request, _("This question is answered already, or it isn't needed any more."))
            return redirect(page)
        if not _answered(form, story):
            context = {"question": question, "story": story, "form": form, "back_url": page}
            return render(request, f"{_FOLDER}/answer.html", context, status=422)
        messages.success(request, _("Thank you. An editor reads your answer."))
        return redirect(page)
