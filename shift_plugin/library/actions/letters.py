"""Mails about moderation: to moderators when something waits, to the author about what they decided."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from shift_plugin.base.actions import send_mail
from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import absolute_url
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import own_address
from shift_plugin.library.queries import Waiting, describe, moderators, overdue, waiting_states
from shift_plugin.people.models import Ambassador

logger = logging.getLogger("shift_plugin")

REMINDERS = "shift_plugin.library.reminders"
# A day, less what an hourly job may be late.
A_DAY = timedelta(hours=23, minutes=30)


def tell_moderators(*, task_state_id: int) -> int:
    """Mail everybody who can approve a message that was submitted; returns to how many.

    Not to its author, and not when somebody decided in the meantime.
    """
    state = waiting_states().filter(pk=task_state_id).first()
    if state is None:
        return 0
    sent = 0
    for user in _wanting_mail(moderators(state.task_id), "submitted"):
        item = next(iter(describe([state], user)), None)
        if item is None or item.refusal:
            continue
        subject = _("To approve: %(title)s") % {"title": _title(item.message)}
        sent += _send(user, subject, "submitted", {**_about(item.message, state), "since": item.since})
    return sent


def tell_author(*, task_state_id: int) -> int:
    """Mail whoever submitted a message what a moderator decided, with the reason; returns to how many."""
    state = TaskState.objects.select_related("workflow_state__requested_by", "finished_by").get(pk=task_state_id)
    author = state.workflow_state.requested_by
    message = ShareableMessage.objects.filter(pk=state.workflow_state.object_id).first()
    if author is None or message is None or author.pk == state.finished_by_id:
        return 0
    is_approved = state.status == TaskState.STATUS_APPROVED
    subject = _("Approved: %(title)s") if is_approved else _("Please change: %(title)s")
    context = {
        **_about(message, state),
        "is_approved": is_approved,
        "reason": state.comment,
        "decided_by": str(state.finished_by or ""),
        "address": own_address(message, author) or _address(message),
        "public_address": absolute_url(reverse("shift:message", args=[message.pk])) if message.live else "",
    }
    preference = "approved" if is_approved else "rejected"
    people = _wanting_mail([author], preference)
    return sum(_send(user, subject % {"title": _title(message)}, "decided", context) for user in people)


def remind_moderators(*, now: datetime) -> int:
    """One mail a day to each moderator who can end the waiting of overdue messages; returns how many mails."""
    states = list(overdue(now))
    if not states or not JobRun.objects.claim(REMINDERS, now=now, every=A_DAY):
        return 0
    by_user: dict[Any, list[TaskState]] = {}
    for task_id in {state.task_id for state in states}:
        for user in _wanting_mail(moderators(task_id), "submitted"):
            by_user.setdefault(user, []).extend(state for state in states if state.task_id == task_id)
    return sum(_remind(user, describe(mine, user)) for user, mine in by_user.items())


def _remind(user: Any, items: list[Waiting]) -> bool:
    rows = [
        {
            "title": _title(item.message),
            "since": item.since,
            "submitter": item.submitter,
            "address": _address(item.message),
        }
        for item in items
        if not item.refusal
    ]
    if not rows:
        return False
    subject = ngettext_lazy(
        "%(count)d message waits for your approval", "%(count)d messages wait for your approval", len(rows)
    ) % {"count": len(rows)}
    queue = absolute_url(reverse("shift_moderation"))
    return _send(user, subject, "reminder", {"rows": rows, "queue": queue})


def _about(message: ShareableMessage, state: TaskState) -> dict[str, Any]:
    text = state.revision.content.get("text", "")
    return {
        "title": _title(message),
        "text": text,
        "submitter": str(state.workflow_state.requested_by or ""),
        "address": _address(message),
    }


def _title(message: ShareableMessage) -> str:
    return message.latest_revision.object_str if message.latest_revision else message.title


def _address(message: ShareableMessage) -> str:
    return absolute_url(reverse(message.snippet_viewset.get_url_name("edit"), args=[message.pk]))


def _wanting_mail(users: Iterable[Any], preference: str) -> list[Any]:
    """People with an address who didn't switch these mails off in their Wagtail account."""
    return [
        user
        for user in users
        if user.is_active and _mailbox(user) and getattr(UserProfile.get_for_user(user), f"{preference}_notifications")
    ]


def _mailbox(user: Any) -> str:
    return getattr(user, user.get_email_field_name(), "") or ""


def language_of(user: Any) -> str:
    """The language that somebody chose for the admin, or else for the mails that they receive as an ambassador."""
    chosen = UserProfile.get_for_user(user).preferred_language
    spoken = Ambassador.objects.filter(user=user).values_list("language", flat=True).first()
    return chosen or spoken or settings.LANGUAGE_CODE


def _send(user: Any, subject: Any, template: str, context: dict[str, Any]) -> bool:
    """One mail; an address that the server refuses doesn't keep the others from theirs."""
    try:
        send_mail(
            to=[_mailbox(user)],
            subject=subject,
            template=f"shift_plugin/library/mail/{template}",
            context=context,
            language=language_of(user),
        )
    except (SMTPException, OSError):
        logger.exception("A mail about moderation was not sent.")
        return False
    return True
