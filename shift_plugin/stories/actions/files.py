"""The files of a story: taken in, described, and gone without a trace."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.db.models.fields.files import FieldFile
from wagtail.log_actions import log

from shift_plugin.conf import shift_settings
from shift_plugin.stories.actions.checking import Checked, digest_of, make_harmless, type_of
from shift_plugin.stories.enums import Refusal
from shift_plugin.stories.models import Story, StoryFile
from shift_plugin.stories.rules import FileRefused, clean_name

logger = logging.getLogger("shift_plugin")


def add_file(*, story: Story, upload: UploadedFile, by: Any) -> StoryFile:
    """Add a photo or video to a story; the caller has asked whether this person may.

    Raises FileRefused, whose text is for the sender; then nothing is kept. The same bytes sent twice, because the
    answer to the first time got lost, give the file that is there already.
    """
    file_type = type_of(upload)
    digest = digest_of(upload)
    if there_already := story.files.filter(digest=digest).first():
        return there_already
    _ask_for_room(story)
    checked = make_harmless(upload, file_type)
    # Only now, because pictures take their time to be drawn.
    with transaction.atomic():
        story = Story.objects.select_for_update().get(pk=story.pk)
        if there_already := story.files.filter(digest=digest).first():
            return there_already
        _ask_for_room(story)
        return _store(story, checked, name=clean_name(upload.name or ""), digest=digest, by=by)


def _ask_for_room(story: Story) -> None:
    if story.files.count() >= shift_settings.STORY_MAX_FILES:
        raise FileRefused(Refusal.TOO_MANY, limit=shift_settings.STORY_MAX_FILES)


def _store(story: Story, checked: Checked, *, name: str, digest: str, by: Any) -> StoryFile:
    last = story.files.aggregate(last=Max("position"))["last"]
    file = StoryFile(
        story=story,
        kind=checked.kind,
        name=name,
        extension=checked.extension,
        content_type=checked.content_type,
        digest=digest,
        size=checked.size,
        width=checked.width,
        height=checked.height,
        position=0 if last is None else last + 1,
    )
    try:
        file.file.save("", checked.file, save=False)
        if checked.preview is not None:
            file.preview.save("", checked.preview, save=False)
        with transaction.atomic():
            file.save()
            log(instance=file, action="wagtail.create", user=by)
    except Exception as error:
        _take_away_what_was_begun(file)
        logger.exception("A file of a story could not be stored.")
        raise FileRefused(Refusal.NOT_STORED) from error
    return file


def _take_away_what_was_begun(file: StoryFile) -> None:
    """A disk that is full leaves half a file, whose name the field doesn't know yet."""
    for field in (file.file, file.preview):
        name = field.field.generate_filename(file, "")
        try:
            field.storage.delete(name)
        except Exception:
            logger.exception("%s could not be deleted from the private storage.", name)


@transaction.atomic
def describe_file(*, file: StoryFile, alt: str) -> StoryFile:
    file.alt = " ".join(alt.split())[: StoryFile._meta.get_field("alt").max_length]
    file.save(update_fields=["alt"])
    return file


@transaction.atomic
def remove_file(*, file: StoryFile, by: Any) -> None:
    """Take a file out of its story. What is stored goes with the row, see receivers; what was published stays."""
    log(instance=file, action="wagtail.delete", user=by, deleted=True)
    file.delete()


@transaction.atomic
def delete_story(*, story: Story, by: Any) -> None:
    """Delete a story with its files and history, such as a draft that nobody came back to."""
    log(instance=story, action="wagtail.delete", user=by, deleted=True)
    story.delete()


def discard_stored(*fields: FieldFile) -> None:
    """Delete stored files once the database agrees that nothing knows them any more."""
    for field in fields:
        if field.name:
            transaction.on_commit(partial(field.storage.delete, field.name), robust=True)
