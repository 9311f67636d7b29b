"""From a story to a message that colleagues can share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext
from wagtail.actions.create import CreateAction
from wagtail.log_actions import log
from wagtail.models import Locale

from shift_plugin.library.enums import MessageKind
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions.history import StoryError, record
from shift_plugin.stories.actions.public_files import publish_photo, publish_video
from shift_plugin.stories.actions.triage import accept
from shift_plugin.stories.enums import EventKind, FileKind, StoryState
from shift_plugin.stories.models import Story, StoryEvent, StoryFile, StoryMessage
from shift_plugin.stories.permissions import may_triage
from shift_plugin.stories.queries.consents import problem_with_file

# As much as the editor of a message takes.
MOST_WORDS = 3000


@transaction.atomic
def make_message(*, story: Story, by: Any, files: Iterable[StoryFile] | None = None) -> ShareableMessage:
    """A draft with the words, the photo or video, the link and the credit of a story; accepts a story that is open.

    ``files``: those to choose from, all of the story by default; the first photo and the first video go along. A file
    that its consents forbid stays behind: see ``queries.problem_with_file``. Made again, it is another message.
    Raises MayNot, StoryError for a story that isn't in use, and FileRefused when a file can't be copied.
    """
    locked = Story.objects.select_for_update(of=("self",)).select_related("sender__user", "pillar").get(pk=story.pk)
    if not may_triage(by, locked):
        raise MayNot(gettext("You may not decide about this story."))
    is_new = locked.is_open
    if is_new:
        accept(story=locked, by=by)
    elif locked.state != StoryState.ACCEPTED:
        raise StoryError(gettext("This story is not in use, so no message can be made of it."))
    message = draft_of(story=locked, files=usable(locked, files), by=by)
    CreateAction(message, user=by).execute()
    link_up(story=locked, message=message, by=by, is_told=not is_new)
    story.refresh_from_db()
    return message


def usable(story: Story, files: Iterable[StoryFile] | None = None) -> list[StoryFile]:
    chosen = story.files.select_related("story") if files is None else files
    return [file for file in chosen if file.story_id == story.pk and not problem_with_file(file)]


def draft_of(*, story: Story, files: Iterable[StoryFile], by: Any) -> ShareableMessage:
    """The message as far as the story can fill it in; not saved yet, but its photo and video are public now."""
    photo = next((file for file in files if file.kind == FileKind.PHOTO), None)
    video = next((file for file in files if file.kind == FileKind.VIDEO), None)
    with translation.override(story.language):
        prompt = gettext("What do you recognise in this story?")
        title = story.title
    message = ShareableMessage(
        title=title,
        kind=MessageKind.STORY,
        text=Truncator(story.text.strip()).chars(MOST_WORDS),
        locale=locale_of(story.language),
        link_url=story.web_address,
        credit=story.credit[:150],
        image=publish_photo(file=photo, by=by) if photo else None,
        image_alt=photo.alt if photo else "",
        video=publish_video(file=video, by=by) if video else None,
        own_words_prompt=prompt,
        live=False,
    )
    if story.pillar is not None:
        message.pillars = [story.pillar]
        key_messages = list(story.pillar.key_messages.all()[:2])
        # Only where there is nothing to choose: an editor would overlook the wrong one.
        message.key_message = key_messages[0] if len(key_messages) == 1 else None
    return message


def locale_of(language: str) -> Locale:
    """The language of a story among those of the site: itself, a variant of it, or else the site's own."""
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    short = language.split("-")[0]
    near = next((locale for code, locale in locales.items() if code.split("-")[0] == short), None)
    return locales.get(language) or near or Locale.get_default()


def link_up(*, story: Story, message: ShareableMessage, by: Any, is_told: bool) -> None:
    """Both know of each other; the sender hears it now, unless they hear something else at the same moment."""
    StoryMessage.objects.create(story=story, message=message, by=by)
    if is_told:
        record(story=story, kind=EventKind.MADE_MESSAGE, by=by)
    else:
        StoryEvent.objects.create(story=story, kind=EventKind.MADE_MESSAGE, by=by)
    log(instance=story, action="shift.story.message", user=by, data={"message": message.pk})


@transaction.atomic
def mark_published(*, message_id: int, now: datetime | None = None) -> int:
    """Tell the senders that their story can be shared, when it is for the first time; returns to how many stories."""
    now = now or timezone.now()
    told = 0
    for use in StoryMessage.objects.filter(message_id=message_id, published_at=None).select_related("story__sender"):
        if StoryMessage.objects.filter(pk=use.pk, published_at=None).update(published_at=now):
            record(story=use.story, kind=EventKind.PUBLISHED)
            told += 1
    return told


def said(problem: ValidationError | Exception) -> str:
    """What went wrong, in one line."""
    return " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
