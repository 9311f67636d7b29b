from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shift_plugin.stories.enums import EventKind, StoryState
from shift_plugin.stories.models import Story, StoryEvent, StoryFile, StoryMessage
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.sharing import ClickFactory, ShareFactory
from tests.factories.stories import ChallengeFactory, StoryFactory, StoryFileFactory, StorySubmissionPageFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db
MINE = "/shift/my-stories/"


@pytest.fixture
def sender(client) -> Any:
    ambassador = AmbassadorFactory(language="nl")
    client.force_login(ambassador.user)
    return ambassador


def draft(sender: Any, **more: Any) -> Story:
    return StoryFactory(sender=sender, state="draft", handed_in_at=None, due_at=None, **more)


def address(story: Story, step: str = "") -> str:
    return f"/shift/stories/{story.key}/{step}"


def status(client: Any, path: str, method: str = "get") -> int:
    """What isn't there is looked for in the language of the reader too, at the same address below ``/nl/``."""
    return getattr(client, method)(path, follow=True).status_code


def test_nothing_yet_shows_the_way_to_the_form(client, sender):
    before = client.get(MINE).content.decode()
    page = StorySubmissionPageFactory()

    assert "shift-empty" in before
    assert f'href="{page.url}"' in client.get(MINE).content.decode()


def test_the_list_has_what_one_began_and_handed_in_and_nobody_elses(client, sender):
    StoryFactory(sender=sender, text="Ingestuurd")
    draft(sender, text="Begonnen")
    StoryFactory(text="Van een ander")

    content = client.get(MINE).content.decode()

    assert [word in content for word in ("Ingestuurd", "Begonnen", "Van een ander")] == [True, True, False]


def test_as_many_queries_for_three_stories_as_for_one(client, sender):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(MINE)
        return len(found)

    def fill() -> None:
        story = StoryFactory(sender=sender)
        StoryFileFactory(story=story)
        StoryMessage.objects.create(story=story, message=MessageFactory())

    fill()
    client.get(MINE)
    one = queries()
    fill()
    fill()

    assert queries() == one


def test_what_became_of_it_is_told_with_the_figures_of_this_moment(client, sender):
    story = StoryFactory(sender=sender, state="accepted")
    message = MessageFactory(title="Boom op het plein")
    StoryMessage.objects.create(story=story, message=message)
    ShareFactory.create_batch(2, message=message)
    share = ShareFactory(message=message)
    ClickFactory.create_batch(4, link__share=share)
    ShareFactory()

    for page in (MINE, address(story)):
        content = client.get(page).content.decode()
        words = ("Boom op het plein", "3 keer gedeeld", "4 bezoeken")
        assert [word in " ".join(content.split()) for word in words] == [True] * 3, content


def test_a_story_shows_its_words_files_and_history_without_what_is_internal(client, sender):
    story = StoryFactory(sender=sender, state="declined", text="Het plein is groen.")
    file = StoryFileFactory(story=story, alt="Een boom")
    editor = UserFactory()
    StoryEvent.objects.create(story=story, kind=EventKind.HANDED_OVER, by=editor, text="Iets voor jou?")
    StoryEvent.objects.create(story=story, kind=EventKind.DECLINED, by=editor, text="Dit hadden we net al.")

    content = client.get(address(story)).content.decode()

    shown = ("Het plein is groen.", "Een boom", file.key, "Dit hadden we net al.", "Iets voor jou?")
    assert [word in content for word in shown] == [True, True, True, True, False]


def test_a_question_can_be_answered_and_the_story_changed(client, sender):
    story = StoryFactory(sender=sender, state="question", text="Het plein is groen.")
    StoryEvent.objects.create(story=story, kind=EventKind.ASKED, by=UserFactory(), text="Wie staat er op de foto?")

    content = client.get(address(story)).content.decode()
    form = client.get(address(story, "change/"))
    client.post(
        address(story, "change/"),
        {"text": "x", "step": "keep"},
        headers={"accept": "application/json"},
    )
    wrong = client.post(address(story, "change/"), {"text": "", "step": "hand_in"})
    saved = client.post(address(story, "change/"), {"text": "Het plein is rood.", "step": "hand_in"})

    assert "Wie staat er op de foto?" in content
    assert f'action="{address(story, "reply/")}"' in content
    assert "Het plein is groen." in form.content.decode()
    assert wrong.status_code == 422
    assert saved.url == address(story)
    story.refresh_from_db()
    assert (story.text, story.state) == ("Het plein is rood.", StoryState.QUESTION)


def test_what_editors_have_changes_only_when_all_of_it_is_right(client, sender):
    story = StoryFactory(sender=sender, state="question", text="Het plein is groen.")

    wrong = client.post(address(story, "change/"), {"text": "", "link": "https://boom.example/", "step": "hand_in"})

    story.refresh_from_db()
    assert (wrong.status_code, story.text, story.link) == (422, "Het plein is groen.", "")


