"""Mails to the sender of a story: one at each change, in their language, exactly once."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shift_plugin.base.actions import enqueue, patiently, send_mail
from shift_plugin.base.queries import absolute_url
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, personal_token
from shift_plugin.stories.actions.history import TELL_SENDER
from shift_plugin.stories.enums import EventKind
from shift_plugin.stories.models import StoryEvent
from shift_plugin.stories.permissions import answer_token
from shift_plugin.stories.queries import name_of

logger = logging.getLogger("shift_plugin")

# How long after each try the next one comes; then the last one again and again, until the news is old.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240, 480, 720))
OLD_NEWS = timedelta(days=7)
# What one run of the job hands to the cluster.
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Words:
    """Subject, with %(title)s for the story, and the first line of a mail."""

    subject: Any
    lead: Any
    button: Any


SEE = _("See your story")
WORDS = {
    EventKind.HANDED_IN: Words(
        _("We have your story: %(title)s"),
        _("Thank you! An editor reads your story. You hear from us, whatever happens."),
        SEE,
    ),
    EventKind.ASKED: Words(
        _("A question about your story: %(title)s"),
        _("An editor read your story and wants to know something more."),
        _("Answer the question"),
    ),
    EventKind.ACCEPTED: Words(
        _("Your story will be used: %(title)s"),
        _("Good news: your story is accepted. An editor makes a message of it."),
        SEE,
    ),
    EventKind.DECLINED: Words(
        _("About your story: %(title)s"),
        _("We don't use your story this time. Thank you for sending it. This is why:"),
        SEE,
    ),
    EventKind.REOPENED: Words(
        _("Your story is looked at again: %(title)s"),
        _("An earlier decision about your story was taken back. An editor looks at it again."),
        SEE,
    ),
    EventKind.MERGED: Words(
        _("Your story goes on together with another: %(title)s"),
        _("There is another story about the same. We make one of the two."),
        SEE,
    ),
    EventKind.MADE_MESSAGE: Words(
        _("Your story became a message: %(title)s"),
        _("An editor made a message of your story, for colleagues to share."),
        SEE,
    ),
    EventKind.PUBLISHED: Words(
        _("Your story can be shared: %(title)s"),
        _("The message that was made of your story is published."),
        SEE,
    ),
    EventKind.RESULTS: Words(
        _("How your story does: %(title)s"),
        _("Colleagues shared your story. Thank you for it!"),
        SEE,
    ),
}


def tell_sender(*, event_id: int) -> bool:
    """Mail the sender what happened to their story; True when it went now.

    Whoever tries puts the next try off first, so that two workers never send the same news. When the mail server
    refuses, ``tell_again`` comes back to it.
    """
    now = timezone.now()
    event = StoryEvent.objects.select_related("story__sender__user", "by").filter(pk=event_id, told_at=None).first()
    if event is None:
        return False
    sender = event.story.sender
    moment = _may_be_told_at(sender, now) if event.kind in WORDS else None
    if sender is None or moment is None or moment > now:
        StoryEvent.objects.filter(pk=event_id).update(tell_at=moment)
        return False
    pause = PAUSES[min(event.tries, len(PAUSES) - 1)]
    free = StoryEvent.objects.filter(Q(tell_at=None) | Q(tell_at__lte=now), pk=event_id, told_at=None)
    if not free.update(tell_at=now + pause, tries=F("tries") + 1):
        return False
    try:
        _tell(event, sender)
    except (SMTPException, OSError):
        logger.warning("A mail about a story was not sent; it is tried again.", exc_info=True)
        if now - event.at > OLD_NEWS:
            StoryEvent.objects.filter(pk=event_id).update(tell_at=None)
        return False
    patiently(lambda: StoryEvent.objects.filter(pk=event_id).update(told_at=timezone.now(), tell_at=None))
    return True


def tell_again(*, now: datetime) -> int:
    """Hand what the senders should have heard by now to the cluster once more; returns how many."""
    late = list(StoryEvent.objects.to_tell(now).order_by("tell_at").values_list("pk", flat=True)[:MOST_AT_ONCE])
    for pk in late:
        enqueue(TELL_SENDER, pk)
    return len(late)


def _may_be_told_at(sender: Ambassador | None, now: datetime) -> datetime | None:
    """When somebody may hear it by mail: an answer to what they did themselves waits for no rhythm, but for a pause.

    None: not by mail. The page about their story tells it.
    """
    if sender is None or sender.user is None or not sender.user.is_active or sender.left_at is not None:
        return None
    if not sender.receives_mail or not sender.email or sender.has_dead_address:
        return None
    return max(sender.paused_until or now, now)


def _tell(event: StoryEvent, sender: Ambassador) -> None:
    story, words = event.story, WORDS[EventKind(event.kind)]
    is_question = event.kind == EventKind.ASKED
    way = ("shift:story_answer", answer_token(event.pk)) if is_question else ("shift:story", story.key)
    context = {
        "title": story.title if story.text else "",
        "lead": words.lead,
        "words": event.text,
        "by": name_of(event.by),
        "button": words.button,
        "address": absolute_url(reverse(way[0], args=[way[1]])),
        "is_question": is_question,
    }
    _send_to(sender, words.subject, context)


def tell_removed(*, ambassador_id: int, title: str, words: str) -> bool:
    """Mail the sender of a story that was deleted. Raises what the mail server raises, so that the task comes again."""
    sender = Ambassador.objects.select_related("user").filter(pk=ambassador_id).first()
    if sender is None or _may_be_told_at(sender, timezone.now()) is None:
        return False
    lead = _("Your story is deleted, with its photos and videos.")
    _send_to(sender, _("Your story is deleted: %(title)s"), {"title": title, "lead": lead, "words": words})
    return True


def _send_to(sender: Ambassador, subject: Any, context: dict[str, Any]) -> None:
    """One mail in the sender's own language, with the links that every mail to a person has."""
    links = {"preferences_url": PREFERENCES, "unsubscribe_url": UNSUBSCRIBE}
    with translation.override(sender.language):
        title = context["title"] or _("Story without words")
        send_mail(
            to=[sender.email],
            subject=subject % {"title": title},
            template="shift_plugin/stories/mail/told",
            context={
                "name": sender.name,
                "why": gettext("You get this mail because you sent in a story."),
                **{
                    name: absolute_url(reverse(f"shift:{purpose}", args=[personal_token(purpose, sender.pk)]))
                    for name, purpose in links.items()
                },
                **context,
                "title": title,
            },
            language=sender.language,
        )
