"""Files on their way into a story and out of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from shift_plugin.stories import actions
from shift_plugin.stories.actions import FileRefused, add_file
from shift_plugin.stories.models import StoryFile
from tests.factories.people import UserFactory
from tests.factories.stories import StoryFactory, StoryFileFactory, jpeg
from tests.stories.hostile import mp4


@pytest.fixture(autouse=True)
def english(alone):
    with translation.override("en"):
        yield


def upload(data: bytes, name: str = "IMG_1.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def stored(settings) -> list[Path]:
    private = settings.MEDIA_ROOT.with_name("media_private")
    return sorted(path for path in private.rglob("*") if path.is_file())


def test_photo_is_stored_as_jpeg_with_a_small_one_beside_it(db, settings) -> None:
    story = StoryFactory()

    file = add_file(story=story, upload=upload(jpeg(1200, 900), "plein.PNG"), by=story.sender.user)

    assert StoryFile.objects.values_list("kind", "name", "extension", "content_type", "width", "height").get() == (
        "photo",
        "plein.PNG",
        "jpg",
        "image/jpeg",
        1200,
        900,
    )
    assert [path.name for path in stored(settings)] == [f"{file.key}-preview.jpg", f"{file.key}.jpg"]
    assert [Image.open(io.BytesIO(path.read_bytes())).size for path in stored(settings)] == [(480, 360), (1200, 900)]
    assert file.size == stored(settings)[1].stat().st_size


def test_same_bytes_sent_twice_are_one_file(db, settings) -> None:
    story, other = StoryFactory(), StoryFactory()
    data = jpeg()

    first, again, elsewhere = (
        add_file(story=place, upload=upload(data), by=place.sender.user) for place in (story, story, other)
    )

    assert first == again != elsewhere
    assert len(stored(settings)) == 4


def test_story_holds_only_so_many_files(db, settings) -> None:
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "STORY_MAX_FILES": 2}
    story = StoryFactory()
    StoryFileFactory.create_batch(2, story=story)

    with pytest.raises(FileRefused) as refused:
        add_file(story=story, upload=upload(jpeg()), by=story.sender.user)

    assert (refused.value.code, str(refused.value)) == (
        "too_many",
        "A story can have 2 files at most. Remove one first.",
    )


def test_removed_file_leaves_nothing_and_may_come_again(db, settings, django_capture_on_commit_callbacks) -> None:
    story = StoryFactory()
    file = add_file(story=story, upload=upload(jpeg()), by=story.sender.user)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_file(file=file, by=story.sender.user)
    assert (stored(settings), story.files.count()) == ([], 0)

    add_file(story=story, upload=upload(jpeg()), by=story.sender.user)
    assert story.files.count() == 1


def test_description_is_one_line_that_fits(db) -> None:
    file = actions.describe_file(file=StoryFileFactory(), alt="Een boom\n op het plein" + "!" * 400)

    assert file.alt.startswith("Een boom op het plein!")
    assert len(StoryFile.objects.get().alt) == 300


def test_published_photo_is_one_image_and_can_be_withdrawn(db, settings, django_capture_on_commit_callbacks) -> None:
    file, editor = StoryFileFactory(alt="Een boom op het plein"), UserFactory()

    first, second = (actions.publish_photo(file=StoryFile.objects.get(), by=editor) for _time in range(2))
    first.get_rendition("width-100")

    assert first == second
    assert (first.title, first.description, first.width) == ("Een boom op het plein", "Een boom op het plein", 640)
    assert (first.collection.name, first.uploaded_by_user) == ("Stories", editor)
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 2

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.withdraw_file(file=StoryFile.objects.get(), by=editor)

    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    file.refresh_from_db()
    assert (file.image, len(stored(settings))) == (None, 2)


def test_published_video_is_one_document_and_can_be_withdrawn(db, settings, django_capture_on_commit_callbacks) -> None:
    story = StoryFactory(text="Boom geplant")
    file = add_file(story=story, upload=upload(mp4(), "boom.mp4"), by=story.sender.user)

    first, second = (actions.publish_video(file=file, by=story.sender.user) for _time in range(2))

    assert (first, first.title, first.file_size, first.file_extension) == (second, "Boom geplant", file.size, "mp4")
    with first.open_file() as public, file.file.open() as private:
        assert public.read() == private.read()
    # Who knows the public address can't guess the private one.
    assert file.key.lower() not in first.file.name

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.withdraw_file(file=StoryFile.objects.get())
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    # Nothing is left to withdraw.
    assert actions.withdraw_file(file=StoryFile.objects.get())


def test_withdrawn_photo_can_be_published_again(db) -> None:
    file, editor = StoryFileFactory(), UserFactory()
    first = actions.publish_photo(file=file, by=editor)
    actions.withdraw_file(file=file, by=editor)

    assert actions.publish_photo(file=file, by=editor).pk != first.pk
    assert actions.publish_photo(file=file, by=editor).collection.get_parent().get_children_count() == 1


def test_no_room_in_the_public_folder_leaves_the_photo_where_it_was(db, settings, monkeypatch) -> None:
    def full(name: str, content: object) -> str:
        path = Path(default_storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage._wrapped, "_save", full)
    file = StoryFileFactory()

    with pytest.raises(FileRefused) as refused:
        actions.publish_photo(file=file, by=UserFactory())

    assert str(refused.value) == "This file can't be stored at the moment. Try again later."
    assert ([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()], len(stored(settings))) == ([], 2)
    assert StoryFile.objects.get().image is None
