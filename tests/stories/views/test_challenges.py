"""Challenges on the intranet: who finds them, who reads them, who answers them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from shift_plugin.stories.models import StoryMessage
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.stories import ChallengeFactory, StoryFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


def page(client: Any, user: Any, challenge: Any = None) -> Any:
    client.force_login(user)
    address = reverse("shift:challenge", args=[challenge.pk]) if challenge else reverse("shift:challenges")
    return client.get(address, headers={"accept-language": "en"}, follow=True)


def test_the_list_holds_what_is_for_the_reader(client) -> None:
    pillar, above = PillarFactory(), TeamFactory()
    reader = AmbassadorFactory(pillars=[pillar], team=TeamFactory(parent=above))
    for_all, by_pillar, by_team = (
        ChallengeFactory(),
        ChallengeFactory(pillars=[pillar]),
        ChallengeFactory(teams=[above]),
    )
    ChallengeFactory(pillars=[PillarFactory()])
    ChallengeFactory(pillars=[pillar], teams=[TeamFactory()])
    ChallengeFactory(state="draft")
    ChallengeFactory(deadline=timezone.now() - timedelta(minutes=1))
    closed = ChallengeFactory(state="closed", closed_at=timezone.now())

    answer = page(client, reader.user)

    assert set(answer.context["challenges"]) == {for_all, by_pillar, by_team}
    assert list(answer.context["closed"]) == [closed]


def test_the_list_takes_the_same_queries_for_more_challenges(client, django_assert_max_num_queries) -> None:
    reader = AmbassadorFactory()
    ChallengeFactory()
    page(client, reader.user)
    counts = []
    for _more in range(2):
        with django_assert_max_num_queries(40) as counted:
            page(client, reader.user)
        counts.append(len(counted))
        ChallengeFactory.create_batch(2)

    assert counts[0] == counts[1]


def test_a_draft_is_there_for_who_makes_challenges_only(client) -> None:
    draft = ChallengeFactory(state="draft")

    assert page(client, AmbassadorFactory().user, draft).status_code == 404
    assert page(client, UserFactory(is_superuser=True), draft).status_code == 200


def test_who_it_is_not_for_reads_it_and_has_no_button(client) -> None:
    challenge = ChallengeFactory(pillars=[PillarFactory()])

    answer = page(client, AmbassadorFactory().user, challenge)

    assert challenge.text in answer.content.decode()
    assert answer.context["is_meant_for_me"] is False


def test_it_tells_how_far_it_is_and_names_nobody(client) -> None:
    challenge = ChallengeFactory(target_count=20)
    story = StoryFactory(challenge=challenge, sender__user__first_name="Geheimelinde")
    StoryFactory(challenge=challenge, state="draft", handed_in_at=None)

    shown = page(client, AmbassadorFactory().user, challenge).content.decode()

    assert "1 of 20" in shown
    assert "Geheimelinde" not in shown
    assert story.text not in shown


def test_a_closed_one_says_thank_you(client) -> None:
    challenge = ChallengeFactory(state="closed", closed_at=timezone.now(), thanks="Wat een mooie plekken!")

    answer = page(client, AmbassadorFactory().user, challenge)

    assert "Wat een mooie plekken!" in answer.content.decode()
    assert answer.context["form_url"] == ""


def test_the_picture_of_the_example_is_shown_once_a_message_with_it_is_in_the_library(client) -> None:
    example = StoryFactory(text="Zo zag mijn werkplek eruit.")
    challenge = ChallengeFactory(example_story=example)
    draft = MessageFactory(image=ImageFactory(), image_alt="Een werkplek", draft=True)
    StoryMessage.objects.create(story=example, message=draft)
    reader = AmbassadorFactory()

    before = page(client, reader.user, challenge)
    draft.get_latest_revision().publish()
    after = page(client, reader.user, challenge)

    assert (before.context["example_picture"], after.context["example_alt"]) == (None, "Een werkplek")
    assert "Zo zag mijn werkplek eruit." in before.content.decode()
