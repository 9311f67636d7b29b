import pytest
from wagtail.models import Locale

from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.permissions import MayNot
from shift_plugin.stories.actions import StoryError
from shift_plugin.stories.actions.messages import make_message
from shift_plugin.stories.enums import EventKind, Recognisable, StoryState
from shift_plugin.stories.models import StoryMessage
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.stories import ConsentFactory, StoryFactory, StoryFileFactory
from tests.factories.strategy import KeyMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    sender = AmbassadorFactory(user__first_name="Anna", user__last_name="de Wit")
    return StoryFactory(sender=sender, wants_credit=True, link="https://www.brinkhoven.example/bomen")


def kinds(story):
    return list(story.events.values_list("kind", flat=True))


def test_one_click_carries_everything_over(story, editor) -> None:
    key_message = KeyMessageFactory(pillar=story.pillar)
    photo = StoryFileFactory(story=story, alt="Twee collega's planten een boom")

    message = ShareableMessage.objects.get(pk=make_message(story=story, by=editor).pk)

    assert (message.kind, message.text, message.link_url, message.credit) == (
        "story",
        story.text,
        story.link,
        "Anna de Wit",
    )
    assert (message.live, message.locale.language_code, message.key_message) == (False, "nl", key_message)
    assert (message.image_id, message.image_alt) == (type(photo).objects.get().image_id, photo.alt)
    assert list(message.pillars.all()) == [story.pillar]
    assert (message.latest_revision.user, message.own_words_prompt != "") == (editor, True)


def test_it_accepts_a_story_that_is_open_and_links_both_ways(story, editor) -> None:
    message = make_message(story=story, by=editor)

    assert (story.state, story.assigned_to) == (StoryState.ACCEPTED, editor)
    assert kinds(story) == [EventKind.ACCEPTED, EventKind.MADE_MESSAGE]
    assert list(StoryMessage.objects.values_list("story", "message", "by")) == [(story.pk, message.pk, editor.pk)]


def test_a_story_can_feed_several_messages(story, editor) -> None:
    photo = StoryFileFactory(story=story)

    first, second = (make_message(story=story, by=editor) for _time in range(2))

    photo.refresh_from_db()
    assert (first.pk != second.pk, first.image == second.image == photo.image) == (True, True)


def test_the_editor_chooses_the_photo(story, editor) -> None:
    StoryFileFactory(story=story)
    second = StoryFileFactory(story=story, position=1)
    elsewhere = StoryFileFactory()

    message = make_message(story=story, by=editor, files=[elsewhere, second])

    second.refresh_from_db()
    assert message.image == second.image


def test_a_video_goes_along_as_a_document(story, editor) -> None:
    video = StoryFileFactory(story=story, kind="video", extension="mp4", content_type="video/mp4")

    message = make_message(story=story, by=editor)

    video.refresh_from_db()
    assert (message.image, message.video) == (None, video.document)


def test_the_name_stays_away_when_the_sender_wants_that(editor) -> None:
    assert make_message(story=StoryFactory(wants_credit=False), by=editor).credit == ""


def test_a_photo_of_people_who_were_not_asked_waits_for_their_consent(story, editor) -> None:
    story.recognisable = Recognisable.NOT_ASKED
    story.save()
    photo = StoryFileFactory(story=story)

    without = make_message(story=story, by=editor)
    ConsentFactory(file=photo)
    with_it = make_message(story=story, by=editor)

    photo.refresh_from_db()
    assert (without.image, with_it.image) == (None, photo.image)


def test_an_unknown_language_becomes_that_of_the_site(editor) -> None:
    assert make_message(story=StoryFactory(language="eo"), by=editor).locale == Locale.get_default()


def test_a_key_message_is_chosen_only_when_there_is_no_choice(story, editor) -> None:
    KeyMessageFactory.create_batch(2, pillar=story.pillar)

    assert make_message(story=story, by=editor).key_message is None


@pytest.mark.parametrize("state", [StoryState.DECLINED, StoryState.WITHDRAWN])
def test_a_story_that_is_not_in_use_makes_no_message(editor, state) -> None:
    with pytest.raises(StoryError):
        make_message(story=StoryFactory(state=state), by=editor)
    assert not ShareableMessage.objects.exists()


def test_only_who_decides_about_stories_makes_messages_of_them(story) -> None:
    for user in (UserFactory(), story.sender.user):
        with pytest.raises(MayNot):
            make_message(story=story, by=user)


def test_the_sender_hears_once_that_it_can_be_shared(story, editor, django_capture_on_commit_callbacks) -> None:
    StoryFileFactory(story=story, alt="Een boom")
    KeyMessageFactory(pillar=story.pillar)
    message = make_message(story=story, by=editor)
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            message.get_latest_revision().publish()

    assert kinds(story).count(EventKind.PUBLISHED) == 1
