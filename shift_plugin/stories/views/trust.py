"""What a trusted creator published without review, they can take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shift_plugin.stories.actions import StoryError
from shift_plugin.stories.actions.trust import take_back
from shift_plugin.stories.views.mine import SenderView


class TakeBackView(SenderView):
    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return self.http_method_not_allowed(request)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        story = self.story(key)
        if story.handed_in_at is None:
            raise Http404
        try:
            take_back(story=story, by=request.user)
        except StoryError as problem:
            messages.error(request, problem.messages[0])
        else:
            messages.success(request, _("It is taken back. Colleagues don't see it any more; an editor looks at it."))
        return redirect("shift:story", key)
