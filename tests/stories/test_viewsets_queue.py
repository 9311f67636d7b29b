from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from shift_plugin.stories.enums import EventKind, Recognisable, StoryState
from shift_plugin.stories.models import Story
from shift_plugin.stories.viewsets.steps import STEPS
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.stories import ChallengeFactory, StoryEventFactory, StoryFactory, StoryFileFactory
from tests.factories.strategy import PillarFactory

QUEUE = "/beheer/shift/stories/"


@pytest.fixture
def desk(client, editor) -> Client:
    """The browser of an editor, in English."""
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    client.force_login(editor)
    return client


def text_of(response) -> str:
    """What a page says, in one line."""
    return " ".join(strip_tags(unescape(response.content.decode())).split())


def titles(response) -> list[str]:
    return [story.text for story in response.context["object_list"]]


def step(story: Story, name: str) -> str:
    return reverse("shift_stories:step", args=[story.pk, name])


def said(response) -> list[str]:
    return [str(message).strip() for message in response.context["messages"]]


# The queue


def test_queue_shows_open_stories_the_oldest_first(desk) -> None:
    now = timezone.now()
    sender = AmbassadorFactory(user__first_name="Ans", user__last_name="Vos", team=TeamFactory(name="Buitendienst"))
    StoryFactory(text="Nieuw", handed_in_at=now - timedelta(hours=1))
    StoryFactory(text="Oud", handed_in_at=now - timedelta(days=3), due_at=now - timedelta(days=1), sender=sender)
    StoryFactory(text="Af", state=StoryState.DECLINED)
    StoryFactory(text="Concept", state=StoryState.DRAFT, handed_in_at=None)

    response = desk.get(QUEUE)

    assert titles(response) == ["Oud", "Nieuw"]
    shown = text_of(response)
    assert "Ans Vos (Buitendienst)" in shown
    assert "24 hours late" in shown
    assert "Open (2)" in shown
    assert "Too late (1)" in shown


def test_tabs_and_filters_narrow_it(desk, editor) -> None:
    pillar, team, challenge = PillarFactory(), TeamFactory(), ChallengeFactory()
    StoryFactory(text="Pijler", pillar=pillar)
    StoryFactory(text="Team", sender=AmbassadorFactory(team=TeamFactory(parent=team)))
    StoryFactory(text="Opdracht", challenge=challenge)
    StoryFactory(text="Mijn", assigned_to=editor)
    StoryFactory(text="Laat", due_at=timezone.now() - timedelta(hours=1))
    StoryFactory(text="Af", state=StoryState.DECLINED)

    found = {
        query: titles(desk.get(f"{QUEUE}?{query}"))
        for query in (
            f"pillar={pillar.pk}",
            f"team={team.pk}",
            f"challenge={challenge.pk}",
            "taken=me",
            "taken=others",
            "show=mine",
            "show=late",
            "late=yes",
            "state=declined",
            "q=opdr",
        )
    }
    assert list(found.values()) == [
        ["Pijler"],
        ["Team"],
        ["Opdracht"],
        ["Mijn"],
        [],
        ["Mijn"],
        ["Laat"],
        ["Laat"],
        ["Af"],
        ["Opdracht"],
    ]
    assert len(titles(desk.get(f"{QUEUE}?taken=nobody"))) == 4


def test_a_sender_is_found_by_name(desk) -> None:
    StoryFactory(text="Die", sender=AmbassadorFactory(user__first_name="Wubbo"))
    StoryFactory(text="Andere")

    assert titles(desk.get(f"{QUEUE}?q=wubb")) == ["Die"]


def test_an_empty_queue_says_so(desk) -> None:
    assert "Nothing waits here" in text_of(desk.get(QUEUE))


def test_nonsense_in_the_address_shows_the_queue(desk) -> None:
    StoryFactory(text="Die")

    assert titles(desk.get(f"{QUEUE}?show=nonsense")) == ["Die"]
    assert desk.get(f"{QUEUE}?q=%00&p=99").status_code in (200, 302, 404)


