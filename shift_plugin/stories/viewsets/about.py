"""What is shown of messages, consents and trust on other pages of the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.forms import Media as FormMedia
from django.utils import timezone
from wagtail.admin.ui.components import Component

from shift_plugin.library.enums import MessageState
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import with_state
from shift_plugin.stories.enums import FileKind, StoryState
from shift_plugin.stories.models import Consent, Story, StoryMessage
from shift_plugin.stories.permissions import (
    MAY_MAKE_MESSAGES,
    MAY_RECORD,
    MAY_SEE,
    MAY_SEE_CONSENTS,
    may_triage,
)
from shift_plugin.stories.queries.consents import (
    closed_to,
    consents_about,
    expiring,
    media_in,
    obstacles_of,
    problem_with_file,
)
from shift_plugin.stories.queries.results import figures_of
from shift_plugin.stories.viewsets.consent_words import is_valid, network_name, state_of, subject_of

_FOLDER = "shift_plugin/stories/admin"
_SHOWN = 5


class AdminPart(Component):
    @property
    def media(self) -> FormMedia:
        return FormMedia(css={"all": ["shift_plugin/admin-consents.css"]})


class MessagesOfStory(AdminPart):
    """On the page of a story: its messages with what they yield, and the button that makes another."""

    template_name = f"{_FOLDER}/story_messages.html"

    def __init__(self, story: Story, user: Any) -> None:
        self.story = story
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        story = self.story
        uses = list(StoryMessage.objects.filter(story=story).select_related("message").order_by("pk"))
        figures = figures_of(use.message_id for use in uses)
        states = dict(with_state(ShareableMessage.objects.filter(pk__in=list(figures))).values_list("pk", "state"))
        may_change = may_triage(self.user, story)
        in_use = story.is_open or story.state == StoryState.ACCEPTED
        files = [(file, problem_with_file(file)) for file in story.files.select_related("story")]
        return {
            "story": story,
            "uses": [
                (use.message, MessageState(states[use.message_id]).label, figures[use.message_id]) for use in uses
            ],
            "photos": [pair for pair in files if pair[0].kind == FileKind.PHOTO],
            "videos": [pair for pair in files if pair[0].kind == FileKind.VIDEO],
            "may_make": may_change and in_use and self.user.has_perm(MAY_MAKE_MESSAGES),
            "may_take_back": may_change and story.by_trust and story.state == StoryState.ACCEPTED,
            "request": parent_context.get("request") if parent_context else None,
            "csrf_token": parent_context.get("csrf_token") if parent_context else "",
        }


class ConsentsOfStory(AdminPart):
    """On the page of a story: who agreed, file by file."""

    template_name = f"{_FOLDER}/story_consents.html"

    def __init__(self, story: Story, user: Any) -> None:
        self.story = story
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        files = list(self.story.files.prefetch_related("consents").select_related("story"))
        return {
            "story": self.story,
            "files": [(file, with_states(file.consents.all()), problem_with_file(file)) for file in files],
            "may_record": self.user.has_perm(MAY_RECORD),
        }


class AboutMessage(AdminPart):
    """At the top of a message: the story that it was made from, and who agreed to its photo or video."""

    template_name = f"{_FOLDER}/about_message.html"

    def __init__(self, message: ShareableMessage, user: Any) -> None:
        self.message = message
        self.user = user
        self.uses = list(message.story_uses.select_related("story__sender__user")) if user.has_perm(MAY_SEE) else []
        self.media_in_it = media_in(message)
        self.sees_consents = user.has_perm(MAY_SEE_CONSENTS) and bool(self.media_in_it)

    @property
    def has_something_to_say(self) -> bool:
        return bool(self.uses or self.sees_consents)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        about = consents_about(self.media_in_it).distinct() if self.sees_consents else Consent.objects.none()
        return {
            "message": self.message,
            "uses": self.uses,
            "sees_consents": self.sees_consents,
            "consents": with_states(about),
            "problems": list(obstacles_of(self.message).values()) if self.sees_consents else [],
            "closed": [network_name(key) for key in sorted(closed_to(self.message))] if self.sees_consents else [],
            "may_record": self.user.has_perm(MAY_RECORD),
        }


class EndingConsents(AdminPart):
    """On the Shift home: what ends soon, so that somebody can ask in time."""

    template_name = f"{_FOLDER}/ending_consents.html"
    order = 40

    def __init__(self, now: Any) -> None:
        found = expiring(now).select_related("file__story", "image", "document")
        self.total = found.count()
        self.consents = list(found[:_SHOWN])
        self.numbers = [(days, expiring(now, timedelta(days=days)).count()) for days in (30, 60, 90)]

    @classmethod
    def for_user(cls, user: Any) -> EndingConsents | None:
        panel = cls(timezone.now()) if user.has_perm(MAY_SEE_CONSENTS) else None
        return panel if panel is not None and panel.total else None

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {
            "numbers": self.numbers,
            "consents": [(consent, subject_of(consent)) for consent in self.consents],
        }


def with_states(consents: Any) -> list[tuple[Consent, str, bool]]:
    return [(consent, state_of(consent), is_valid(consent)) for consent in consents]
