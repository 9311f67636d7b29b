"""What moderators and authors wait for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from shift_plugin.conf import shift_settings
from shift_plugin.library.models import FourEyesApprovalTask, ShareableMessage
from shift_plugin.library.permissions import refusal_to_approve
from shift_plugin.library.queries.pillars import pillar_names_of
from shift_plugin.library.queries.states import with_state

PUBLISH = "publish_shareablemessage"


@dataclass(frozen=True)
class Waiting:
    """A message that waits for approval. ``refusal``: why the reader may not approve it; empty when they may."""

    task_state: TaskState
    message: ShareableMessage
    pillar_names: list[str]
    refusal: str = ""

    @property
    def since(self) -> datetime:
        return self.task_state.started_at

    @property
    def submitter(self) -> Any:
        return self.task_state.workflow_state.requested_by


def waiting_states() -> QuerySet[TaskState]:
    """Every message that waits for approval, the oldest first."""
    return (
        TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=ContentType.objects.get_for_model(ShareableMessage),
        )
        .select_related("task", "workflow_state__requested_by")
        .order_by("started_at", "pk")
    )


def waiting_for(user: Any) -> QuerySet[TaskState]:
    """What waits for the groups of this person; for a superuser everything."""
    if user.is_superuser:
        return waiting_states()
    mine = FourEyesApprovalTask.objects.filter(pk=OuterRef("task_id"), groups__in=user.groups.all())
    return waiting_states().filter(Exists(mine))


def describe(states: Iterable[TaskState], user: Any) -> list[Waiting]:
    """The messages of these states with all that a list shows, in a fixed number of queries."""
    states = list(states)
    pks = [int(state.workflow_state.object_id) for state in states]
    rows = ShareableMessage.objects.filter(pk__in=pks).select_related("latest_revision")
    messages = {message.pk: message for message in rows.defer("latest_revision__content")}
    pillars = pillar_names_of(pks)
    return [
        Waiting(
            state,
            messages[pk],
            pillars.get(pk, []),
            refusal_to_approve(
                user,
                writer_id=messages[pk].latest_revision and messages[pk].latest_revision.user_id,
                submitter_id=state.workflow_state.requested_by_id,
            ),
        )
        for state, pk in zip(states, pks, strict=True)
        if pk in messages
    ]


def rejected_of(user: Any) -> list[WorkflowState]:
    """What this person submitted and a moderator sent back; ``current_task_state.comment`` is the reason."""
    return list(
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_NEEDS_CHANGES,
            requested_by=user,
            base_content_type=ContentType.objects.get_for_model(ShareableMessage),
        )
        .select_related("current_task_state__finished_by")
        .prefetch_related("content_object")
        .order_by("-current_task_state__finished_at")
    )


def drafts_of(user: Any) -> QuerySet[ShareableMessage]:
    """What this person worked on last and didn't submit yet, the latest first."""
    rows = with_state(ShareableMessage.objects.filter(latest_revision__user=user, has_unpublished_changes=True))
    return (
        rows.exclude(state__in=["waiting", "rejected", "scheduled"])
        .select_related("latest_revision")
        .defer("latest_revision__content")
        .order_by("-latest_revision__created_at")
    )


def moderators(task: Any) -> QuerySet[Any]:
    """People in the groups of a task who may log in."""
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(groups__in=Group.objects.filter(foureyesapprovaltask=task)).distinct()


def overdue(now: datetime) -> QuerySet[TaskState]:
    """What has waited for longer than the setting MODERATION_REMINDER_HOURS."""
    return waiting_states().filter(started_at__lte=now - timedelta(hours=shift_settings.MODERATION_REMINDER_HOURS))


def moderation_problems() -> list[str]:
    """Why nobody could approve a message as the site is set up, in words for whoever sets it up."""
    workflow = ShareableMessage.get_default_workflow()
    if workflow is None:
        return [_("Messages have no workflow, so nobody can submit them. Run “manage.py shift_setup”.")]
    problems = []
    for task in FourEyesApprovalTask.objects.filter(workflow_tasks__workflow=workflow, active=True):
        without = task.groups.exclude(
            permissions__codename=PUBLISH, permissions__content_type__app_label=ShareableMessage._meta.app_label
        )
        problems += [
            _("The group “%(group)s” moderates, but may not publish messages: its approval will fail.")
            % {"group": group.name}
            for group in without
        ]
        if not moderators(task).exists():
            problems.append(_("Nobody is in a group that approves messages."))
    return problems
