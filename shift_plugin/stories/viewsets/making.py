"""The two buttons on the page of a story: make a message of it, and take back what was published without review."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions import FileRefused, StoryError
from shift_plugin.stories.actions.messages import make_message
from shift_plugin.stories.actions.trust import take_back
from shift_plugin.stories.models import Story, StoryFile
from shift_plugin.stories.permissions import MAY_MAKE_MESSAGES, may_triage
from shift_plugin.stories.queries.consents import problem_with_file


class StoryStepView(View):
    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.story = get_object_or_404(Story.objects.select_related("sender__user", "pillar"), pk=kwargs["pk"])
        if not may_triage(request.user, self.story):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def refused(self, problem: Exception) -> HttpResponse:
        messages.error(self.request, problem.messages[0] if isinstance(problem, StoryError) else str(problem))
        return redirect("shift_stories:inspect", self.story.pk)


class MakeMessageView(StoryStepView):
    """One click, and the editor is in the message."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(MAY_MAKE_MESSAGES):
            raise Http404
        files = self._chosen()
        try:
            message = make_message(story=self.story, by=request.user, files=files)
        except (StoryError, MayNot, FileRefused) as problem:
            return self.refused(problem)
        for problem in dict.fromkeys(filter(None, map(problem_with_file, files))):
            messages.warning(request, _("A photo or video was left out. %(why)s") % {"why": problem})
        messages.success(request, _("This is the message of the story. Complete it, and submit it for approval."))
        return redirect("shift_messages:edit", message.pk)

    def _chosen(self) -> list[StoryFile]:
        """Those that were ticked; with nothing to tick, all."""
        files = list(self.story.files.select_related("story"))
        if "choosing" not in self.request.POST:
            return files
        keys = {*self.request.POST.getlist("photo"), *self.request.POST.getlist("video")}
        return [file for file in files if file.key in keys]


class TakeBackView(StoryStepView):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            take_back(story=self.story, by=request.user)
        except (StoryError, MayNot) as problem:
            return self.refused(problem)
        messages.success(request, _("The message left the library, and the story waits for an editor."))
        return redirect("shift_stories:inspect", self.story.pk)
