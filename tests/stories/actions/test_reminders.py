from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.users.models import UserProfile

from shift_plugin.stories.actions import remind_editors, tell_colleague, tell_editor
from shift_plugin.stories.enums import EventKind, StoryState
from tests.factories.people import UserFactory
from tests.factories.stories import StoryEventFactory, StoryFactory

pytestmark = pytest.mark.usefixtures("in_english")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def read_english(editor, colleague) -> None:
    for user in (editor, colleague):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "en"})


def test_late_stories_are_brought_to_who_has_them_or_else_to_all(editor, colleague, mailoutbox) -> None:
    now = timezone.now()
    StoryFactory(text="Van niemand", due_at=now - HOUR)
    StoryFactory(text="Van Eva", due_at=now - DAY, assigned_to=editor)
    StoryFactory(text="Op tijd", due_at=now + HOUR)
    StoryFactory(text="Vraag", state=StoryState.QUESTION, due_at=None, assigned_to=editor)
    UserFactory(is_superuser=True)

    assert remind_editors(now=now) == 2

    sent = {mail.to[0]: mail for mail in mailoutbox}
    assert sent.keys() == {editor.email, colleague.email}
    assert sent[editor.email].subject == "2 stories wait too long"
    assert [words in sent[editor.email].body for words in ("Van niemand", "Van Eva", "Op tijd", "Vraag")] == [
        True,
        True,
        False,
        False,
    ]
    assert "Van Eva" not in sent[colleague.email].body
    assert "show=late" in sent[colleague.email].body


def test_once_a_day_at_most(mailoutbox) -> None:
    now = timezone.now()
    StoryFactory(due_at=now - HOUR)

    assert [remind_editors(now=now), remind_editors(now=now + HOUR), remind_editors(now=now + DAY)] == [2, 0, 2]


def test_nothing_late_uses_up_nothing(mailoutbox) -> None:
    now = timezone.now()
    assert remind_editors(now=now) == 0
    StoryFactory(due_at=now - HOUR)

    assert remind_editors(now=now) == 2


def test_who_may_no_longer_decide_leaves_it_to_all(editor, colleague, mailoutbox) -> None:
    StoryFactory(due_at=timezone.now() - HOUR, assigned_to=UserFactory())

    assert remind_editors(now=timezone.now()) == 2


def test_who_switched_such_mails_off_gets_none(editor, mailoutbox) -> None:
    UserProfile.objects.filter(user=editor).update(submitted_notifications=False)
    StoryFactory(due_at=timezone.now() - HOUR, assigned_to=editor)

    assert remind_editors(now=timezone.now()) == 0


def test_an_answer_is_told_to_who_asked(editor, mailoutbox) -> None:
    story = StoryFactory(text="Boom geplant", assigned_to=editor)
    StoryEventFactory(story=story, kind=EventKind.ANSWERED, text="Dat is Ans.")

    assert tell_editor(story_id=story.pk)

    assert (mailoutbox[0].to, mailoutbox[0].subject) == ([editor.email], "Answered: Boom geplant")
    assert "Dat is Ans." in mailoutbox[0].body


def test_a_story_that_went_on_meanwhile_is_not_handed(editor, colleague, mailoutbox) -> None:
    story = StoryFactory(assigned_to=editor)

    assert not tell_colleague(story_id=story.pk, to_id=str(colleague.pk), by_id=str(editor.pk), words="")
    assert mailoutbox == []
