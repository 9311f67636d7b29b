from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from shift_plugin.base.models import new_key
from shift_plugin.stories.actions import discard, forget_drafts, open_draft, save_words
from shift_plugin.stories.models import Story, StoryFile
from shift_plugin.stories.tasks import forget_drafts as daily
from tests.factories.people import AmbassadorFactory
from tests.factories.stories import StoryFactory, StoryFileFactory, StorySubmissionPageFactory

pytestmark = pytest.mark.django_db


def draft(**more) -> Story:
    return StoryFactory(**{"state": "draft", "handed_in_at": None, "due_at": None, **more})


def test_one_draft_per_person_and_form():
    sender, page = AmbassadorFactory(), StorySubmissionPageFactory()
    other_page = StorySubmissionPageFactory()

    def begin(page, key):
        return open_draft(sender=sender, page_id=page.pk, key=key, language="nl")

    first, second = begin(page, "a" * 22), begin(page, "b" * 22)
    third = begin(other_page, "c" * 22)

    assert (first.pk, second.key) == (second.pk, "b" * 22)
    assert third.pk != first.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        draft(sender=sender, page=page)


def test_a_story_that_was_handed_in_is_given_as_it_is():
    story = StoryFactory()

    found = open_draft(sender=story.sender, page_id=None, key=story.key, language="nl")
    saved = save_words(story=found, text="Te laat")

    assert found.pk == story.pk
    assert saved.text == story.text


def test_a_key_of_somebody_else_gives_a_draft_of_ones_own():
    other = draft()

    found = open_draft(sender=AmbassadorFactory(), page_id=None, key=other.key, language="nl")

    assert (found.pk != other.pk, found.key != other.key) == (True, True)


def test_what_was_handed_in_is_never_thrown_away():
    story = StoryFactory()

    discard(story=story)

    assert Story.objects.filter(pk=story.pk).exists()


def test_drafts_that_were_left_alone_go_with_their_files(settings, django_capture_on_commit_callbacks, mailoutbox):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "STORY_DRAFT_DAYS": 10}
    now = timezone.now()
    old = StoryFileFactory(story=draft(changed_at=now - timedelta(days=10, minutes=1)))
    recent = draft(changed_at=now - timedelta(days=9, hours=23))
    waiting = StoryFactory(changed_at=now - timedelta(days=100))

    with django_capture_on_commit_callbacks(execute=True):
        assert forget_drafts(now=now) == 1
        daily()

    assert set(Story.objects.all()) == {recent, waiting}
    assert not StoryFile.objects.exists()
    assert not old.file.storage.exists(old.file.name)
    assert mailoutbox == []


def test_a_new_key_is_free():
    assert len({new_key() for _number in range(100)}) == 100
