"""The form for a story: the same for a page that an editor placed and for changing a story afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shift_plugin.base.models import new_key
from shift_plugin.conf import shift_settings
from shift_plugin.people.models import Ambassador
from shift_plugin.stories import actions
from shift_plugin.stories.enums import CHANGEABLE, FileKind, StoryState
from shift_plugin.stories.forms import StoryForm, alt_name
from shift_plugin.stories.models import Challenge, Story, StoryFile, StorySubmissionPage
from shift_plugin.stories.queries import draft_of, pillars_for_sender
from shift_plugin.stories.queries.challenges import challenge_to_answer
from shift_plugin.stories.views.uploads import answer_in_background

FOLDER = "shift_plugin/stories"
KEY_SIGNS = 22


def story_form(request: HttpRequest, page: Any) -> HttpResponse | None:
    """What a page with the form answers; None for somebody who isn't logged in, whom the page sends to the log-in."""
    if not request.user.is_authenticated:
        return None
    ambassador = Ambassador.objects.for_user(request.user)
    if ambassador is None and not getattr(request, "is_preview", False):
        return render(request, f"{FOLDER}/join_first.html", {"page": page, "back": request.get_full_path()})
    return Desk(request, page, ambassador).answer()


class Desk:
    """One visit to the form: what is shown, and what each of its buttons does."""

    def __init__(
        self, request: HttpRequest, page: Any, ambassador: Ambassador | None, story: Story | None = None
    ) -> None:
        self.request, self.page, self.ambassador = request, page, ambassador
        self.is_change = story is not None
        self.story = story
        if story is None and ambassador is not None:
            self.story = draft_of(ambassador, self.page_id)

    @property
    def page_id(self) -> int | None:
        """None for a page type of the host: a story only knows forms of ours."""
        return self.page.pk if isinstance(self.page, StorySubmissionPage) else None

    @cached_property
    def pillars(self) -> list[Any]:
        return pillars_for_sender(self.ambassador, self.page)

    @cached_property
    def challenge(self) -> Challenge | None:
        """The challenge that is answered: that of the address, else of the form, else of the draft."""
        kept = self.story.challenge_id if self.story is not None else None
        number = self.request.GET.get("challenge") or self.request.POST.get("challenge_id") or kept or ""
        return challenge_to_answer(str(number), self.ambassador, timezone.now())

    @property
    def files(self) -> list[StoryFile]:
        return list(self.story.files.all()) if self.story is not None else []

    def answer(self) -> HttpResponse:
        if self.request.method != "POST" or self.ambassador is None:
            return self.show(self.empty_form())
        self.story = self._begin()
        if self.story.state not in CHANGEABLE:
            return answer_in_background(self) or self._handed_in()
        return answer_in_background(self) or self._step()

    def form(self, **words: Any) -> StoryForm:
        return StoryForm(page=self.page, pillars=self.pillars, story=self.story, files=self.files, **words)

    def empty_form(self) -> StoryForm:
        """With what is known already: the draft, and the pillar when there is only one that it can be."""
        key = self.story.key if self.story is not None else new_key()
        challenge = self.challenge.pk if self.challenge is not None else ""
        form = self.form(initial={"key": key, "challenge_id": challenge})
        form.initial["pillar_id"] = form.initial.get("pillar_id") or self._likely_pillar()
        return form

    def save(self, form: StoryForm) -> bool:
        """Keep everything that was typed, also what isn't right yet; False when some of it isn't kept.

        What editors have already changes only when all of it is right, and goes on answering the same challenge.
        """
        known: dict[str, Any] = {}
        if self.story is None or self.story.state == StoryState.DRAFT:
            known["challenge_id"] = self.challenge.pk if self.challenge is not None else None
        elif not form.is_valid():
            return False
        self.story = actions.save_words(story=self.story, **known, **form.typed())
        for story_file, alt in form.alts().items():
            if alt != story_file.alt:
                actions.describe_file(file=story_file, alt=alt)
        return not form.too_long

    def show(self, form: StoryForm, status: int = 200) -> HttpResponse:
        context = {
            **self.page.get_context(self.request),
            "form": form,
            "story": self.story,
            "files": [{"file": item, "alt": form[alt_name(item)]} for item in form.files_of_story],
            "answers": [form[f"answer_{number}"] for number, _question in enumerate(form.questions)],
            "challenge": self.challenge,
            "is_change": self.is_change and self.story is not None and self.story.state != StoryState.DRAFT,
            "changed": self.story.changed_at.isoformat() if self.story is not None else "",
            "is_begun": self.story is not None and not form.is_bound,
            "most_files": shift_settings.STORY_MAX_FILES,
            "photo": FileKind.PHOTO,
            "owner": salted_hmac("shift_plugin.story", str(self.request.user.pk), algorithm="sha256").hexdigest()[:20],
        }
        answer = TemplateResponse(self.request, self.page.get_template(self.request), context, status=status)
        patch_cache_control(answer, private=True, no_cache=True)
        return answer

    def _begin(self) -> Story:
        if self.is_change and self.story is not None:
            return self.story
        key = self.request.POST.get("key", "")
        return actions.open_draft(
            sender=self.ambassador,
            page_id=self.page_id,
            key=key if len(key) == KEY_SIGNS and key.isascii() and key.isalnum() else new_key(),
            language=self.page.locale.language_code if self.page.locale_id else get_language() or "",
        )

    def _step(self) -> HttpResponse:
        posted, problem = self.request.POST, self._add_file()
        if "remove" in posted:
            self.remove(posted["remove"])
        form = self.form(data=posted)
        is_kept = self.save(form)
        if posted.get("step") == "hand_in":
            return self._hand_in(form, problem)
        if posted.get("step") == "add" and "file" not in self.request.FILES:
            problem = _("Choose a photo or video first.")
        if problem:
            if is_kept:
                form.errors.clear()
            form.add_error("file", problem)
            return self.show(form, status=422)
        if not is_kept:
            return self.show(form, status=422)
        return HttpResponseRedirect(f"{self.request.get_full_path()}#shift-files")

    def _hand_in(self, form: StoryForm, problem: str) -> HttpResponse:
        if problem:
            form.add_error("file", problem)
        if not form.is_valid():
            return self.show(form, status=422)
        if self.story.state == StoryState.DRAFT:
            actions.hand_in(story=self.story, by=self.request.user)
            return self._handed_in()
        messages.success(self.request, _("Your changes are saved."))
        return redirect("shift:story", self.story.key)

    def _handed_in(self) -> HttpResponse:
        return redirect("shift:story_thanks", self.story.key)

    def _add_file(self) -> str:
        """Add the file that came along; why not, when it can't be used."""
        upload = self.request.FILES.get("file")
        if upload is None:
            return ""
        try:
            actions.add_file(story=self.story, upload=upload, by=self.request.user)
        except actions.FileRefused as refusal:
            return str(refusal)
        return ""

    def remove(self, key: str) -> None:
        story_file = self.story.files.filter(key=key).first()
        if story_file is not None:
            actions.remove_file(file=story_file, by=self.request.user)

    def _likely_pillar(self) -> int | None:
        """That of the address or the challenge, or the only one there is."""
        offered = {item.pk for item in self.pillars}
        asked = self.request.GET.get("pillar", "")
        if asked.isdecimal() and int(asked) in offered:
            return int(asked)
        wanted = {pillar.pk for pillar in self.challenge.pillars.all()} & offered if self.challenge else set()
        only = wanted or offered
        return only.pop() if len(only) == 1 else None
