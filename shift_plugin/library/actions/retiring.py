"""Messages move with the page that they are about, and go with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from shift_plugin.library.actions.publishing import NotAllDone, each_by_itself
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import gone_with_their_page


@transaction.atomic
def retire_messages_of(*, page: Page, user: Any = None) -> int:
    """Take the messages about a page out of the library, now or later, and out of moderation; returns how many.

    Call it when the page can't be opened any more. The messages stay as drafts.
    """
    about = ShareableMessage.objects.select_for_update(of=("self",)).filter(source_page_id=page.pk).order_by("pk")
    return sum(_retire(message, user) for message in about)


def retire_gone(*, now: datetime) -> int:
    """The same for every page that can't be opened any more, whatever way it went; returns how many messages.

    Privacy changes without a signal, and so does a page in a query of the host's own. Raises NotAllDone at the end.
    """
    pks = list(gone_with_their_page().order_by("pk").values_list("pk", flat=True))
    done, failed = each_by_itself(pks, _retire_one, now=now)
    if failed:
        raise NotAllDone(f"{failed} messages could not be withdrawn with their page; see the log.")
    return done


def _retire_one(pk: int) -> bool:
    # Asked once more, now that nobody else decides about it.
    message = gone_with_their_page().select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    return message is not None and _retire(message, None)


def _retire(message: ShareableMessage, user: Any) -> bool:
    state = message.current_workflow_state
    is_scheduled = message.revisions.filter(approved_go_live_at__isnull=False).exists()
    if not (message.live or is_scheduled or state):
        return False
    if state is not None:
        state.cancel(user=user)
    if message.live:
        message.unpublish(user=user, log_action="shift.retire")
    else:
        message.revisions.update(approved_go_live_at=None)
        log(instance=message, action="shift.retire", user=user)
    return True


@transaction.atomic
def end_with_page(*, page: Page, ends_at: datetime | None, now: datetime) -> int:
    """Let the messages about a page leave the library at another moment; returns how many changed.

    A message that has left already stays away: offer it again.
    """
    about = ShareableMessage.objects.select_for_update(of=("self",)).filter(source_page_id=page.pk).order_by("pk")
    return sum(_move_end(message, ends_at, now) for message in about)


def _move_end(message: ShareableMessage, ends_at: datetime | None, now: datetime) -> bool:
    # A revision keeps no more of a moment than this.
    ends_at = ends_at and ends_at.replace(microsecond=0)
    latest = message.get_latest_revision()
    text = latest.as_object() if latest else message
    has_left = not message.live and message.first_published_at is not None and not message.scheduled_revision
    if has_left or (text.expire_at == ends_at and message.expire_at == ends_at):
        return False
    was_scheduled, is_complete = message.scheduled_revision, not message.has_unpublished_changes
    text.expire_at = ends_at
    # The writer stays who it was: four eyes look at who wrote the text last.
    revision = text.save_revision(user=latest.user if latest else None, clean=False, log_action=True)
    is_past = ends_at is not None and ends_at <= now
    if was_scheduled or (message.live and is_complete and not is_past):
        revision.publish()
    else:
        # A text that nobody approved yet must not go out with the new date; the job withdraws what is past it.
        ShareableMessage.objects.filter(pk=message.pk).update(expire_at=ends_at)
    return True


def follow_page(*, page: Page, now: datetime) -> int:
    """Move messages with a page that says until when it can be shared; returns how many.

    A page type says so with an attribute ``sharing_ends_at``: a moment, or None for "as long as it is there".
    """
    specific = page.specific
    if not hasattr(specific, "sharing_ends_at"):
        return 0
    return end_with_page(page=page, ends_at=specific.sharing_ends_at, now=now)
