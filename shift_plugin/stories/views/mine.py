"""What a sender sees of their own stories. To everybody else they don't exist."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from shift_plugin.base.permissions import ReaderRequiredMixin
from shift_plugin.people.models import Ambassador
from shift_plugin.stories import actions
from shift_plugin.stories.enums import CHANGEABLE, OPEN, StoryState
from shift_plugin.stories.models import Story, StorySubmissionPage
from shift_plugin.stories.queries import history, my_stories, open_question_of, submission_url
from shift_plugin.stories.queries.results import results_of
from shift_plugin.stories.views.form import Desk

FOLDER = "shift_plugin/stories"
PAGE_SIZE = 20


@method_decorator(never_cache, name="dispatch")
class SenderView(ReaderRequiredMixin, View):
    """For people who take part; others are asked whether they would like to."""

    ambassador: Ambassador

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = Ambassador.objects.for_user(request.user)
        if found is None and request.method != "GET":
            raise PermissionDenied
        if found is None:
            return redirect("shift:me")
        self.ambassador = found
        return super().dispatch(request, *args, **kwargs)

    def story(self, key: str, *states: str) -> Story:
        """One's own story, in one of these states."""
        story = my_stories(self.ambassador).filter(key=key).first()
        if story is None or (states and story.state not in states):
            raise Http404
        # At hand already, for who asks whose it is.
        story.sender = self.ambassador
        return story


def with_results(stories: Any) -> list[Story]:
    """Stories, each with what it brought, for the templates."""
    found = list(stories)
    results = results_of(found)
    for story in found:
        story.results = results[story.pk]
    return found


class MyStoriesView(SenderView):
    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(my_stories(self.ambassador), PAGE_SIZE).get_page(request.GET.get("page"))
        with_results(page.object_list)
        return render(request, f"{FOLDER}/my_stories.html", {"page": page, "form_url": submission_url(request)})


class StoryView(SenderView):
    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        (story,) = with_results([self.story(key)])
        context = {
            "story": story,
            "events": history(story),
            "question": open_question_of(story),
            "may_change": story.state in CHANGEABLE,
            "may_withdraw": story.state in OPEN,
        }
        return render(request, f"{FOLDER}/story.html", context)


class ChangeView(SenderView):
    """The form again, for a draft and for a story that an editor asks something about."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return self._desk(self.story(key, *CHANGEABLE)).answer()

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        return self._desk(self.story(key)).answer()

    def _desk(self, story: Story) -> Desk:
        """The page may be gone by now; the story is not."""
        return Desk(self.request, story.page or StorySubmissionPage(), self.ambassador, story)


class ThanksView(SenderView):
    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        story = self.story(key)
        if story.state == StoryState.DRAFT:
            raise Http404
        return render(request, f"{FOLDER}/thanks.html", {"story": story, "form_url": submission_url(request)})


class DiscardView(SenderView):
    """Asks once whether a draft may go, because it can't be brought back."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return render(request, f"{FOLDER}/discard.html", {"story": self.story(key, StoryState.DRAFT)})

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        story = self.story(key, StoryState.DRAFT)
        address = story.page.get_url(request) if story.page is not None and story.page.live else ""
        actions.discard(story=story)
        messages.success(request, _("Your draft is gone. You can start again."))
        return redirect(address or "shift:my_stories")


class WithdrawView(SenderView):
    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        return render(request, f"{FOLDER}/withdraw.html", {"story": self.story(key, *OPEN)})

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        story = self.story(key)
        try:
            actions.withdraw(story=story, by=request.user)
        except actions.StoryError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("Your story is withdrawn."))
        return redirect("shift:story", story.key)
