"""A photo leaves every version of a message that could still be seen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from shift_plugin.library.models import ShareableMessage
from shift_plugin.stories.actions.taking_out import take_out
from shift_plugin.stories.queries.consents import Media
from tests.factories.library import GroupFactory, ImageFactory, MessageFactory, moderation_workflow
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo():
    return ImageFactory()


@pytest.fixture
def media(photo):
    return Media(images=frozenset({photo.pk}))


def again(message):
    return ShareableMessage.objects.get(pk=message.pk)


def draft_of(message):
    return again(message).get_latest_revision_as_object()


def seen(message):
    """Picture of what is live, and of the latest draft."""
    return again(message).image, draft_of(message).image


def test_a_published_message_goes_on_without_it(photo, media) -> None:
    writer = UserFactory()
    message = MessageFactory(image=photo, image_alt="Een boom", author=writer, text="Wij planten bomen.")

    assert take_out(message_id=message.pk, media=media)

    now = again(message)
    assert (now.live, now.has_unpublished_changes, now.image, now.image_alt) == (True, False, None, "")
    assert (now.text, list(now.pillars.all())) == ("Wij planten bomen.", list(message.pillars.all()))
    assert (now.latest_revision.user, draft_of(message).image) == (writer, None)


def test_other_pictures_stay(photo, media) -> None:
    other = ImageFactory()
    message = MessageFactory(image=other, image_alt="Een brug")
    before = Revision.objects.count()

    assert not take_out(message_id=message.pk, media=media)

    assert (again(message).image, Revision.objects.count()) == (other, before)


def test_a_message_that_has_nothing_else_to_show_leaves_the_library(photo, media) -> None:
    message = MessageFactory(image=photo, image_alt="Een boom", link_url="")

    take_out(message_id=message.pk, media=media)

    assert (again(message).live, *seen(message)) == (False, None, None)


def test_a_draft_loses_it_and_stays_a_draft(photo, media) -> None:
    message = MessageFactory(image=photo, image_alt="Een boom", draft=True)

    take_out(message_id=message.pk, media=media)

    assert (again(message).live, *seen(message)) == (False, None, None)


def test_changes_that_are_not_published_yet_stay_unpublished(photo, media) -> None:
    message = MessageFactory(image=photo, image_alt="Een boom", text="Zoals het is")
    draft = message.get_latest_revision_as_object()
    draft.text = "Zoals het wordt"
    draft.save_revision(user=UserFactory(), clean=False)

    take_out(message_id=message.pk, media=media)

    now = again(message)
    assert (now.live, now.has_unpublished_changes, now.text, draft_of(message).text) == (
        True,
        True,
        "Zoals het is",
        "Zoals het wordt",
    )
    assert seen(message) == (None, None)


def test_it_is_taken_out_of_a_draft_of_a_message_that_never_showed_it(photo, media) -> None:
    message = MessageFactory()
    draft = message.get_latest_revision_as_object()
    draft.image, draft.image_alt = photo, "Een boom"
    draft.save_revision(clean=False)

    assert take_out(message_id=message.pk, media=media)

    assert seen(message) == (None, None)
    assert again(message).has_unpublished_changes


def test_what_waits_for_its_moment_goes_out_without_it(photo, media) -> None:
    message = MessageFactory(draft=True, image=photo, image_alt="Een boom")
    moment = timezone.now() + timedelta(days=1)
    planned = message.get_latest_revision_as_object()
    planned.go_live_at = moment
    revision = planned.save_revision(clean=False)
    revision.publish()

    take_out(message_id=message.pk, media=media)

    waiting = Revision.objects.get(approved_go_live_at__isnull=False)
    assert (waiting.approved_go_live_at, waiting.as_object().image) == (moment, None)
    assert seen(message) == (None, None)


def test_a_planned_change_of_a_live_message_keeps_its_moment(photo, media) -> None:
    message = MessageFactory(image=photo, image_alt="Een boom", text="Nu")
    moment = timezone.now() + timedelta(days=1)
    planned = message.get_latest_revision_as_object()
    planned.go_live_at, planned.text = moment, "Straks"
    planned.save_revision(clean=False).publish()

    take_out(message_id=message.pk, media=media)

    waiting = Revision.objects.get(approved_go_live_at__isnull=False).as_object()
    assert (again(message).live, again(message).text, waiting.text, waiting.image) == (True, "Nu", "Straks", None)
    assert seen(message) == (None, None)


def test_what_is_planned_with_nothing_else_to_show_stays_home(photo, media) -> None:
    message = MessageFactory(draft=True, image=photo, image_alt="Een boom", link_url="")
    planned = message.get_latest_revision_as_object()
    planned.go_live_at = timezone.now() + timedelta(days=1)
    planned.save_revision(clean=False).publish()

    take_out(message_id=message.pk, media=media)

    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_a_newer_text_goes_on_waiting_for_approval(photo, media) -> None:
    workflow = moderation_workflow(GroupFactory())
    author = UserFactory()
    message = MessageFactory(image=photo, image_alt="Een boom")
    draft = message.get_latest_revision_as_object()
    draft.text = "Zoals het wordt"
    draft.save_revision(user=author, clean=False)
    workflow.start(again(message), author)

    take_out(message_id=message.pk, media=media)

    state = again(message).current_workflow_state
    assert (state.status, state.requested_by) == ("in_progress", author)
    assert state.current_task_state.revision.as_object().text == "Zoals het wordt"
    assert seen(message) == (None, None)
