"""Publication and withdrawal at their time, and the announcement of both."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from shift_plugin.base.models import JobRun
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import is_offered
from shift_plugin.library.signals import message_published, message_withdrawn

logger = logging.getLogger("shift_plugin")

BATON = "shift_plugin.library.publishing"


class NotAllDone(Exception):  # noqa: N818 - reads as a sentence in the log
    """Some messages could not be published or withdrawn; the others were."""


def publish_due(*, now: datetime) -> int:
    """Publish what is due and withdraw what is past its window; returns how many messages changed.

    Does for messages what Wagtail's ``publish_scheduled`` does, but each by itself: a message that fails doesn't stop
    the others, and two clusters never publish the same one twice. Raises NotAllDone at the end.
    """
    due = Revision.objects.filter(content_type=_content_type(), approved_go_live_at__lte=now)
    ids = list(due.order_by("approved_go_live_at", "pk").values_list("pk", flat=True))
    published, failed = each_by_itself(ids, lambda pk: _publish(pk, now), now=now)
    past = ShareableMessage.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
    withdrawn, failed_too = each_by_itself(
        list(past.values_list("pk", flat=True)), lambda pk: _withdraw(pk, now), now=now
    )
    if failed + failed_too:
        raise NotAllDone(f"{failed + failed_too} messages could not be published or withdrawn; see the log.")
    return published + withdrawn


def each_by_itself(pks: Iterable[int], action: Callable[[int], bool], *, now: datetime) -> tuple[int, int]:
    """How many messages an action changed, and for how many it failed: those don't stop the others."""
    JobRun.objects.get_or_create(name=BATON, defaults={"due_at": now})
    done = failed = 0
    for pk in pks:
        try:
            with transaction.atomic():
                _take_baton()
                done += action(pk)
        except Exception:
            logger.exception("Publishing or withdrawing at its time failed: %s", pk)
            failed += 1
    return done, failed


def _take_baton() -> None:
    """One publication at a time on all hosts: each one updates the whole search index on PostgreSQL, and two at once
    would wait for one another for ever.
    """
    JobRun.objects.select_for_update().get(name=BATON)


def _publish(revision_id: int, now: datetime) -> bool:
    due = Revision.objects.select_for_update(of=("self",), skip_locked=True)
    revision = due.filter(pk=revision_id, approved_go_live_at__lte=now).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def _withdraw(message_id: int, now: datetime) -> bool:
    past = ShareableMessage.objects.select_for_update(of=("self",), skip_locked=True)
    message = past.filter(pk=message_id, live=True, expire_at__lte=now).first()
    if message is None:
        return False
    message.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def announce_published(*, message_id: int, revision_id: int) -> None:
    """Tell the capabilities above, unless the message was withdrawn again or its window has passed."""
    message = ShareableMessage.objects.filter(pk=message_id).first()
    if message is not None and is_offered(message, timezone.now()):
        message_published.send(ShareableMessage, message=message, revision_id=revision_id)


def announce_withdrawn(*, message_id: int, deleted: bool = False) -> None:
    message_withdrawn.send(ShareableMessage, message_id=message_id, deleted=deleted)


def _content_type() -> ContentType:
    return ContentType.objects.get_for_model(ShareableMessage)
