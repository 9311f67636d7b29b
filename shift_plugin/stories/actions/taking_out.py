"""Taking a photo or video out of a message: of what everybody sees, of what is scheduled and of the draft."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Revision, WorkflowState

from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import obstacles
from shift_plugin.stories.queries.consents import Media, holds

TAKEN_OUT = "shift.message.media_out"


@transaction.atomic
def take_out(*, message_id: int, media: Media, by: Any = None) -> bool:
    """Take it out of every version that could still be seen; True when it was in one.

    What is live goes on without it through a new text, so that no older one brings it back. A message that then has
    nothing to show leaves the library. The writer of each text stays its writer: nobody becomes free to approve their
    own. Without ``by`` it happened by itself.
    """
    message = ShareableMessage.objects.select_for_update(of=("self",)).get(pk=message_id)
    latest = message.get_latest_revision()
    has_draft = not message.live or message.has_unpublished_changes
    was_in_draft = holds(message, media)
    planned, was_planned = _clear_planned(message, media)
    if not (was_planned or was_in_draft):
        return False
    waiting = message.current_workflow_state
    if is_in_row := clear(message, media):
        _save_row(message, latest)
    if has_draft and latest is not None:
        _save_draft(latest, media, planned, is_below=is_in_row and message.live)
    for pk, moment in planned.items():
        Revision.objects.filter(pk=pk).update(approved_go_live_at=moment)
    _submit_again(message_id, waiting)
    log(instance=ShareableMessage.objects.get(pk=message_id), action=TAKEN_OUT, user=by)
    return True


def _clear_planned(message: ShareableMessage, media: Media) -> tuple[dict[int, Any], bool]:
    """What waits for its moment goes on waiting, without it; or doesn't go out, when nothing is left to show.

    Returns the moments by revision, because Wagtail forgets them when anything else of the message is published, and
    whether it was in one.
    """
    moments: dict[int, Any] = {}
    was_in = False
    for revision in message.revisions.filter(approved_go_live_at__isnull=False):
        text = revision.as_object()
        if clear(text, media):
            was_in = True
            revision.content = text.serializable_data()
            if not has_something_to_show(text):
                revision.approved_go_live_at = None
            revision.save(update_fields=["content", "approved_go_live_at"])
        if revision.approved_go_live_at:
            moments[revision.pk] = revision.approved_go_live_at
    return moments, was_in


def _save_row(message: ShareableMessage, latest: Revision | None) -> None:
    """What everybody sees, or, of a message that isn't live, what the lists show of it."""
    if not message.live:
        message.save()
        return
    writer = message.live_revision.user if message.live_revision else latest and latest.user
    revision = message.save_revision(user=writer, clean=False)
    # Somebody else in it may not agree either: then it leaves the library, or nothing of this would be saved.
    if has_something_to_show(message) and not obstacles(message):
        revision.publish(log_action=TAKEN_OUT)
    else:
        message.save()
        message.unpublish(log_action=TAKEN_OUT)


def _save_draft(latest: Revision, media: Media, planned: dict[int, Any], *, is_below: bool) -> None:
    """The draft without it. ``is_below``: on top again, because what is live was saved anew and is newer now."""
    latest.refresh_from_db()
    draft = latest.as_object()
    if clear(draft, media) or is_below:
        moment = planned.pop(latest.pk, None)
        draft.save_revision(user=latest.user, clean=False, approved_go_live_at=moment)


def _submit_again(message_id: int, waiting: WorkflowState | None) -> None:
    """Publishing ends the moderation of a newer text, which has nothing to do with it."""
    if waiting is None:
        return
    message = ShareableMessage.objects.get(pk=message_id)
    if waiting.status == WorkflowState.STATUS_IN_PROGRESS and message.current_workflow_state is None:
        waiting.workflow.start(message, waiting.requested_by)


def clear(text: ShareableMessage, media: Media) -> bool:
    """Take it out of this text; True when it was in it."""
    is_in = text.image_id in media.images, text.video_id in media.documents
    if is_in[0]:
        text.image, text.image_alt = None, ""
    if is_in[1]:
        text.video = None
    return any(is_in)


def has_something_to_show(text: ShareableMessage) -> bool:
    return bool(text.image_id or text.link_page_id or text.link_url)
