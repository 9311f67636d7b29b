from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from shift_plugin.stories.enums import FileKind, StoryState
from shift_plugin.stories.models import Story
from shift_plugin.stories.queries import first_photos, in_queue, in_words, neighbours, standing, verdicts, what_waits
from tests.factories.people import UserFactory
from tests.factories.stories import StoryFactory, StoryFileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def test_tabs_show_what_they_say(now) -> None:
    me = UserFactory()
    older = StoryFactory(handed_in_at=now - 3 * DAY, due_at=now - DAY)
    newer = StoryFactory(handed_in_at=now - DAY, assigned_to=me)
    asked = StoryFactory(handed_in_at=now - 2 * DAY, state=StoryState.QUESTION, due_at=None)
    done = StoryFactory(handed_in_at=now - 9 * DAY, due_at=now - 8 * DAY, state=StoryState.ACCEPTED, assigned_to=me)
    StoryFactory(handed_in_at=None, due_at=None, state=StoryState.DRAFT)

    assert {show: list(in_queue(show, me, now)) for show in ("open", "mine", "late", "all")} == {
        "open": [older, asked, newer],
        "mine": [newer],
        "late": [older],
        "all": [newer, asked, older, done],
    }
    numbers = what_waits(me, now)
    assert (numbers.open, numbers.mine, numbers.late, numbers.oldest) == (3, 1, 1, older.handed_in_at)


def test_the_first_photo_stands_for_a_story() -> None:
    story = StoryFactory()
    video = StoryFileFactory(story=story, kind=FileKind.VIDEO, position=0)
    photo = StoryFileFactory(story=story, position=1)
    StoryFileFactory(story=story, position=2)
    only_video = StoryFileFactory(kind=FileKind.VIDEO)

    assert first_photos([story, only_video.story]) == {story.pk: photo, only_video.story.pk: only_video}
    assert video.story == story


def test_neighbours_are_the_open_ones_beside_it_by_age(now) -> None:
    stories = [StoryFactory(handed_in_at=now - age * HOUR) for age in (4, 3, 2, 2)]
    StoryFactory(handed_in_at=now - 2.5 * HOUR, state=StoryState.DECLINED)

    assert [neighbours(story) for story in stories] == [
        (None, stories[1]),
        (stories[0], stories[2]),
        (stories[1], stories[3]),
        (stories[2], None),
    ]


@pytest.mark.parametrize(
    ("state", "left", "words", "tone"),
    [
        (StoryState.WAITING, 30 * HOUR, "30 hours left", "fine"),
        (StoryState.WAITING, 3 * DAY, "3 days left", "fine"),
        (StoryState.WAITING, 2 * HOUR, "2 hours left", "soon"),
        (StoryState.WAITING, timedelta(), "1 minute late", "late"),
        (StoryState.WAITING, -2 * DAY, "2 days late", "late"),
        (StoryState.QUESTION, None, "Waits for the sender’s answer", "none"),
        (StoryState.ACCEPTED, -DAY, "", "none"),
    ],
)
def test_standing_tells_the_time_in_words(now, state, left, words, tone) -> None:
    told = standing(Story(state=state, due_at=now + left if left is not None else None), now)

    assert (told.words, told.tone) == (words, tone)


def test_time_is_told_as_people_tell_it() -> None:
    assert [in_words(time) for time in (timedelta(seconds=5), 59 * HOUR / 60, HOUR, 47 * HOUR, 2 * DAY)] == [
        "1 minute",
        "59 minutes",
        "1 hour",
        "47 hours",
        "2 days",
    ]


def decided(now, took: timedelta, in_time: bool = True, **kwargs) -> Story:
    end = now - HOUR
    return StoryFactory(
        **{
            "state": StoryState.ACCEPTED,
            "handed_in_at": end - took,
            "decided_at": end,
            "due_at": end + HOUR if in_time else end - HOUR,
            **kwargs,
        }
    )


def test_verdicts_tell_the_median_and_the_share_in_time(now) -> None:
    decided(now, HOUR)
    decided(now, 5 * HOUR, due_at=None)
    decided(now, 9 * DAY, in_time=False, state=StoryState.DECLINED)
    decided(now, HOUR, by_trust=True)
    decided(now, HOUR, decided_at=now - 40 * DAY)
    StoryFactory()

    found = verdicts(now, 30)
    assert (found.count, found.in_time, found.median, found.share) == (3, 2, 5 * HOUR, 67)
    assert verdicts(now, 90).count == 4


def test_verdicts_of_nothing_are_nothing(now) -> None:
    found = verdicts(now, 30)

    assert (found.count, found.median, found.share, found.in_words) == (0, None, None, "")