@pytest.mark.parametrize("address", [QUEUE, f"{QUEUE}?show=all"])
def test_queue_asks_the_database_as_often_for_three_as_for_one(
    desk, editor, address, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    StoryFileFactory(story=StoryFactory(assigned_to=editor))
    desk.get(address)
    with django_assert_max_num_queries(40) as first:
        desk.get(address)
    for _number in range(2):
        StoryFileFactory(story=StoryFactory(assigned_to=UserFactory()))

    with django_assert_num_queries(len(first)):
        desk.get(address)


def test_export_holds_words_that_run_nowhere(desk) -> None:
    StoryFactory(text="=HYPERLINK(1)", sender=AmbassadorFactory(user__first_name="Ans", user__last_name="Vos"))

    rows = b"".join(desk.get(f"{QUEUE}?export=csv").streaming_content).decode()

    assert "'=HYPERLINK(1)" in rows
    assert "Ans Vos" in rows
    assert desk.get(f"{QUEUE}?export=xlsx").status_code == 200


def test_who_has_no_right_sees_nothing(client, editor) -> None:
    story = StoryFactory()
    client.force_login(AmbassadorFactory(roles=["creator"]).user)
    addresses = [
        QUEUE,
        reverse("shift_stories:inspect", args=[story.pk]),
        f"{reverse('shift_stories:bulk')}?step=accept&id={story.pk}",
        *(step(story, name) for name in STEPS),
    ]

    assert {client.get(address).status_code for address in addresses} == {302}
    assert {client.post(address).status_code for address in addresses} == {302}
    story.refresh_from_db()
    assert (story.state, story.assigned_to) == (StoryState.WAITING, None)


# The page of one story


def test_page_shows_all_that_an_editor_needs(desk, editor) -> None:
    story = StoryFactory(
        text="Boom geplant",
        answers=[{"question": "Waar?", "answer": "Op het plein"}],
        recognisable=Recognisable.NOT_ASKED,
        people_note="Twee buren",
        assigned_to=editor,
    )
    file = StoryFileFactory(story=story, alt="Een boom")
    joined = StoryFileFactory(story=StoryFactory(text="Zelfde boom", state=StoryState.MERGED, merged_into=story))
    StoryEventFactory(story=story, kind=EventKind.ASKED, text="Wie staat er?", by=editor)

    response = desk.get(reverse("shift_stories:inspect", args=[story.pk]))

    shown = text_of(response)
    for words in ("Boom geplant", "Op het plein", "Twee buren", "Wie staat er?", "Zelfde boom", "Taken up by Eva Smit"):
        assert words in shown
    page = response.content.decode()
    assert reverse("shift:story_preview", args=[file.key]) in page
    assert reverse("shift:story_file", args=[joined.key]) in page


def test_page_offers_what_makes_sense(desk, editor, colleague) -> None:
    def names(**kwargs) -> list[str]:
        story = StoryFactory(**kwargs)
        return [name for name, _step in desk.get(reverse("shift_stories:inspect", args=[story.pk])).context["steps"]]

    assert names() == ["claim", "accept", "ask", "decline", "merge", "hand-over", "pillar"]
    assert names(assigned_to=editor) == ["accept", "ask", "decline", "merge", "hand-over", "pillar", "release"]
    assert names(assigned_to=colleague) == ["take-over", "hand-over", "pillar"]
    assert names(state=StoryState.QUESTION) == ["claim", "accept", "decline", "merge", "hand-over", "pillar"]
    assert names(state=StoryState.ACCEPTED) == ["pillar", "reopen"]
    assert names(state=StoryState.WITHDRAWN) == []


def test_a_draft_has_no_page(desk) -> None:
    draft = StoryFactory(state=StoryState.DRAFT, handed_in_at=None)

    assert desk.get(reverse("shift_stories:inspect", args=[draft.pk]), follow=True).status_code == 404
    assert desk.get(step(draft, "accept"), follow=True).status_code == 404


def test_lists_of_what_happened_lead_to_the_page(desk) -> None:
    story = StoryFactory()

    assert desk.get(reverse("shift_stories:edit", args=[story.pk])).headers["Location"] == reverse(
        "shift_stories:inspect", args=[story.pk]
    )
    assert desk.get(reverse("shift_stories:history", args=[story.pk])).status_code == 200


# Steps


@pytest.mark.parametrize("name", [name for name in STEPS if name != "delete"])
def test_opening_a_step_changes_nothing(desk, name: str) -> None:
    story = StoryFactory()

    assert desk.get(step(story, name)).status_code == 200
    assert not story.events.exists()


def test_steps_are_taken(desk, editor, colleague) -> None:
    story, other, pillar = StoryFactory(), StoryFactory(), PillarFactory()

    for name, data in (
        ("claim", {}),
        ("pillar", {"pillar": pillar.pk}),
        ("release", {}),
        ("ask", {"question": "Wie?"}),
        ("decline", {"reason": "Dubbel"}),
        ("reopen", {}),
        ("hand-over", {"to": colleague.pk}),
        ("take-over", {}),
        ("accept", {"words": "Mooi"}),
        ("reopen", {}),
        ("merge", {"into": other.pk}),
    ):
        assert desk.post(step(story, name), data).status_code == 302, name

    story.refresh_from_db()
    assert (story.state, story.merged_into, story.pillar) == (StoryState.MERGED, other, pillar)
    kinds = "claimed released asked declined reopened handed_over handed_over accepted reopened merged"
    assert [event.kind for event in story.events.all()] == kinds.split()


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(desk) -> None:
    story = StoryFactory()

    response = desk.post(step(story, "decline"), {"reason": "x" * 2001})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    assert "x" * 2001 in response.content.decode()


def test_a_second_decision_is_told_and_nothing_typed_is_lost(desk, colleague) -> None:
    from shift_plugin.stories.actions import accept

    story = StoryFactory()
    accept(story=Story.objects.get(pk=story.pk), by=colleague)

    response = desk.post(step(story, "decline"), {"reason": "Dubbel"})

    assert "Ko Bos has decided already: accepted. Nothing was changed." in text_of(response)
    assert "Dubbel" in response.content.decode()


def test_an_older_story_is_found_to_join_with(desk) -> None:
    story, other = StoryFactory(), StoryFactory(text="Bomen op het plein")
    StoryFactory(text="Iets anders")

    form = desk.get(f"{step(story, 'merge')}?q=bomen").context["form"]

    assert [value for value, _label in form.fields["into"].choices] == ["", other.pk]


def test_only_who_may_deletes(client, desk, django_user_model) -> None:
    story = StoryFactory()
    assert desk.post(step(story, "delete")).status_code == 302
    assert Story.objects.filter(pk=story.pk).exists()

    client.force_login(django_user_model.objects.create_superuser(email="root@brinkhoven.example", password="x"))
    assert client.post(step(story, "delete")).headers["Location"] == QUEUE
    assert not Story.objects.filter(pk=story.pk).exists()


def test_an_unknown_step_is_no_page(desk) -> None:
    assert desk.get(step(StoryFactory(), "nonsense"), follow=True).status_code == 404


# Several at once


def test_several_are_declined_with_one_reason(desk, colleague) -> None:
    mine, other = StoryFactory(), StoryFactory()
    theirs = StoryFactory(text="Van Ko", assigned_to=colleague)
    ids = [mine.pk, other.pk, theirs.pk]
    bulk = reverse("shift_stories:bulk")

    asked = desk.get(bulk, {"step": "decline", "id": ids})
    assert [story.pk for story in asked.context["stories"]] == ids
    assert desk.post(bulk, {"step": "decline", "id": ids}).status_code == 422
    response = desk.post(bulk, {"step": "decline", "id": ids, "reason": "Campagne is voorbij"}, follow=True)

    assert sorted(Story.objects.values_list("pk", "state")) == [
        (mine.pk, "declined"),
        (other.pk, "declined"),
        (theirs.pk, "waiting"),
    ]
    assert said(response) == [
        "Not done with “Van Ko”: Ko Bos has taken up this story. Take it over first, if that was agreed.",
        "Done with 2 stories.",
    ]


@pytest.mark.parametrize("query", ["", "?step=accept", "?step=delete&id=1", "?step=accept&id=x", "?step=accept&id=%00"])
def test_without_stories_there_is_nothing_to_do(desk, query: str) -> None:
    response = desk.get(reverse("shift_stories:bulk") + query, follow=True)

    assert said(response) == ["Tick one or more stories first."]


# The Shift home


def test_home_tells_what_waits_and_what_is_late(desk) -> None:
    now = timezone.now()
    StoryFactory(handed_in_at=now - timedelta(days=3, minutes=1), due_at=now - timedelta(hours=1))
    StoryFactory()

    shown = text_of(desk.get("/beheer/shift/"))

    assert "1 story waits longer than promised." in shown
    assert "2 stories are open. The oldest waits for 3 days." in shown


def test_the_history_of_a_draft_is_not_there(desk) -> None:
    draft = StoryFactory(text="Nog niet verteld", state=StoryState.DRAFT, handed_in_at=None)
    story = StoryFactory()

    addresses = [reverse("shift_stories:history", args=[one.pk]) for one in (draft, story)]

    assert [desk.get(address, follow=True).status_code for address in addresses] == [404, 200]
