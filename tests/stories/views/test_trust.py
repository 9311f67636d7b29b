import pytest
from django.urls import reverse

from shift_plugin.stories.actions.trust import grant_trust, publish_by_trust
from shift_plugin.stories.models import Story
from tests.factories.people import AmbassadorFactory
from tests.factories.stories import StoryFactory
from tests.factories.strategy import KeyMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    pillar = KeyMessageFactory().pillar
    story = StoryFactory(pillar=pillar, link="https://www.brinkhoven.example/bomen")
    grant_trust(ambassador=story.sender, pillar=pillar, by=None)
    publish_by_trust(story=story)
    return story


def take_back(client, key):
    return client.post(reverse("shift:story_take_back", args=[key]))


def test_the_sender_takes_back_what_was_published_by_trust(client, story) -> None:
    client.force_login(story.sender.user)
    address = reverse("shift:story_take_back", args=[story.key])
    page = client.get(reverse("shift:story", args=[story.key])).content.decode()

    answer = take_back(client, story.key)

    assert (address in page, answer.url) == (True, reverse("shift:story", args=[story.key]))
    assert Story.objects.get().state == "waiting"
    assert address not in client.get(answer.url).content.decode()


def test_to_a_colleague_the_story_does_not_exist(client, story) -> None:
    client.force_login(AmbassadorFactory(roles=["creator"]).user)

    there, nowhere = (take_back(client, key) for key in (story.key, "NoSuchStory"))

    # What isn't there is looked for in the language of the reader too.
    assert there.status_code == nowhere.status_code
    assert there.headers.get("Location", "").endswith(reverse("shift:story_take_back", args=[story.key]))
    assert Story.objects.get().by_trust
