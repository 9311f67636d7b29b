import pytest

from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.actions import leave_programme
from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions import StoryError
from shift_plugin.stories.actions.triage import ask, claim
from shift_plugin.stories.actions.trust import grant_trust, publish_by_trust, revoke_trust, take_back
from shift_plugin.stories.enums import EventKind, Recognisable, StoryState
from shift_plugin.stories.models import Story, StoryMessage, TrustedCreator
from shift_plugin.stories.signals import story_handed_in
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import StoryFactory, StoryFileFactory
from tests.factories.strategy import KeyMessageFactory, PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(editor):
    key_message = KeyMessageFactory()
    story = StoryFactory(pillar=key_message.pillar, link="https://www.brinkhoven.example/bomen")
    grant_trust(ambassador=story.sender, pillar=story.pillar, by=editor)
    return story


def again(story):
    return Story.objects.get(pk=story.pk)


def notes(story):
    return list(story.events.filter(kind=EventKind.NEEDS_REVIEW).values_list("text", flat=True))


def test_the_story_of_a_trusted_creator_is_published_without_review(story) -> None:
    message = publish_by_trust(story=story)

    assert (message.live, message.text, message.latest_revision.user) == (True, story.text, story.sender.user)
    assert (again(story).state, again(story).by_trust) == (StoryState.ACCEPTED, True)


def test_handing_in_is_enough(story, run_queue, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        story_handed_in.send(Story, story=story)
    with django_capture_on_commit_callbacks(execute=True):
        run_queue()

    assert ShareableMessage.objects.get().live


def test_trust_is_for_one_person_and_one_pillar(story) -> None:
    colleague = StoryFactory(pillar=story.pillar)
    elsewhere = StoryFactory(sender=story.sender, pillar=KeyMessageFactory().pillar)

    assert [publish_by_trust(story=other) for other in (colleague, elsewhere)] == [None, None]
    assert not ShareableMessage.objects.exists()


def test_what_is_not_fit_to_go_out_waits_for_an_editor_with_the_reason(story) -> None:
    story.link = ""
    story.save()

    assert publish_by_trust(story=story) is None

    assert (again(story).state, again(story).by_trust, ShareableMessage.objects.count()) == ("waiting", False, 0)
    assert len(notes(story)) == 1 and notes(story)[0] != ""


def test_a_photo_of_people_who_were_not_asked_waits_with_the_whole_story(story) -> None:
    story.recognisable = Recognisable.NOT_ASKED
    story.save()
    photo = StoryFileFactory(story=story, alt="Twee collega's")

    assert publish_by_trust(story=story) is None

    photo.refresh_from_db()
    assert (len(notes(story)), photo.image) == (1, None)


def test_a_pillar_without_key_messages_has_nothing_to_say(editor) -> None:
    story = StoryFactory(pillar=PillarFactory(), link="https://www.brinkhoven.example/bomen")
    grant_trust(ambassador=story.sender, pillar=story.pillar, by=editor)

    assert publish_by_trust(story=story) is None
    assert len(notes(story)) == 1


@pytest.mark.parametrize("who", ["sender", "editor"])
def test_it_can_be_taken_back_once(story, editor, who) -> None:
    message = publish_by_trust(story=story)
    user = {"sender": story.sender.user, "editor": editor}[who]

    take_back(story=again(story), by=user)
    with pytest.raises(StoryError):
        take_back(story=again(story), by=user)

    message.refresh_from_db()
    assert (message.live, again(story).state, again(story).by_trust) == (False, StoryState.WAITING, False)
    assert again(story).due_at is not None


@pytest.mark.parametrize(("who", "stays"), [("sender", True), ("editor", False)])
def test_a_message_that_an_editor_made_is_not_the_senders_to_take_back(story, editor, who, stays) -> None:
    publish_by_trust(story=story)
    made = MessageFactory()
    StoryMessage.objects.create(story=story, message=made, by=editor)

    take_back(story=again(story), by={"sender": story.sender.user, "editor": editor}[who])

    made.refresh_from_db()
    assert (made.live, ShareableMessage.objects.exclude(pk=made.pk).get().live) == (stays, False)


def test_a_colleague_takes_back_nothing(story) -> None:
    message = publish_by_trust(story=story)
    for user in (UserFactory(), AmbassadorFactory(roles=["creator"]).user):
        with pytest.raises(MayNot):
            take_back(story=story, by=user)
    message.refresh_from_db()
    assert message.live


def test_what_an_editor_accepted_is_not_taken_back(editor) -> None:
    with pytest.raises(StoryError):
        take_back(story=StoryFactory(state=StoryState.ACCEPTED), by=editor)


def test_revoked_trust_counts_no_more(story, editor) -> None:
    grant_trust(ambassador=story.sender, pillar=story.pillar, by=editor)
    revoke_trust(trust=TrustedCreator.objects.get(), by=editor)

    assert publish_by_trust(story=story) is None
    assert (again(story).state, notes(story)) == (StoryState.WAITING, [])


def test_who_stops_taking_part_is_trusted_no_more(story) -> None:
    leave_programme(ambassador=story.sender)

    assert not TrustedCreator.objects.exists()


@pytest.mark.parametrize("busy", ["has it", "asked something"])
def test_an_editor_who_is_busy_with_it_at_the_same_moment_is_not_passed_over(story, editor, busy) -> None:
    # What is at hand was read before the editor did something.
    other = again(story)
    if busy == "has it":
        claim(story=other, by=editor)
    else:
        ask(story=other, question="Wie staat er op de foto?", by=editor)
        Story.objects.filter(pk=story.pk).update(assigned_to=None)

    assert publish_by_trust(story=story) is None
    assert publish_by_trust(story=again(story)) is None

    assert (again(story).state, again(story).by_trust) == (other.state, False)
    assert (ShareableMessage.objects.count(), notes(story)) == (0, [])
