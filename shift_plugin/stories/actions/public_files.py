"""Copies of the files of stories in the site's own images and documents, where everybody can open them."""

from __future__ import annotations

import logging
from typing import Any

from django.core.files.base import File
from django.core.files.images import ImageFile
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Collection

from shift_plugin.base.models import new_key
from shift_plugin.conf import shift_settings
from shift_plugin.stories.enums import Refusal
from shift_plugin.stories.models import StoryFile
from shift_plugin.stories.rules import FileRefused

logger = logging.getLogger("shift_plugin")


@transaction.atomic
def publish_photo(*, file: StoryFile, by: Any) -> Any:
    """The photo as an image of the site, made the first time it is asked for. Raises FileRefused when it can't be
    stored.
    """
    locked = _locked(file)
    if locked.image is None:
        image = get_image_model()(title=_title(locked), description=locked.alt[:255])
        locked.image = _copied(locked, image, ImageFile, by)
        locked.save(update_fields=["image"])
    file.image = locked.image
    return locked.image


@transaction.atomic
def publish_video(*, file: StoryFile, by: Any) -> Any:
    """The video as a document of the site, made the first time it is asked for. Raises FileRefused when it can't be
    stored.
    """
    locked = _locked(file)
    if locked.document is None:
        locked.document = _copied(locked, get_document_model()(title=_title(locked)), File, by)
        locked.save(update_fields=["document"])
    file.document = locked.document
    return locked.document


@transaction.atomic
def withdraw_file(*, file: StoryFile, by: Any = None) -> bool:
    """Delete what was published of a file, with every size that was made of it; the story keeps its own.

    False when a page of the site can't do without it: then an editor has to choose another picture there first.
    """
    locked = _locked(file)
    for public in (locked.image, locked.document):
        if public is None:
            continue
        try:
            with transaction.atomic():
                log(instance=public, action="wagtail.delete", user=by, deleted=True)
                public.delete()
        except (ProtectedError, RestrictedError):
            return False
    file.image = file.document = None
    return True


def _locked(file: StoryFile) -> StoryFile:
    """Two editors who ask at the same time get the same copy."""
    locked = StoryFile.objects.select_for_update(of=("self",)).select_related("story")
    return locked.get(pk=file.pk)


def _title(file: StoryFile) -> str:
    return (file.alt or file.story.title)[:255]


def _copied(file: StoryFile, public: Any, file_class: type[File], by: Any) -> Any:
    public.collection = _collection()
    public.uploaded_by_user = by
    # A name of its own: who has the public address knows nothing of the private one.
    name = f"story-{new_key()[:12].lower()}.{file.extension}"
    try:
        with file.file.storage.open(str(file.file.name)) as stored, transaction.atomic():
            public.file = file_class(stored, name=name)
            public.save()
            # Wagtail's own forms do this; it finds doubles by them.
            public.get_file_size()
            public.get_file_hash()
            log(instance=public, action="wagtail.create", user=by)
    except Exception as error:
        logger.exception("A file of a story could not be copied to the public files.")
        public.file.storage.delete(public.file.field.generate_filename(public, name))
        raise FileRefused(Refusal.NOT_STORED) from error
    return public


def _collection() -> Collection:
    root = Collection.objects.select_for_update().get(depth=1)
    name = shift_settings.STORY_COLLECTION
    return root.get_children().filter(name=name).first() or root.add_child(name=name)
