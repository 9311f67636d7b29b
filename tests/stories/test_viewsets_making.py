"""From a story to its messages, and trust, over HTTP."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from shift_plugin.library.models import ShareableMessage
from shift_plugin.stories.actions.trust import grant_trust, publish_by_trust
from shift_plugin.stories.models import Story, TrustedCreator
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import ConsentFactory, StoryFactory, StoryFileFactory
from tests.factories.strategy import KeyMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def as_master(client, editor):
    client.force_login(AmbassadorFactory(roles=["master"]).user)
    return client


def page_of(story):
    return reverse("shift_stories:inspect", args=[story.pk])


def make(client, story, **values):
    return client.post(reverse("shift_story_make_message", args=[story.pk]), values)


def test_one_click_on_the_page_of_a_story_opens_its_message(as_editor) -> None:
    story = StoryFactory()
    photo = StoryFileFactory(story=story, alt="Een boom")
    page = as_editor.get(page_of(story)).content.decode()

    answer = make(as_editor, story, choosing="1", photo=photo.key)

    message = ShareableMessage.objects.get()
    assert reverse("shift_story_make_message", args=[story.pk]) in page
    assert answer.url == reverse("shift_messages:edit", args=[message.pk])
    assert (message.image is not None, message.title) == (True, story.title)
    assert page_of(story) in as_editor.get(answer.url).content.decode()
    assert answer.url in as_editor.get(page_of(story)).content.decode()


def test_what_other_parts_add_to_a_page_brings_its_looks_along(as_editor) -> None:
    story = StoryFactory()
    message = ShareableMessage.objects.get(pk=make(as_editor, story).url.split("/")[-2])
    for address in (page_of(story), reverse("shift_messages:edit", args=[message.pk])):
        assert "shift_plugin/admin-consents.css" in as_editor.get(address).content.decode()


def test_no_photo_is_a_choice_too(as_editor) -> None:
    story = StoryFactory()
    StoryFileFactory(story=story)

    make(as_editor, story, choosing="1", photo="")

    assert ShareableMessage.objects.get().image is None


def test_the_editor_reads_why_a_photo_stayed_behind(as_editor) -> None:
    story = StoryFactory(recognisable="not_asked")
    photo = StoryFileFactory(story=story)

    answer = make(as_editor, story)

    assert [message.level_tag for message in get_messages(answer.wsgi_request)] == ["warning", "success"]
    assert ShareableMessage.objects.get().image is None
    assert not type(photo).objects.exclude(image=None).exists()


@pytest.mark.parametrize("roles", [[], ["publisher"], ["creator"]])
def test_colleagues_make_no_messages_of_stories(client, editor, roles) -> None:
    story = StoryFactory()
    client.force_login(AmbassadorFactory(roles=roles).user if roles else UserFactory())

    answers = [
        client.post(reverse(name, args=[pk])).status_code
        for name in ("shift_story_make_message", "shift_story_take_back")
        for pk in (story.pk, story.pk + 1)
    ]

    assert (len(set(answers)), ShareableMessage.objects.count()) == (1, 0)
    assert set(answers) <= {302, 404}


def test_a_message_tells_what_its_consents_forbid(as_editor) -> None:
    image = ImageFactory()
    message = MessageFactory(image=image, image_alt="Een boom")
    ConsentFactory(file=None, image=image, person="Anna de Wit", channels=["intranet", "linkedin"])

    page = as_editor.get(reverse("shift_messages:edit", args=[message.pk])).content.decode()

    assert ("Anna de Wit" in page, "Facebook" in page) == (True, True)


def test_networks_without_consent_are_not_offered(client, editor) -> None:
    image = ImageFactory()
    message = MessageFactory(image=image, image_alt="Een boom")
    ConsentFactory(file=None, image=image, channels=["intranet", "linkedin"])
    client.force_login(AmbassadorFactory().user)

    page = client.get(reverse("shift:message", args=[message.pk])).content.decode()
    answers = {
        network: client.get(reverse("shift:share", args=[message.pk, network])).status_code
        for network in ("linkedin", "facebook")
    }

    assert reverse("shift:share", args=[message.pk, "facebook"]) not in page
    assert answers == {"linkedin": 200, "facebook": 404}


def test_a_writer_does_not_see_consents_on_a_message(client, editor) -> None:
    image = ImageFactory()
    message = MessageFactory(image=image, image_alt="Een boom")
    ConsentFactory(file=None, image=image, person="Anna de Wit")
    client.force_login(UserFactory(roles=["creator"]))

    assert "Anna de Wit" not in client.get(reverse("shift_messages:edit", args=[message.pk])).content.decode()


def test_a_master_trusts_and_stops_trusting(as_master) -> None:
    person, pillar = AmbassadorFactory(), KeyMessageFactory().pillar

    as_master.post(reverse("shift_trusted_creators:add"), {"user": person.user.pk, "pillar": pillar.pk})
    trust = TrustedCreator.objects.get()
    listed = as_master.get(reverse("shift_trusted_creators:index")).content.decode()
    about = as_master.get(reverse("shift_ambassadors:inspect", args=[person.pk])).content.decode()
    as_master.post(reverse("shift_trusted_creators:delete", args=[trust.pk]))

    assert (trust.ambassador, trust.pillar, person.name in listed) == (person, pillar, True)
    assert str(pillar) in about
    assert not TrustedCreator.objects.exists()


def test_who_does_not_take_part_is_not_trusted(as_master) -> None:
    answer = as_master.post(
        reverse("shift_trusted_creators:add"), {"user": UserFactory().pk, "pillar": KeyMessageFactory().pillar.pk}
    )

    assert list(answer.context["form"].errors) == ["user"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_trust_takes_as_many_queries_for_many_rows(
    as_master, number, django_assert_max_num_queries
) -> None:
    for _time in range(number):
        grant_trust(ambassador=AmbassadorFactory(), pillar=KeyMessageFactory().pillar, by=None)
    as_master.get(reverse("shift_trusted_creators:index"))

    with django_assert_max_num_queries(14):
        as_master.get(reverse("shift_trusted_creators:index"))


def test_an_editor_takes_back_what_was_published_by_trust(as_editor) -> None:
    pillar = KeyMessageFactory().pillar
    story = StoryFactory(pillar=pillar, link="https://www.brinkhoven.example/bomen")
    grant_trust(ambassador=story.sender, pillar=pillar, by=None)
    message = publish_by_trust(story=story)
    address = reverse("shift_story_take_back", args=[story.pk])
    assert address in as_editor.get(page_of(story)).content.decode()

    as_editor.post(address)

    message.refresh_from_db()
    assert (message.live, Story.objects.get().state) == (False, "waiting")
