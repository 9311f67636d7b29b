"""What is stored goes when nothing knows it any more."""

from __future__ import annotations

from django.core.files.base import ContentFile

from shift_plugin.stories import actions
from tests.factories.people import UserFactory
from tests.factories.stories import ConsentFactory, StoryFactory, StoryFileFactory


def stored(settings) -> list[str]:
    private = settings.MEDIA_ROOT.with_name("media_private")
    return sorted(path.name for path in private.rglob("*") if path.is_file())


def test_files_of_a_story_go_with_it_and_others_stay(db, settings, django_capture_on_commit_callbacks) -> None:
    story = StoryFactory()
    StoryFileFactory.create_batch(2, story=story)
    other = StoryFileFactory()

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_story(story=story, by=UserFactory())

    assert stored(settings) == sorted([f"{other.key}.jpg", f"{other.key}-preview.jpg"])


def test_signed_form_goes_with_its_consent(db, settings, django_capture_on_commit_callbacks) -> None:
    consent = ConsentFactory(file=StoryFileFactory())
    consent.signed_file.save("form.pdf", ContentFile(b"%PDF-1.7"))

    with django_capture_on_commit_callbacks(execute=True):
        consent.delete()

    assert consent.key not in stored(settings)


def test_file_stays_when_its_deletion_is_taken_back(db, settings, django_capture_on_commit_callbacks) -> None:
    file = StoryFileFactory()

    with django_capture_on_commit_callbacks(execute=False):
        actions.remove_file(file=file, by=UserFactory())

    assert stored(settings) == sorted([f"{file.key}.jpg", f"{file.key}-preview.jpg"])
