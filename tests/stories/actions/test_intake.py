from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shift_plugin.people.actions import leave_programme
from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions import StoryError, hand_in, withdraw
from shift_plugin.stories.enums import StoryState
from shift_plugin.stories.models import Story, StoryFile
from shift_plugin.stories.signals import story_handed_in
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import StoryFactory, StoryFileFactory

pytestmark = pytest.mark.django_db


def draft(**more) -> Story:
    return StoryFactory(**{"state": "draft", "handed_in_at": None, "due_at": None, **more})


def test_handing_in_is_told_to_whoever_listens_once():
    heard = []
    story = draft()

    def listen(sender, story, **kwargs):
        heard.append(story.pk)

    story_handed_in.connect(listen)
    try:
        for _time in range(2):
            hand_in(story=story, by=story.sender.user)
    finally:
        story_handed_in.disconnect(listen)

    assert heard == [story.pk]
    assert ModelLogEntry.objects.filter(action="shift.story.handed_in").count() == 1


def test_only_its_sender_hands_a_story_in_or_takes_it_back():
    story = draft()

    for action in (hand_in, withdraw):
        for stranger in (UserFactory(), UserFactory(is_superuser=True)):
            with pytest.raises(MayNot):
                action(story=story, by=stranger)

    story.refresh_from_db()
    assert story.state == StoryState.DRAFT


@pytest.mark.parametrize(
    ("text", "with_file", "recognisable", "fields"),
    [
        ("", False, "", ["text"]),
        (" \n ", False, "nobody", ["text"]),
        ("Woorden", False, "", []),
        ("Woorden", True, "", ["recognisable"]),
        ("", True, "nobody", []),
        ("Woorden", True, "not_asked", []),
    ],
)
def test_what_a_story_needs(text, with_file, recognisable, fields):
    story = draft(text=text, recognisable=recognisable)
    if with_file:
        StoryFileFactory(story=story)

    try:
        hand_in(story=story, by=story.sender.user)
        found = []
    except StoryError as error:
        found = list(error.message_dict)

    assert found == fields


def test_a_decision_stands():
    story = StoryFactory(state="declined")

    with pytest.raises(StoryError):
        withdraw(story=story, by=story.sender.user)


def test_who_stops_takes_drafts_along_and_leaves_stories_without_a_name(django_capture_on_commit_callbacks):
    sender, other = AmbassadorFactory(), AmbassadorFactory()
    begun = StoryFileFactory(story=draft(sender=sender))
    asked = StoryFactory(sender=sender, state="question", wants_credit=True, due_at=None)
    theirs = draft(sender=other, wants_credit=True)

    with django_capture_on_commit_callbacks(execute=True):
        leave_programme(ambassador=sender)

    asked.refresh_from_db()
    theirs.refresh_from_db()
    assert (asked.wants_credit, asked.credit, asked.state) == (False, "", StoryState.WAITING)
    assert asked.due_at > timezone.now()
    assert theirs.wants_credit
    assert not StoryFile.objects.filter(pk=begun.pk).exists()
    assert not begun.file.storage.exists(begun.file.name)


def test_who_is_deleted_leaves_no_name(django_capture_on_commit_callbacks):
    sender = AmbassadorFactory()
    story = StoryFactory(sender=sender, wants_credit=True)
    draft(sender=sender)

    with django_capture_on_commit_callbacks(execute=True):
        sender.user.delete()

    story.refresh_from_db()
    assert (story.credit, story.wants_credit) == ("", False)
    assert Story.objects.get() == story


def test_due_follows_the_working_days_of_the_site(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "STORY_TARGET_DAYS": 5, "OFFICE_HOURS": "1 08:00-17:00"}
    story = hand_in(story=draft(), by=Story.objects.get().sender.user)

    local = timezone.localtime(story.due_at)
    assert (local.isoweekday(), local.hour) == (1, 17)
    assert timedelta(days=28) < story.due_at - story.handed_in_at < timedelta(days=36)