def test_what_the_form_does_not_ask_stays_when_a_story_is_changed(client, sender):
    pillar = PillarFactory(is_open=False)
    challenge = ChallengeFactory(deadline=timezone.now() - timedelta(days=1))
    page = StorySubmissionPageFactory(questions="Wie?")
    rows = [{"question": "Wie?", "answer": "Anna"}, {"question": "Van het formulier af", "answer": "Nog steeds"}]
    story = StoryFactory(
        sender=sender, state="question", page=page, pillar=pillar, challenge=challenge, answers=rows, text="Groen"
    )

    client.post(address(story, "change/"), {"text": "Rood", "answer_0": "Bo", "pillar_id": "", "step": "hand_in"})

    story.refresh_from_db()
    assert (story.text, story.pillar, story.challenge) == ("Rood", pillar, challenge)
    assert story.answers == [{"question": "Wie?", "answer": "Bo"}, rows[1]]


def test_a_draft_is_gone_on_with_and_handed_in(client, sender):
    story = draft(sender, text="Begonnen")

    shown = client.get(address(story, "change/")).content.decode()
    answers = [client.post(address(story, "change/"), {"text": "Af", "step": "hand_in"}).url for _time in range(2)]

    assert "Begonnen" in shown
    assert answers == [address(story, "thanks/")] * 2
    assert Story.objects.get().events.count() == 1


@pytest.mark.parametrize("state", ["waiting", "accepted", "declined", "merged", "withdrawn"])
def test_what_an_editor_has_can_not_be_changed(client, sender, state):
    story = StoryFactory(sender=sender, state=state, text="Zo was het.")

    assert status(client, address(story, "change/")) == 404
    client.post(address(story, "change/"), {"text": "Anders", "step": "hand_in"})

    story.refresh_from_db()
    assert story.text == "Zo was het."


def test_a_story_is_withdrawn_after_asking_once(client, sender):
    story = StoryFactory(sender=sender)
    StoryFileFactory(story=story)

    asked = client.get(address(story, "withdraw/"))
    for _time in range(2):
        client.post(address(story, "withdraw/"))

    story.refresh_from_db()
    assert asked.status_code == 200
    assert story.state == StoryState.WITHDRAWN
    assert not StoryFile.objects.exists()
    assert [event.kind for event in story.events.all()] == [EventKind.WITHDRAWN]


def test_a_story_that_is_decided_about_can_not_be_withdrawn(client, sender):
    story = StoryFactory(sender=sender, state="accepted")

    answer = client.post(address(story, "withdraw/"), follow=True)

    story.refresh_from_db()
    assert story.state == StoryState.ACCEPTED
    assert "shift-notice--error" in answer.content.decode()
    assert status(client, address(story, "withdraw/")) == 404


def test_a_draft_is_thrown_away_after_asking_once(client, sender):
    page = StorySubmissionPageFactory()
    story = draft(sender, page=page)

    asked = client.get(address(story, "discard/"))
    assert Story.objects.exists()
    answer = client.post(address(story, "discard/"))

    assert (asked.status_code, answer.url) == (200, page.url)
    assert not Story.objects.exists()


def test_what_was_handed_in_is_not_thrown_away(client, sender):
    story = StoryFactory(sender=sender)

    assert status(client, address(story, "discard/"), "post") == 404
    assert Story.objects.exists()


def test_the_thanks_say_when_an_editor_decides(client, sender, settings):
    from datetime import datetime
    from zoneinfo import ZoneInfo

    due = datetime(2026, 11, 26, 17, tzinfo=ZoneInfo(settings.TIME_ZONE))
    story = StoryFactory(sender=sender, due_at=due)

    content = client.get(address(story, "thanks/")).content.decode()

    assert "donderdag 26 november" in content
    assert "17:00" in content
    assert status(client, address(draft(sender), "thanks/")) == 404


STEPS = ("", "change/", "discard/", "thanks/", "withdraw/")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", ["draft", "waiting", "question", "accepted"])
def test_to_a_colleague_a_story_is_not_there(client, sender, step, state):
    """The same answer as for a story that doesn't exist."""
    other = StoryFactory(state=state, text="Geheim verhaal")

    addresses = [f"/shift/stories/{key}/{step}" for key in (other.key, "x" * 22)]
    posted = [client.post(path).status_code for path in addresses]

    assert [status(client, path) for path in addresses] == [404, 404]
    assert posted[0] == posted[1]
    other.refresh_from_db()
    assert (other.state, other.text) == (state, "Geheim verhaal")


def test_an_editor_has_no_way_in_by_the_senders_pages(client):
    editor = AmbassadorFactory(roles=["editor"])
    client.force_login(editor.user)
    story = StoryFactory()

    assert status(client, address(story)) == 404


def test_who_does_not_take_part_is_asked_whether_they_would_like_to(client):
    client.force_login(UserFactory())

    assert client.get(MINE).url == "/shift/me/"
