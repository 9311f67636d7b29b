"""What the form sends while its sender goes on: words, and files one by one. Answered in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from shift_plugin.stories import actions
from shift_plugin.stories.enums import CHANGEABLE, FileKind, StoryState
from shift_plugin.stories.forms import alt_name
from shift_plugin.stories.models import StoryFile

if TYPE_CHECKING:
    from shift_plugin.stories.views.form import Desk


def answer_in_background(desk: Desk) -> HttpResponse | None:
    """The answer to the form's script; None when a person pressed a button."""
    if desk.request.headers.get("Accept") != "application/json":
        return None
    if desk.story is None or desk.story.state not in CHANGEABLE:
        return JsonResponse({"handed_in": True}, status=409)
    if "remove" in desk.request.POST:
        desk.remove(desk.request.POST["remove"])
        return _state(desk)
    if "upload" in desk.request.FILES:
        return _upload(desk)
    # What was handed in changes only when its sender says so.
    if desk.story.state == StoryState.DRAFT:
        form = desk.form(data=desk.request.POST)
        if not desk.save(form):
            words = _("Too long to keep: %(fields)s. Make it shorter.") % {"fields": ", ".join(form.too_long)}
            return JsonResponse({"too_long": words}, status=422)
    return _state(desk)


def _upload(desk: Desk) -> JsonResponse:
    request = desk.request
    try:
        story_file = actions.add_file(story=desk.story, upload=request.FILES["upload"], by=request.user)
    except actions.FileRefused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=422)
    return _state(desk, html=_item(desk, request, story_file), key=story_file.key)


def _item(desk: Desk, request: HttpRequest, story_file: StoryFile) -> str:
    """The file as it stands in the list of the form."""
    form = desk.form()
    shown = {"file": story_file, "alt": form[alt_name(story_file)]}
    return render_to_string("shift_plugin/stories/form_file.html", {"item": shown, "photo": FileKind.PHOTO}, request)


def _state(desk: Desk, **more: str) -> JsonResponse:
    return JsonResponse({"changed": desk.story.changed_at.isoformat(), **more})
