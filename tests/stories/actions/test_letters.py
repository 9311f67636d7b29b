from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from shift_plugin.stories.actions import record, tell_again, tell_removed, tell_sender
from shift_plugin.stories.enums import BY_SENDER, INTERNAL, EventKind
from shift_plugin.stories.models import StoryEvent
from shift_plugin.stories.permissions import question_of
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import StoryEventFactory, StoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


class RefusingBackend(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("Busy")


@pytest.fixture
def refusing(settings):
    """Switches the mail server off and on."""

    def switch(*, off: bool) -> None:
        name = "tests.stories.actions.test_letters.RefusingBackend"
        settings.EMAIL_BACKEND = name if off else "django.core.mail.backends.locmem.EmailBackend"

    return switch


def event(kind: str = EventKind.ACCEPTED, text: str = "", **sender) -> StoryEvent:
    story = StoryFactory(text="Boom geplant", sender=AmbassadorFactory(language="en", **sender))
    return StoryEventFactory(story=story, kind=kind, text=text, tell_at=timezone.now())


def test_each_event_is_told_once(mailoutbox) -> None:
    told = event(EventKind.DECLINED, "Dit jaar doen we geen bomen.")

    assert [tell_sender(event_id=told.pk), tell_sender(event_id=told.pk)] == [True, False]

    mail = mailoutbox[0]
    assert (len(mailoutbox), mail.to, mail.subject) == (1, [told.story.sender.email], "About your story: Boom geplant")
    html = mail.alternatives[0][0]
    for part in (mail.body, html):
        assert "Dit jaar doen we geen bomen." in part
        assert reverse("shift:story", args=[told.story.key]) in part
        assert "/unsubscribe/" in part
        assert "/preferences/" in part
    told.refresh_from_db()
    assert (told.told_at is not None, told.tell_at, told.tries) == (True, None, 1)


# The end of a challenge has letters of its own; see actions.thanking.
OF_CHALLENGES = (EventKind.THANKED, EventKind.CLOSED)


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind not in (*INTERNAL, *BY_SENDER, *OF_CHALLENGES)])
def test_there_are_words_for_everything_a_sender_hears(mailoutbox, kind: str) -> None:
    assert tell_sender(event_id=event(kind).pk)
    assert "Boom geplant" in mailoutbox[0].subject


@pytest.mark.parametrize("kind", OF_CHALLENGES)
def test_what_has_a_letter_of_its_own_is_not_told_here(mailoutbox, kind: str) -> None:
    told = event(kind)

    assert not tell_sender(event_id=told.pk)
    told.refresh_from_db()
    assert (mailoutbox, told.tell_at) == ([], None)


@pytest.mark.parametrize("kind", [*INTERNAL, *BY_SENDER])
def test_what_is_internal_or_their_own_doing_is_not_told(mailoutbox, kind: str) -> None:
    story = StoryFactory()

    assert record(story=story, kind=EventKind(kind), by=UserFactory()).tell_at is None
    assert not tell_sender(event_id=story.events.get().pk)
    assert mailoutbox == []


def test_who_decides_about_their_own_story_needs_no_mail() -> None:
    story = StoryFactory()

    assert record(story=story, kind=EventKind.ACCEPTED, by=story.sender.user).tell_at is None


def test_a_question_comes_with_a_link_to_answer_it(mailoutbox) -> None:
    asked = event(EventKind.ASKED, "Wie staat er links?")

    tell_sender(event_id=asked.pk)

    token = mailoutbox[0].body.partition("/stories/answer/")[2].split("/")[0]
    assert question_of(token) == asked.pk
    assert "30 days" in mailoutbox[0].body


def test_a_story_without_words_has_a_subject_in_the_sender_s_language(mailoutbox) -> None:
    told = event()
    told.story.text = ""
    told.story.save()

    tell_sender(event_id=told.pk)

    assert mailoutbox[0].subject == "Your story will be used: Story without words"


def test_a_refused_mail_comes_again_with_longer_pauses(refusing, mailoutbox) -> None:
    told = event()
    refusing(off=True)
    pauses = []
    for _try in range(3):
        StoryEvent.objects.update(tell_at=timezone.now())
        assert not tell_sender(event_id=told.pk)
        told.refresh_from_db()
        pauses.append(round((told.tell_at - timezone.now()) / timedelta(minutes=1)))
    assert (pauses, told.told_at, told.tries) == ([15, 30, 60], None, 3)
    assert tell_again(now=timezone.now()) == 0

    refusing(off=False)
    StoryEvent.objects.update(tell_at=timezone.now())
    assert tell_sender(event_id=told.pk)
    assert len(mailoutbox) == 1


def test_old_news_is_not_tried_for_ever(refusing) -> None:
    told = event()
    StoryEvent.objects.update(at=timezone.now() - timedelta(days=8))
    refusing(off=True)

    tell_sender(event_id=told.pk)

    told.refresh_from_db()
    assert (told.told_at, told.tell_at) == (None, None)


def test_what_another_worker_tells_now_is_left_to_it(mailoutbox) -> None:
    told = event()
    StoryEvent.objects.update(tell_at=timezone.now() + timedelta(minutes=15), tries=1)

    assert not tell_sender(event_id=told.pk)
    assert mailoutbox == []


def test_the_job_hands_over_what_is_still_to_be_told(mailoutbox, run_queue, django_capture_on_commit_callbacks) -> None:
    event()
    StoryEventFactory(kind=EventKind.ACCEPTED)

    with django_capture_on_commit_callbacks(execute=True):
        assert tell_again(now=timezone.now()) == 1
    run_queue()

    assert len(mailoutbox) == 1
    assert tell_again(now=timezone.now()) == 0


@pytest.mark.parametrize(
    "sender",
    [
        {"receives_mail": False},
        {"left_at": timezone.now()},
        {"user": None},
        {"user__is_active": False},
        {"user__email": "dead@brinkhoven.example", "refused_address": "dead@brinkhoven.example"},
    ],
    ids=["no mail", "left", "deleted", "closed", "dead address"],
)
def test_who_gets_no_mail_reads_it_on_the_page(mailoutbox, sender) -> None:
    if "refused_address" in sender:
        sender = {**sender, "address_dead_at": timezone.now()}
    told = event(**sender)

    assert not tell_sender(event_id=told.pk)

    told.refresh_from_db()
    assert (mailoutbox, told.told_at, told.tell_at) == ([], None, None)


def test_a_pause_puts_the_mail_off(mailoutbox) -> None:
    back = timezone.now() + timedelta(days=3)
    told = event(paused_until=back)

    assert not tell_sender(event_id=told.pk)

    told.refresh_from_db()
    assert (mailoutbox, told.tell_at, told.tries) == ([], back, 0)


def test_a_removed_story_is_told_with_the_editor_s_words(mailoutbox) -> None:
    sender = AmbassadorFactory(language="en")

    assert tell_removed(ambassador_id=sender.pk, title="Boom geplant", words="Op verzoek van een buur.")

    assert mailoutbox[0].subject == "Your story is deleted: Boom geplant"
    assert "Op verzoek van een buur." in mailoutbox[0].body
