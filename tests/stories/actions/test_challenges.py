"""A challenge opens, closes by itself in three ways, thanks everybody once, and may open again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shift_plugin.base.actions.jobs import in_this_process
from shift_plugin.stories.actions.challenges import (
    ChallengeError,
    close_challenge,
    close_due,
    close_if_full,
    delete_challenge,
    open_challenge,
    reopen_challenge,
    take_answer,
)
from shift_plugin.stories.actions.thanking import mail_thanks, thank
from shift_plugin.stories.enums import ChallengeState, ClosedBecause, StoryState
from shift_plugin.stories.models import Challenge, Story, StoryEvent
from shift_plugin.stories.signals import story_handed_in
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import ChallengeFactory, StoryFactory

pytestmark = pytest.mark.django_db

LATER = timedelta(days=30)


def now() -> Any:
    return timezone.now()


def fresh(challenge: Challenge) -> Challenge:
    return Challenge.objects.get(pk=challenge.pk)


def test_a_draft_opens_once() -> None:
    challenge, editor = ChallengeFactory(state="draft"), UserFactory()

    assert [open_challenge(challenge=challenge, by=editor, now=now()) for _time in range(2)] == [True, False]
    assert fresh(challenge).state == ChallengeState.OPEN
    assert fresh(challenge).announced_at is not None
    assert ModelLogEntry.objects.filter(action="shift.challenge.open", user=editor).count() == 1


def test_a_draft_with_a_deadline_in_the_past_does_not_open() -> None:
    challenge = ChallengeFactory(state="draft", deadline=now() - timedelta(minutes=1))

    with pytest.raises(ChallengeError):
        open_challenge(challenge=challenge, by=None, now=now())


def test_it_closes_at_its_deadline_once_whatever_the_number_of_workers() -> None:
    challenge = ChallengeFactory()

    assert close_due(now=now()) == 0
    assert [close_due(now=now() + LATER) for _worker in range(2)] == [1, 0]
    assert fresh(challenge).closed_because == ClosedBecause.DEADLINE


def test_a_deadline_that_was_put_off_a_moment_ago_does_not_close_it() -> None:
    challenge = ChallengeFactory()

    assert close_challenge(challenge_id=challenge.pk, because=ClosedBecause.DEADLINE, now=now()) is False


@pytest.mark.parametrize(
    ("state", "closes"),
    [("waiting", True), ("accepted", True), ("merged", True), ("declined", False), ("withdrawn", False)],
)
def test_it_closes_when_the_last_story_that_was_asked_for_arrives(state: str, closes: bool) -> None:
    challenge = ChallengeFactory(target_count=2)
    StoryFactory(challenge=challenge, state=state)
    last = StoryFactory(challenge=challenge)

    story_handed_in.send(Story, story=last)

    assert (fresh(challenge).closed_because == ClosedBecause.TARGET) is closes


def test_a_close_that_was_cut_off_is_done_by_the_next_tick() -> None:
    challenge = ChallengeFactory(target_count=1)
    StoryFactory(challenge=challenge)

    assert close_due(now=now()) == 1
    assert close_if_full(challenge_id=challenge.pk, now=now()) is False


def test_a_story_that_comes_too_late_is_a_story_of_its_own() -> None:
    story = StoryFactory(challenge=ChallengeFactory(state="closed"))

    take_answer(story=story, now=now())

    assert (story.challenge, Story.objects.get().challenge) == (None, None)


def test_everybody_who_answered_is_thanked_once_in_their_language(mailoutbox) -> None:
    challenge = ChallengeFactory(thanks="Wat een mooie plekken!")
    busy = AmbassadorFactory()
    StoryFactory.create_batch(2, challenge=challenge, sender=busy)
    english = StoryFactory(challenge=challenge, sender__language="en", state="declined").sender
    StoryFactory(challenge=challenge, state="withdrawn")
    StoryFactory(challenge=challenge, sender__receives_mail=False)
    StoryFactory(sender=AmbassadorFactory())

    with in_this_process() as work:
        close_challenge(challenge_id=challenge.pk, because=ClosedBecause.EDITOR, now=now())
        thank(challenge_id=challenge.pk, now=now())
        close_due(now=now())
    # on_commit runs at the end of a test's transaction only.
    events = StoryEvent.objects.filter(kind="thanked")
    for _time in range(2):
        for event in events:
            mail_thanks(event_id=event.pk, now=now())
    work()

    mails = {mail.to[0]: mail for mail in mailoutbox}
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([busy.email, english.email])
    assert "is closed" in mails[english.email].subject
    assert "3 stories came in." in mails[english.email].body
    assert "Wat een mooie plekken!" in mails[english.email].body


def test_who_had_only_begun_hears_that_the_draft_is_kept(mailoutbox) -> None:
    challenge = ChallengeFactory(state="closed", closed_at=now())
    story = StoryFactory(challenge=challenge, state=StoryState.DRAFT, handed_in_at=None, sender__language="en")

    thank(challenge_id=challenge.pk, now=now())
    mail_thanks(event_id=story.events.get().pk, now=now())

    assert "Your draft is kept" in mailoutbox[0].body
    assert Story.objects.get().state == StoryState.DRAFT


def test_a_mail_server_that_refuses_is_tried_again(mailoutbox, settings) -> None:
    challenge = ChallengeFactory(state="closed", closed_at=now())
    event = _thanked(StoryFactory(challenge=challenge))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9

    with pytest.raises(OSError):
        mail_thanks(event_id=event.pk, now=now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert mail_thanks(event_id=event.pk, now=now()) is True


def _thanked(story: Story) -> StoryEvent:
    return StoryEvent.objects.create(story=story, kind="thanked")


def test_who_was_thanked_is_not_thanked_again_after_it_was_reopened() -> None:
    challenge = ChallengeFactory(target_count=1)
    StoryFactory(challenge=challenge)
    close_due(now=now())
    thank(challenge_id=challenge.pk, now=now())
    reopen_challenge(challenge=challenge, deadline=now() + LATER, target_count=None, by=None, now=now())
    second = StoryFactory(challenge=challenge)
    close_challenge(challenge_id=challenge.pk, because=ClosedBecause.EDITOR, now=now())

    assert thank(challenge_id=challenge.pk, now=now()) == 1
    assert StoryEvent.objects.filter(kind="thanked").latest("pk").story == second


@pytest.mark.parametrize(("days", "target"), [(-1, None), (1, 1)])
def test_it_reopens_only_with_a_deadline_ahead_and_room_for_a_story(days: int, target: int | None) -> None:
    challenge = ChallengeFactory(state="closed", closed_at=now())
    StoryFactory(challenge=challenge)

    with pytest.raises(ChallengeError):
        reopen_challenge(
            challenge=challenge, deadline=now() + timedelta(days=days), target_count=target, by=None, now=now()
        )


def test_only_a_draft_is_deleted() -> None:
    draft, announced = ChallengeFactory(state="draft"), ChallengeFactory()

    delete_challenge(challenge=draft, user=None)
    with pytest.raises(ChallengeError):
        delete_challenge(challenge=announced, user=None)

    assert list(Challenge.objects.all()) == [announced]


def test_thanks_that_come_too_late_are_left_out(mailoutbox) -> None:
    event = _thanked(StoryFactory(challenge=ChallengeFactory(state="closed", closed_at=now())))

    assert mail_thanks(event_id=event.pk, now=now() + timedelta(days=8)) is False
    assert mailoutbox == []
