from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState, WorkflowState

from shift_plugin.library.models.messages import ShareableMessage
from shift_plugin.library.permissions import ReviewRefused, refusal_to_approve

__all__ = ["FourEyesApprovalTask"]


class ReasonForm(TaskStateCommentForm):
    """A rejection without a reason helps nobody."""

    comment = forms.CharField(
        label=_("What has to change, and why?"),
        help_text=_("The author receives this by mail."),
        widget=forms.Textarea({"rows": 3}),
    )


class FourEyesApprovalTask(AbstractGroupApprovalTask):
    """Approval by a group, in which nobody approves what they wrote or submitted themselves."""

    class Meta:
        verbose_name = _("approval by another colleague")
        verbose_name_plural = _("approvals by another colleague")

    @classmethod
    def get_description(cls) -> str:
        return gettext("Members of the chosen groups approve this, but never what they wrote or submitted themselves.")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """With the text as it is in the database: Wagtail's own state remembers the one from before the last change."""
        content = workflow_state.content_object
        workflow_state.content_object = type(content)._base_manager.get(pk=content.pk)
        return super().start(workflow_state, user=user)

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        actions = super().get_actions(obj, user)
        if actions and self.refusal(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def refusal(self, obj: Any, user: Any) -> str:
        """Why this person may not approve this, in words; empty when four eyes are no obstacle."""
        state = obj.current_workflow_state
        latest = obj.get_latest_revision()
        return refusal_to_approve(
            user, writer_id=latest and latest.user_id, submitter_id=state and state.requested_by_id
        )

    @transaction.atomic
    def on_action(
        self, task_state: TaskState, user: Any, action_name: str, *, reviewed: str = "", **kwargs: Any
    ) -> Any:
        """Approve or reject. ``reviewed`` is the stamp (see ``stamp``) of the text that the reviewer had before them.

        Wagtail publishes whatever text is the latest. So an approval holds the message still, and goes through only
        when the latest text is the one that was submitted or the one that the reviewer saw. Raises ReviewRefused.
        """
        if action_name == "reject" and not kwargs.get("comment", "").strip():
            raise ReviewRefused(gettext("Say what has to change, and why. The author receives it by mail."))
        if action_name == "approve":
            self._check_approval(task_state, user, reviewed)
        return super().on_action(task_state, user, action_name, **kwargs)

    def _check_approval(self, task_state: TaskState, user: Any, reviewed: str) -> None:
        content = task_state.workflow_state.content_object
        content = type(content)._base_manager.select_for_update(of=("self",)).get(pk=content.pk)
        task_state.refresh_from_db(fields=["status"])
        if refusal := self.refusal(content, user):
            raise ReviewRefused(refusal)
        latest = content.get_latest_revision()
        if latest.pk != task_state.revision_id or latest.created_at > task_state.started_at:
            if reviewed != stamp(latest):
                raise ReviewRefused(
                    gettext(
                        "The text was changed after it was submitted. Open the message, read the new text and approve "
                        "it there."
                    )
                )
            task_state.revision = latest
            task_state.save(update_fields=["revision"])
        _check_completeness(latest)


def stamp(revision: Revision | None) -> str:
    """Tells one text from another; saving automatically overwrites a revision, so its number isn't enough."""
    return revision_stamp(revision.pk, revision.created_at) if revision else ""


def revision_stamp(pk: Any, created_at: datetime | str) -> str:
    return f"{pk} {created_at if isinstance(created_at, str) else created_at.isoformat()}"


def _check_completeness(revision: Revision) -> None:
    content = revision.as_object()
    if not isinstance(content, ShareableMessage):
        return
    try:
        content.clean_for_publication()
    except ValidationError as problem:
        raise ReviewRefused(
            gettext("This message isn't ready to go out. %(problems)s") % {"problems": " ".join(problem.messages)}
        ) from problem
