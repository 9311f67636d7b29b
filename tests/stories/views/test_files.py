"""Files of stories are there for who may see the story, and for nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from shift_plugin.stories.enums import FileKind, StoryState
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import StoryFactory, StoryFileFactory, jpeg

NAMES = ["story_file", "story_preview"]

# What isn't there is looked for in the language of the reader too, so a refusal is followed to its end.


def address(name: str, key: str) -> str:
    return reverse(f"shift:{name}", args=[key])


@pytest.mark.parametrize("name", NAMES)
def test_sender_and_editors_see_a_file_and_to_others_it_is_not_there(client, db, name) -> None:
    file = StoryFileFactory()
    editor = UserFactory(is_superuser=True)
    others = [UserFactory(), AmbassadorFactory(roles=["creator"]).user, StoryFactory().sender.user]

    statuses = {}
    for user in [file.story.sender.user, editor, *others]:
        client.force_login(user)
        response = client.get(address(name, file.key), follow=True)
        statuses[user] = response.status_code
        b"".join(response)

    assert list(statuses.values()) == [200, 200, 404, 404, 404]


@pytest.mark.parametrize("name", NAMES)
def test_refusal_does_not_tell_whether_the_file_exists(client, db, name) -> None:
    file = StoryFileFactory()
    client.force_login(UserFactory())

    there, nowhere = (client.get(address(name, key), follow=True) for key in (file.key, "x" * 22))

    assert there.status_code == nowhere.status_code == 404
    assert there.content.replace(file.key.encode(), b"") == nowhere.content.replace(b"x" * 22, b"")


@pytest.mark.parametrize("name", NAMES)
def test_file_of_a_draft_is_for_its_sender_only(client, db, name) -> None:
    draft = StoryFactory(state=StoryState.DRAFT, handed_in_at=None)
    file = StoryFileFactory(story=draft)

    client.force_login(UserFactory(is_superuser=True))
    assert client.get(address(name, file.key), follow=True).status_code == 404

    client.force_login(draft.sender.user)
    response = client.get(address(name, file.key))
    assert (response.status_code, len(response.getvalue())) == (200, int(response["Content-Length"]))


@pytest.mark.parametrize("name", NAMES)
def test_who_is_not_logged_in_logs_in_first(client, db, name) -> None:
    response = client.get(address(name, StoryFileFactory().key))

    assert (response.status_code, "next=" in response["Location"]) == (302, True)


def test_file_has_the_name_of_the_device_and_the_type_that_it_has_now(client, db) -> None:
    file = StoryFileFactory(name='Ons "plein" é.heic', data=jpeg(100, 100), width=100, height=100)
    client.force_login(file.story.sender.user)

    response = client.get(address("story_file", file.key))

    assert response.getvalue() == jpeg(100, 100)
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "image/jpeg",
        "inline; filename*=utf-8''Ons%20%22plein%22%20%C3%A9.jpg",
    )


def test_video_plays_in_parts_and_has_no_preview(client, db) -> None:
    file = StoryFileFactory(
        kind=FileKind.VIDEO, name="", extension="mp4", content_type="video/mp4", data=b"0123456789", preview=""
    )
    type(file).objects.update(preview="")
    client.force_login(file.story.sender.user)

    response = client.get(address("story_file", file.key), headers={"range": "bytes=2-4"})

    assert (response.status_code, response.getvalue(), response["Content-Type"]) == (206, b"234", "video/mp4")
    assert response["Content-Disposition"] == 'inline; filename="video.mp4"'
    assert client.get(address("story_preview", file.key), follow=True).status_code == 404


def test_file_takes_one_query_beside_those_of_the_login(client, db, django_assert_max_num_queries) -> None:
    story = StoryFactory()
    files = StoryFileFactory.create_batch(3, story=story)
    client.force_login(story.sender.user)

    with django_assert_max_num_queries(3):
        b"".join(client.get(address("story_preview", files[0].key)))
