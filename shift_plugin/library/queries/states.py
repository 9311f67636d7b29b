"""Where a message is on its way from a draft to the library."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from shift_plugin.library.enums import MessageState
from shift_plugin.library.models import ShareableMessage


def _in_workflow(status: str) -> Exists:
    return Exists(
        WorkflowState.objects.filter(
            base_content_type=ContentType.objects.get_for_model(ShareableMessage),
            object_id=Cast(OuterRef("pk"), CharField()),
            status=status,
        )
    )


def is_scheduled() -> Exists:
    return Exists(
        Revision.objects.filter(
            content_type=ContentType.objects.get_for_model(ShareableMessage),
            object_id=Cast(OuterRef("pk"), CharField()),
            approved_go_live_at__isnull=False,
        )
    )


def _state_conditions(now: datetime) -> dict[str, Any]:
    """State → condition; the first that holds counts."""
    return {
        MessageState.WAITING: Q(_in_workflow(WorkflowState.STATUS_IN_PROGRESS)),
        MessageState.REJECTED: Q(_in_workflow(WorkflowState.STATUS_NEEDS_CHANGES)),
        MessageState.EXPIRED: Q(expired=True) | Q(live=True, expire_at__lte=now),
        MessageState.LIVE: Q(live=True),
        MessageState.SCHEDULED: Q(is_scheduled()),
        MessageState.WITHDRAWN: Q(first_published_at__isnull=False),
    }


def with_state(rows: QuerySet[ShareableMessage], now: datetime | None = None) -> QuerySet[ShareableMessage]:
    """Messages with ``state``, a value of MessageState."""
    whens = [
        When(condition, then=Value(state)) for state, condition in _state_conditions(now or timezone.now()).items()
    ]
    return rows.annotate(state=Case(*whens, default=Value(MessageState.DRAFT), output_field=CharField()))


def in_state(rows: QuerySet[ShareableMessage], state: str, now: datetime | None = None) -> QuerySet[ShareableMessage]:
    return with_state(rows, now).filter(state=state)
