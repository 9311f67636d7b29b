from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shift_plugin.stories.actions import answer, ask, decline
from shift_plugin.stories.enums import StoryState
from shift_plugin.stories.models import Story
from shift_plugin.stories.permissions import ANSWER_AGE, answer_token
from tests.factories.people import AmbassadorFactory
from tests.factories.stories import StoryFactory, StoryFileFactory


@pytest.fixture
def story(editor) -> Story:
    """A story whose sender was asked something."""
    made = StoryFactory(text="Boom geplant", sender=AmbassadorFactory(language="en"))
    StoryFileFactory(story=made, name="geheim.jpg")
    return ask(story=made, question="Wie staat er links?", by=editor)


@pytest.fixture
def link(story) -> str:
    return reverse("shift:story_answer", args=[answer_token(story.events.get().pk)])


def test_the_link_shows_words_and_no_files(client, story, link) -> None:
    response = client.get(link)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Wie staat er links?" in page
    assert "Boom geplant" in page
    assert "geheim.jpg" not in page
    assert story.files.get().key not in page
    assert response.headers["Referrer-Policy"] == "same-origin"
    story.refresh_from_db()
    assert story.state == StoryState.QUESTION


def test_an_answer_works_once(client, story, link) -> None:
    assert client.post(link, {"text": "Dat is Ans."}).status_code == 200

    story.refresh_from_db()
    assert (story.state, story.events.last().text) == (StoryState.WAITING, "Dat is Ans.")
    again = client.get(link)
    assert again.status_code == 410
    assert "answered already" in again.content.decode()
    assert client.post(link, {"text": "Nog eens"}).status_code == 410
    assert story.events.count() == 2


def test_an_empty_answer_comes_back(client, story, link) -> None:
    response = client.post(link, {"text": " "})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["text"]
    assert story.events.count() == 1


def test_a_form_needs_a_token_of_its_own(story, link) -> None:
    assert Client(enforce_csrf_checks=True).post(link, {"text": "Ans"}).status_code == 403


def test_an_older_question_can_no_longer_be_answered(client, story, link, editor) -> None:
    answer(story=story, text="Ans")
    ask(story=story, question="En rechts?", by=editor)

    assert client.post(link, {"text": "Ko"}).status_code == 410


def test_a_question_that_is_not_needed_any_more_is_closed(client, story, link, editor) -> None:
    decline(story=story, reason="Toch niet", by=editor)

    assert client.get(link).status_code == 410


def test_a_bent_or_old_link_gives_nothing(client, story, link, monkeypatch) -> None:
    assert client.get(reverse("shift:story_answer", args=["forged"])).status_code == 410
    assert client.get(reverse("shift:story_answer", args=[answer_token(0)])).status_code == 410
    later = (timezone.now() + ANSWER_AGE + timedelta(days=1)).timestamp()
    monkeypatch.setattr("time.time", lambda: later)
    assert client.get(link).status_code == 410


# On the sender's own page


def test_the_sender_answers_on_their_own_page(client, story) -> None:
    client.force_login(story.sender.user)
    page = reverse("shift:story", args=[story.key])

    response = client.post(reverse("shift:story_reply", args=[story.key]), {"text": "Dat is Ans."})

    assert response.headers["Location"] == page
    story.refresh_from_db()
    assert story.state == StoryState.WAITING


def test_an_empty_reply_comes_back(client, story) -> None:
    client.force_login(story.sender.user)

    response = client.post(reverse("shift:story_reply", args=[story.key]), {"text": ""})

    assert response.status_code == 422
    assert "Wie staat er links?" in response.content.decode()


def test_a_reply_to_nothing_says_so(client, story) -> None:
    client.force_login(story.sender.user)
    answer(story=story, text="Ans")

    response = client.post(reverse("shift:story_reply", args=[story.key]), {"text": "Ko"})

    assert response.status_code == 302
    assert story.events.count() == 2


def test_nobody_else_replies_or_learns_that_there_is_something(client, story, editor) -> None:
    addresses = [reverse("shift:story_reply", args=[key]) for key in (story.key, "none")]
    for user in (AmbassadorFactory().user, editor):
        client.force_login(user)
        assert {client.post(address, {"text": "Ko"}, follow=True).status_code for address in addresses} == {404}
    client.logout()
    assert {client.post(address, {"text": "Ko"}).status_code for address in addresses} == {302}
    story.refresh_from_db()
    assert story.state == StoryState.QUESTION
