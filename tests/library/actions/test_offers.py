"""A page that is offered for sharing."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.log_actions import registry
from wagtail.models import WorkflowState

from shift_plugin.library.actions import (
    AlreadyOffered,
    offer_page,
)
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import in_state, offer_of
from tests.factories.library import moderation_workflow
from tests.factories.people import UserFactory
from tests.library.actions.about_pages import about, add_page, again, an_offer

pytestmark = pytest.mark.django_db


def test_an_offered_page_is_a_message_that_waits_for_approval():
    moderation_workflow()
    page, writer = add_page(), UserFactory()

    message = offer_page(page=page, offer=an_offer(page), by=writer)

    saved = again(message)
    assert (saved.source_page_id, saved.address, saved.live) == (page.pk, page.full_url, False)
    assert list(in_state(ShareableMessage.objects.all(), "waiting")) == [saved]
    assert saved.latest_revision.user == writer
    assert saved.current_workflow_state.requested_by == writer
    assert registry.get_logs_for_instance(saved).filter(action="wagtail.create", user=writer).count() == 1


def test_without_moderation_an_offer_is_a_draft():
    page = add_page()

    message = offer_page(page=page, offer=an_offer(page), by=UserFactory())

    assert list(in_state(ShareableMessage.objects.all(), "draft")) == [again(message)]


def test_a_page_is_offered_once():
    moderation_workflow()
    page, other = add_page(), add_page("Iets anders")
    message = offer_page(page=page, offer=an_offer(page), by=UserFactory())

    with pytest.raises(AlreadyOffered) as problem:
        offer_page(page=page, offer=an_offer(page), by=UserFactory())

    assert problem.value.message == message
    assert offer_page(page=other, offer=an_offer(other), by=UserFactory()) != message


def test_a_message_that_was_sent_back_is_offered_again_with_the_new_text():
    workflow = moderation_workflow()
    page, writer = add_page(), UserFactory()
    message = offer_page(page=page, offer=an_offer(page), by=writer)
    task = workflow.workflow_tasks.get().task.specific
    task.on_action(message.current_workflow_task_state, UserFactory(), "reject", comment="Korter, graag.")

    second = offer_page(page=page, offer=an_offer(page, text="Kom ook!"), by=writer)

    assert second.pk == message.pk
    assert again(message).get_latest_revision_as_object().text == "Kom ook!"
    assert again(message).current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_an_offer_that_could_never_go_out_is_refused_by_field():
    page = add_page()

    with pytest.raises(ValidationError) as problem:
        offer_page(page=page, offer=an_offer(page, link_page=None, text=" ", key_message=None), by=UserFactory())

    assert sorted(problem.value.message_dict) == ["key_message", "link_url", "text"]
    assert ShareableMessage.objects.count() == 0


def test_of_several_messages_the_one_in_the_library_counts():
    page = add_page()
    first = about(page, kind="vacancy")
    about(page, kind="vacancy", draft=True)
    about(page, kind="article")

    assert offer_of(page, kind="vacancy") == first
