"""Messages move with the page that they are about, and go with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page, PageViewRestriction

from shift_plugin.library.actions import (
    end_with_page,
    follow_page,
    offer_page,
    retire_gone,
    retire_messages_of,
)
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import gone_with_their_page
from shift_plugin.library.signals import message_withdrawn
from tests.factories.library import MessageFactory, moderation_workflow
from tests.factories.people import UserFactory
from tests.library.actions.about_pages import about, add_page, again, an_offer

pytestmark = pytest.mark.django_db


def live_titles():
    return sorted(ShareableMessage.objects.filter(live=True).values_list("title", flat=True))


# Gone


def test_a_page_that_goes_offline_takes_its_messages_along(django_capture_on_commit_callbacks):
    page = add_page()
    about(page, title="Mee")
    about(add_page("Iets anders"), title="Blijft")
    heard = []
    message_withdrawn.connect(lambda **news: heard.append(news["message_id"]), weak=False, dispatch_uid="test")

    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()

    message_withdrawn.disconnect(dispatch_uid="test")
    gone = ShareableMessage.objects.get(title="Mee")
    assert live_titles() == ["Blijft"]
    assert heard == [gone.pk]
    assert registry.get_logs_for_instance(gone).filter(action="shift.retire").count() == 1


@pytest.mark.parametrize("whole_branch", [False, True])
def test_a_deleted_page_takes_its_messages_along(whole_branch):
    above = add_page("Boven")
    page = add_page(parent=above)
    about(page, title="Mee")
    about(add_page("Iets anders"), title="Blijft")

    (above if whole_branch else page).delete()

    assert live_titles() == ["Blijft"]
    assert ShareableMessage.objects.get(title="Mee").source_page is None


def test_what_waits_or_is_planned_is_stopped_too():
    moderation_workflow()
    page = add_page()
    waiting = offer_page(page=page, offer=an_offer(page), by=UserFactory())
    planned = about(page, draft=True, go_live_at=timezone.now() + timedelta(days=1))
    planned.latest_revision.publish()

    assert retire_messages_of(page=page) == 2
    assert retire_messages_of(page=page) == 0
    assert again(waiting).current_workflow_state is None
    assert again(planned).scheduled_revision is None


def test_a_message_about_a_page_that_is_offline_can_not_be_published():
    page = add_page(live=False)
    message = about(page, draft=True)

    with pytest.raises(ValidationError, match="Open dag"):
        message.clean_for_publication()


@pytest.mark.parametrize("is_inherited", [False, True])
def test_the_job_finds_a_page_that_was_made_private(is_inherited):
    above = add_page("Boven")
    page = add_page(parent=above)
    about(page, title="Mee")
    about(add_page("Boven ook", parent=None), title="Blijft")
    # About a page that only colleagues see, with a link that everybody can open.
    MessageFactory(source_page=page, title="Elders", link_url="https://werk.brinkhoven.example/1")
    PageViewRestriction.objects.create(page=above if is_inherited else page, restriction_type="login")

    assert retire_gone(now=timezone.now()) == 1
    assert retire_gone(now=timezone.now()) == 0
    assert live_titles() == ["Blijft", "Elders"]


def test_the_job_finds_a_page_that_went_without_a_signal():
    page = add_page()
    about(page, title="Mee")
    Page.objects.filter(pk=page.pk).update(live=False)

    assert retire_gone(now=timezone.now()) == 1
    assert live_titles() == []


def test_the_job_asks_once_however_many_messages_there_are(django_assert_num_queries):
    for _number in range(3):
        about(add_page())

    with django_assert_num_queries(1):
        assert list(gone_with_their_page()) == []


# Moved


TODAY = timezone.now().replace(microsecond=0)
SOON, LATER = TODAY + timedelta(days=3), TODAY + timedelta(days=9)


def test_a_message_in_the_library_gets_the_new_moment_and_stays_there():
    writer = UserFactory()
    message = about(add_page(), expire_at=SOON, author=writer)

    assert end_with_page(page=message.source_page, ends_at=LATER, now=timezone.now()) == 1
    assert end_with_page(page=message.source_page, ends_at=LATER, now=timezone.now()) == 0

    moved = again(message)
    assert (moved.live, moved.expire_at, moved.has_unpublished_changes) == (True, LATER, False)
    assert moved.live_revision.as_object().expire_at == LATER
    assert moved.live_revision.user == writer


def test_a_draft_of_a_message_in_the_library_stays_a_draft():
    message = about(add_page(), expire_at=SOON, text="Goedgekeurd")
    draft = message.get_latest_revision_as_object()
    draft.text = "Nog niet gelezen"
    draft.save_revision()

    end_with_page(page=message.source_page, ends_at=LATER, now=timezone.now())

    moved = again(message)
    latest = moved.get_latest_revision_as_object()
    assert (moved.text, moved.expire_at, moved.has_unpublished_changes) == ("Goedgekeurd", LATER, True)
    assert (latest.text, latest.expire_at) == ("Nog niet gelezen", LATER)


def test_a_planned_message_stays_planned():
    message = about(add_page(), draft=True, go_live_at=SOON, expire_at=SOON + timedelta(days=1))
    message.latest_revision.publish()

    end_with_page(page=message.source_page, ends_at=LATER, now=timezone.now())

    assert again(message).scheduled_revision.as_object().expire_at == LATER


def test_an_earlier_moment_that_has_passed_ends_the_message_at_once():
    message = about(add_page(), expire_at=SOON)
    now = timezone.now()

    end_with_page(page=message.source_page, ends_at=now - timedelta(minutes=1), now=now)

    assert list(ShareableMessage.objects.visible(now)) == []


def test_a_message_that_has_left_stays_away():
    message = about(add_page(), expire_at=SOON)
    message.unpublish(set_expired=True)

    assert end_with_page(page=message.source_page, ends_at=LATER, now=timezone.now()) == 0
    assert again(message).live is False


def test_a_page_without_an_end_moves_nothing():
    message = about(add_page(), expire_at=SOON)

    assert follow_page(page=message.source_page, now=timezone.now()) == 0
    message.source_page.save_revision().publish()
    assert again(message).expire_at == SOON
