"""Who may see, approve and publish a message."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.models import Revision
from wagtail.permissions import policy_registry

from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import (
    MessagePermissionPolicy,
    ReviewRefused,
    is_offered,
    is_reviewed,
    may_publish,
    refusal_to_approve,
)
from tests.factories.library import MessageFactory, moderation_workflow
from tests.factories.people import UserFactory

NOW = timezone.now()


@pytest.mark.parametrize(
    ("live", "expire_at", "offered"),
    [
        (True, None, True),
        (True, NOW + timedelta(seconds=1), True),
        (True, NOW, False),
        (False, None, False),
        (False, NOW + timedelta(days=1), False),
    ],
)
def test_a_message_is_offered_when_live_and_inside_its_window(live, expire_at, offered):
    assert is_offered(ShareableMessage(live=live, expire_at=expire_at), NOW) is offered


@pytest.mark.django_db
def test_nobody_publishes_their_own_text_and_the_clock_publishes_all():
    writer, other = UserFactory(), UserFactory()
    revision = MessageFactory(draft=True, author=writer).latest_revision
    assert [may_publish(user, revision) for user in (writer, other, None)] == [False, True, True]


@pytest.mark.django_db
def test_a_superuser_has_two_eyes_too():
    writer = UserFactory(is_superuser=True)
    message = MessageFactory(draft=True, author=writer)
    with pytest.raises(PublishPermissionError):
        message.latest_revision.publish(user=writer, skip_permission_checks=True)


@pytest.mark.django_db
def test_what_somebody_else_approved_may_be_published_again_by_its_writer():
    writer, other = UserFactory(is_superuser=True), UserFactory(is_superuser=True)
    message = MessageFactory(draft=True, author=writer)
    moderation_workflow().start(message, writer)
    message.current_workflow_task.on_action(message.current_workflow_task_state, other, "approve")
    message = ShareableMessage.objects.get(pk=message.pk)
    message.unpublish()
    assert (is_reviewed(message.latest_revision), may_publish(writer, message.latest_revision)) == (True, True)


@pytest.mark.django_db
def test_a_text_that_was_overwritten_after_the_approval_counts_as_unread():
    writer, other = UserFactory(is_superuser=True), UserFactory(is_superuser=True)
    message = MessageFactory(draft=True, author=writer)
    moderation_workflow().start(message, writer)
    message.current_workflow_task.on_action(message.current_workflow_task_state, other, "approve")
    Revision.objects.filter(pk=message.latest_revision_id).update(created_at=timezone.now() + timedelta(seconds=1))
    revision = Revision.objects.get(pk=message.latest_revision_id)
    assert (is_reviewed(revision), may_publish(writer, revision)) == (False, False)


@pytest.mark.django_db
def test_four_eyes_can_be_switched_off(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "FOUR_EYES": False}
    writer = UserFactory()
    revision = MessageFactory(draft=True, author=writer).latest_revision
    assert (may_publish(writer, revision), refusal_to_approve(writer, writer_id=writer.pk, submitter_id=None)) == (
        True,
        "",
    )


@pytest.mark.django_db
def test_who_wrote_and_who_submitted_are_told_apart():
    user = UserFactory()
    wrote = refusal_to_approve(user, writer_id=user.pk, submitter_id=None)
    submitted = refusal_to_approve(user, writer_id=user.pk, submitter_id=user.pk)
    assert (bool(wrote), bool(submitted), wrote != submitted) == (True, True, True)
    assert refusal_to_approve(user, writer_id=None, submitter_id=None) == ""


@pytest.mark.django_db
def test_the_policy_is_registered_and_asks_about_the_message_itself():
    policy = policy_registry.get_by_type(ShareableMessage)
    writer, other = UserFactory(), UserFactory()
    for user in (writer, other):
        user.user_permissions.add(Permission.objects.get(codename="publish_shareablemessage"))
    message = MessageFactory(draft=True, author=writer)
    assert isinstance(policy, MessagePermissionPolicy)
    assert policy.user_has_permission(writer, "publish") is True
    rights = [policy.user_has_permission_for_instance(user, "publish", message) for user in (writer, other)]
    assert rights == [False, True]


@pytest.mark.django_db
def test_a_moderator_without_the_right_to_publish_gets_an_error_and_nothing_changes():
    from tests.factories.library import GroupFactory

    group = GroupFactory(name="Lezers")
    writer, moderator = UserFactory(), UserFactory()
    moderator.groups.add(group)
    message = MessageFactory(draft=True, author=writer)
    moderation_workflow(group).start(message, writer)
    with pytest.raises(PublishPermissionError):
        message.current_workflow_task.on_action(message.current_workflow_task_state, moderator, "approve")
    message = ShareableMessage.objects.get(pk=message.pk)
    assert (message.live, message.workflow_in_progress) == (False, True)


@pytest.mark.django_db
def test_what_is_incomplete_is_not_approved():
    writer, moderator = UserFactory(), UserFactory(is_superuser=True)
    message = MessageFactory(draft=True, author=writer, link_url="")
    moderation_workflow().start(message, writer)
    with pytest.raises(ReviewRefused):
        message.current_workflow_task.on_action(message.current_workflow_task_state, moderator, "approve")
