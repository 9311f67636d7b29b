"""Mails to editors: a story that a colleague hands them, an answer they asked for, and what waits for too long."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.users.models import UserProfile

from shift_plugin.base.actions import send_mail
from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import absolute_url
from shift_plugin.library.actions.letters import language_of
from shift_plugin.stories.models import Story
from shift_plugin.stories.queries import editors, name_of

logger = logging.getLogger("shift_plugin")

REMINDERS = "shift_plugin.stories.reminders"
# A day, less what an hourly job may be late.
A_DAY = timedelta(hours=23, minutes=30)
# Named in one mail; the queue has them all.
MOST_NAMED = 20


def tell_colleague(*, story_id: int, to_id: str, by_id: str, words: str) -> bool:
    """Mail an editor to whom a story was handed. Raises what the mail server raises, so that the task comes again."""
    story = Story.objects.select_related("sender__user").filter(pk=story_id, assigned_to=to_id).first()
    to = get_user_model()._default_manager.filter(pk=to_id, is_active=True).first()
    if story is None or to is None:
        return False
    by = get_user_model()._default_manager.filter(pk=by_id).first()
    lead = _("%(name)s handed this story to you.")
    return _send(to, _("For you: %(title)s"), lead, {"name": name_of(by) or _("A colleague")}, story, words)


def tell_editor(*, story_id: int) -> bool:
    """Mail the editor who has a story that its sender answered. Raises what the mail server raises."""
    story = Story.objects.select_related("sender__user", "assigned_to").filter(pk=story_id).first()
    if story is None or story.assigned_to is None or not story.assigned_to.is_active:
        return False
    to = story.assigned_to
    said = story.events.filter(kind="answered").last()
    lead = _("%(name)s answered your question.")
    name = story.sender.name if story.sender is not None else _("The sender")
    return _send(to, _("Answered: %(title)s"), lead, {"name": name}, story, said.text if said is not None else "")


def remind_editors(*, now: datetime) -> int:
    """One mail a day about stories that wait for longer than promised; returns how many mails.

    To who took a story up; about what nobody took up, to everybody who may.
    """
    late = list(Story.objects.overdue(now).select_related("sender__user").order_by("due_at", "pk"))
    if not late or not JobRun.objects.claim(REMINDERS, now=now, every=A_DAY):
        return 0
    everybody = {user.pk: user for user in editors()}
    mine: dict[Any, list[Story]] = defaultdict(list)
    for story in late:
        for pk in [story.assigned_to_id] if story.assigned_to_id in everybody else everybody:
            mine[pk].append(story)
    return sum(_remind(everybody[pk], stories) for pk, stories in mine.items())


def _remind(user: Any, stories: Sequence[Story]) -> bool:
    if not _mailbox(user) or not UserProfile.get_for_user(user).submitted_notifications:
        return False
    language = language_of(user)
    with translation.override(language):
        many = ngettext("%(count)d story waits too long", "%(count)d stories wait too long", len(stories))
        context = {
            "rows": [{"story": story, "address": _address(story)} for story in stories[:MOST_NAMED]],
            "more": max(len(stories) - MOST_NAMED, 0),
            "queue": absolute_url(f"{reverse('shift_stories:index')}?show=late"),
        }
        try:
            send_mail(
                to=[_mailbox(user)],
                subject=many % {"count": len(stories)},
                template="shift_plugin/stories/mail/reminder",
                context=context,
                language=language,
            )
        except (SMTPException, OSError):
            # The others still get theirs; tomorrow there is another one.
            logger.exception("A reminder of stories was not sent.")
            return False
    return True


def _send(to: Any, subject: Any, lead: Any, names: dict[str, Any], story: Story, words: str) -> bool:
    if not _mailbox(to):
        return False
    language = language_of(to)
    with translation.override(language):
        send_mail(
            to=[_mailbox(to)],
            subject=subject % {"title": story.title},
            template="shift_plugin/stories/mail/for_editor",
            context={"title": story.title, "lead": lead % names, "words": words, "address": _address(story)},
            language=language,
        )
    return True


def _address(story: Story) -> str:
    return absolute_url(reverse("shift_stories:inspect", args=[story.pk]))


def _mailbox(user: Any) -> str:
    return getattr(user, user.get_email_field_name(), "") or ""
