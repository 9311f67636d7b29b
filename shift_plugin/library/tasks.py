"""What the cluster and the tick call. The dotted paths are public."""

from __future__ import annotations

from django.utils import timezone

from shift_plugin.library import actions


def publish_due() -> None:
    actions.publish_due(now=timezone.now())


def retire_gone() -> None:
    actions.retire_gone(now=timezone.now())


def remind_moderators() -> None:
    actions.remind_moderators(now=timezone.now())


def tell_moderators(task_state_id: int) -> None:
    actions.tell_moderators(task_state_id=task_state_id)


def tell_author(task_state_id: int) -> None:
    actions.tell_author(task_state_id=task_state_id)
