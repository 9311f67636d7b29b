"""Reactions to what Wagtail announces about messages, after the transaction in which it happened."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import Signal, receiver
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    published,
    task_submitted,
    unpublished,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from shift_plugin.base.actions import enqueue
from shift_plugin.library.actions import announce_published, announce_withdrawn, follow_page, retire_messages_of
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import obstacles_by


@receiver(published, sender=ShareableMessage, dispatch_uid="shift_library_published")
def on_published(instance: ShareableMessage, revision: Any, **kwargs: Any) -> None:
    """Wagtail also sends this for a message that is only scheduled; that one isn't live."""
    if instance.live:
        announce = partial(announce_published, message_id=instance.pk, revision_id=revision.pk)
        transaction.on_commit(announce, robust=True)


@receiver(unpublished, sender=ShareableMessage, dispatch_uid="shift_library_unpublished")
def on_unpublished(instance: ShareableMessage, **kwargs: Any) -> None:
    transaction.on_commit(partial(announce_withdrawn, message_id=instance.pk), robust=True)


@receiver(post_delete, sender=ShareableMessage, dispatch_uid="shift_library_deleted")
def on_deleted(instance: ShareableMessage, **kwargs: Any) -> None:
    transaction.on_commit(partial(announce_withdrawn, message_id=instance.pk, deleted=True), robust=True)


@receiver(page_unpublished, dispatch_uid="shift_library_page_unpublished")
def on_page_unpublished(instance: Any, **kwargs: Any) -> None:
    """At once and not after the transaction: Wagtail also sends this just before it deletes the page, and then the
    message no longer knows which page it was about.
    """
    retire_messages_of(page=instance)


@obstacles_by
def gone_page(message: ShareableMessage) -> dict[str, Any]:
    page = message.source_page
    if page is None or page.live:
        return {}
    return {"link_page": gettext("The page “%(page)s”, which this is about, is offline.") % {"page": page.title}}


@receiver(page_published, dispatch_uid="shift_library_page_published")
def on_page_published(instance: Any, **kwargs: Any) -> None:
    if instance.live:
        follow_page(page=instance, now=timezone.now())


@receiver(task_submitted, sender=TaskState, dispatch_uid="shift_library_submitted")
def on_submitted(instance: TaskState, **kwargs: Any) -> None:
    if is_about_message(instance.workflow_state):
        enqueue("shift_plugin.library.tasks.tell_moderators", instance.pk)


@receiver([workflow_approved, workflow_rejected], sender=WorkflowState, dispatch_uid="shift_library_decided")
def on_decided(instance: WorkflowState, **kwargs: Any) -> None:
    if is_about_message(instance) and instance.current_task_state_id:
        enqueue("shift_plugin.library.tasks.tell_author", instance.current_task_state_id)


def is_about_message(state: WorkflowState) -> bool:
    return state.base_content_type.model_class() is ShareableMessage


# Wagtail's own mails about moderation stay as they are, but not for messages: those have clearer ones.


class _NotAboutMessages:
    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        return super().can_handle(instance, **kwargs) and not is_about_message(state)


class _TaskSubmitted(_NotAboutMessages, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    pass


class _Submitted(_NotAboutMessages, mail.WorkflowStateSubmissionEmailNotifier):
    pass


class _Approved(_NotAboutMessages, mail.WorkflowStateApprovalEmailNotifier):
    pass


class _Rejected(_NotAboutMessages, mail.WorkflowStateRejectionEmailNotifier):
    pass


def _take_the_place(signal: Signal, sender: type, name: str, notifier: Any) -> None:
    """Connect under the name that Wagtail's own notifier has. Whichever app is ready first, only ours remains."""
    signal.disconnect(sender=sender, dispatch_uid=name)
    signal.connect(notifier, sender=sender, dispatch_uid=name, weak=False)


_take_the_place(task_submitted, TaskState, "group_approval_task_submitted_email_notification", _TaskSubmitted())
_take_the_place(workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", _Submitted())
_take_the_place(workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", _Rejected())
_take_the_place(workflow_approved, WorkflowState, "workflow_state_approved_email_notification", _Approved())
