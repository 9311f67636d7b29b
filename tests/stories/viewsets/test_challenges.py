"""Challenges in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from shift_plugin.stories.enums import ChallengeState
from shift_plugin.stories.models import Challenge
from tests.factories.people import UserFactory
from tests.factories.stories import ChallengeFactory, StoryFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Any) -> Any:
    call_command("shift_setup", verbosity=0)
    user = UserFactory(roles=["editor"])
    client.force_login(user)
    return user


def filled_in(**changes: Any) -> dict[str, Any]:
    deadline = timezone.localtime() + timedelta(days=7)
    return {
        "title": "Laat je werkplek zien",
        "text": "Maak een foto.",
        "deadline": deadline.strftime("%Y-%m-%d %H:%M"),
        "target_count": "20",
        "thanks": "Mooi!",
        **changes,
    }


def address(name: str, *args: Any) -> str:
    return reverse(f"shift_challenges:{name}", args=args)


def test_an_editor_makes_a_draft_and_comes_to_its_page(client, editor) -> None:
    pillar = PillarFactory()

    answer = client.post(address("add"), filled_in(pillars=[pillar.pk]))

    made = Challenge.objects.get()
    assert (made.state, made.created_by, list(made.pillars.all())) == ("draft", editor, [pillar])
    assert answer.headers["Location"].endswith(address("inspect", made.pk))


@pytest.mark.parametrize(
    ("field", "value"), [("deadline", "2020-01-01 12:00"), ("target_count", "0"), ("text", ""), ("title", "")]
)
def test_what_is_not_right_is_said_at_the_field_and_nothing_is_lost(client, editor, field: str, value: str) -> None:
    answer = client.post(address("add"), filled_in(**{field: value}))

    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["thanks"].value() == "Mooi!"
    assert not Challenge.objects.exists()


def test_a_copy_is_a_draft_with_its_own_deadline(client, editor) -> None:
    copied = ChallengeFactory(state="closed", pillars=[PillarFactory()])

    form = client.get(address("copy", copied.pk)).context["form"]
    client.post(address("copy", copied.pk), filled_in(title="Nog eens"))

    assert (form["title"].value(), form["deadline"].value()) == (copied.title, None)
    assert form["pillars"].value() == [pillar.pk for pillar in copied.pillars.all()]
    assert Challenge.objects.get(title="Nog eens").state == ChallengeState.DRAFT
    assert Challenge.objects.count() == 2


def test_words_of_one_past_its_deadline_can_be_mended(client, editor) -> None:
    late = ChallengeFactory(deadline=timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=5))
    same = timezone.localtime(late.deadline).strftime("%Y-%m-%d %H:%M")

    client.post(address("edit", late.pk), filled_in(deadline=same, title="Zonder tikfout"))

    late.refresh_from_db()
    assert late.title == "Zonder tikfout"


@pytest.mark.parametrize(("state", "left"), [("draft", 0), ("open", 1), ("closed", 1)])
def test_only_a_draft_is_deleted(client, editor, state: str, left: int) -> None:
    client.post(address("delete", ChallengeFactory(state=state).pk))

    assert Challenge.objects.count() == left


def test_its_page_opens_closes_and_opens_again(client, editor) -> None:
    challenge, states = ChallengeFactory(state="draft"), []
    for step, data in (
        ("open", {}),
        ("close", {}),
        ("close", {}),
        ("reopen", {"deadline": "2020-01-01 12:00"}),
        ("reopen", {"deadline": filled_in()["deadline"]}),
    ):
        client.post(address("step", challenge.pk, step), data)
        challenge.refresh_from_db()
        states.append(challenge.state)

    assert states == ["open", "closed", "closed", "closed", "open"]


@pytest.mark.parametrize(("state", "step"), [("open", "close"), ("closed", "reopen")])
def test_what_can_not_be_taken_back_is_asked_first(client, editor, state: str, step: str) -> None:
    assert client.get(address("step", ChallengeFactory(state=state).pk, step)).status_code == 200


def test_the_page_lists_the_stories_that_were_handed_in(client, editor) -> None:
    challenge = ChallengeFactory(target_count=3)
    story = StoryFactory(challenge=challenge)
    StoryFactory(challenge=challenge, state="draft", handed_in_at=None, text="Nog niet klaar.")

    shown = client.get(address("inspect", challenge.pk))

    assert list(shown.context["stories"]) == [story]
    assert "Nog niet klaar." not in shown.content.decode()


def test_the_list_filters_exports_and_takes_the_same_queries(client, editor, django_assert_max_num_queries) -> None:
    StoryFactory(challenge=ChallengeFactory(title="=1+1", pillars=[PillarFactory()]))
    client.get(address("index"))
    counts = []
    for _more in range(2):
        with django_assert_max_num_queries(60) as counted:
            client.get(address("index"))
        counts.append(len(counted))
        for _challenge in range(2):
            StoryFactory(challenge=ChallengeFactory(pillars=[PillarFactory()]))
    ChallengeFactory(state="closed")

    assert counts[0] == counts[1]
    assert len(client.get(address("index"), {"state": "closed"}).context["object_list"]) == 1
    exported = b"".join(client.get(address("index"), {"export": "csv"}).streaming_content).decode()
    assert "'=1+1" in exported
