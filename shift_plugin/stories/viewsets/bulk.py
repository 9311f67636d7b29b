"""One step with several stories: the page asks once, and tells of each story that it couldn't be done with."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages

from shift_plugin.people.permissions import MayNot
from shift_plugin.stories import actions
from shift_plugin.stories.models import Story
from shift_plugin.stories.permissions import MAY_TRIAGE
from shift_plugin.stories.viewsets.steps import STEPS

BULK = {name: STEPS[name] for name in ("claim", "accept", "decline", "hand-over", "pillar")}
MOST_AT_ONCE = 200


class BulkView(View):
    """GET shows what was ticked and asks; POST does it. Each story stands by itself: one that fails stops no other."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(MAY_TRIAGE):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        numbers = [number for number in asked.getlist("id") if number.isdecimal() and len(number) < 19]
        self.name = asked.get("step", "")
        chosen = Story.objects.filter(pk__in=numbers[:MOST_AT_ONCE], handed_in_at__isnull=False)
        self.stories = list(chosen.select_related("sender__user").order_by("handed_in_at", "pk"))
        if self.name not in BULK or not self.stories:
            messages.warning(request, _("Tick one or more stories first."))
            return redirect("shift_stories:index")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, BULK[self.name].form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BULK[self.name].form(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        done = 0
        for story in self.stories:
            try:
                BULK[self.name].run(story=story, by=request.user, **form.cleaned_data)
                done += 1
            except actions.StoryError as error:
                told = {"story": story.title, "reason": error.messages[0]}
                messages.warning(request, _("Not done with “%(story)s”: %(reason)s") % told)
            except MayNot as error:
                raise PermissionDenied(str(error)) from error
        if done:
            counted = ngettext("Done with %(number)d story.", "Done with %(number)d stories.", done)
            messages.success(request, counted % {"number": done})
        return redirect("shift_stories:index")

    def _show(self, request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
        context = {"stories": self.stories, "name": self.name, "step": BULK[self.name], "form": form}
        return render(request, "shift_plugin/stories/admin/bulk.html", context, status=status)
