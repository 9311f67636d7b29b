"""When a challenge closes, everybody who answered is thanked once; who had only begun hears that the draft is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shift_plugin.base.actions import enqueue, send_mail
from shift_plugin.base.queries import absolute_url
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, personal_token
from shift_plugin.stories.enums import ANSWERS, ChallengeState, EventKind, StoryState
from shift_plugin.stories.models import Challenge, Story, StoryEvent
from shift_plugin.stories.queries.challenges import result_of

MAIL = "shift_plugin.stories.tasks.mail_thanks"
TEMPLATE = "shift_plugin/stories/mail/challenge_closed"
# The cluster tries a mail that the server refused again and again; thanks that come later than this mean little.
OLD_NEWS = timedelta(days=7)


@transaction.atomic
def thank(*, challenge_id: int, now: datetime) -> int:
    """Write down whom to tell, and have each of them told; returns how many people. Safe to run twice, at once too."""
    challenge = Challenge.objects.select_for_update().filter(pk=challenge_id, state=ChallengeState.CLOSED).first()
    if challenge is None or challenge.closed_at is None:
        return 0
    if challenge.thanked_at is not None and challenge.thanked_at >= challenge.closed_at:
        return 0
    Challenge.objects.filter(pk=challenge_id).update(thanked_at=now)
    told = StoryEvent.objects.filter(story__challenge=challenge, kind__in=[EventKind.THANKED, EventKind.CLOSED])
    known = set(told.filter(kind=EventKind.THANKED).values_list("story__sender_id", flat=True))
    number = _tell(challenge, EventKind.THANKED, known, now)
    known |= set(told.values_list("story__sender_id", flat=True))
    return number + _tell(challenge, EventKind.CLOSED, known, now)


def _tell(challenge: Challenge, kind: EventKind, known: set[int], now: datetime) -> int:
    """One event per person, with their newest story, and a mail for it."""
    states = ANSWERS_AND_DECLINED if kind == EventKind.THANKED else (StoryState.DRAFT,)
    stories = Story.objects.filter(challenge=challenge, state__in=states, sender__isnull=False).order_by("pk")
    newest = {story.sender_id: story for story in stories if story.sender_id not in known}
    events = [StoryEvent.objects.create(story=story, kind=kind, at=now) for story in newest.values()]
    for event in events:
        enqueue(MAIL, event.pk)
    return len(events)


# Who sent one that wasn't used is thanked for it all the same.
ANSWERS_AND_DECLINED = (*ANSWERS, StoryState.DECLINED)


def mail_thanks(*, event_id: int, now: datetime) -> bool:
    """Send the mail of one event; True when it left. Never twice: it is written down before it leaves, and taken back
    when the mail server refuses it, so that the task is tried again.
    """
    event = StoryEvent.objects.select_related("story__challenge", "story__sender__user").filter(pk=event_id).first()
    if event is None or event.story.challenge is None or now - event.at > OLD_NEWS:
        return False
    person = Ambassador.objects.reachable_by_mail(now).filter(pk=event.story.sender_id).first()
    if person is None or not person.email or person.has_dead_address:
        return False
    if not StoryEvent.objects.filter(pk=event_id, told_at=None).update(told_at=now):
        return False
    try:
        _mail(event, person)
    except Exception:
        StoryEvent.objects.filter(pk=event_id).update(told_at=None)
        raise
    return True


def _mail(event: StoryEvent, person: Ambassador) -> None:
    challenge = event.story.challenge
    assert challenge is not None  # noqa: S101 - looked at before  # nosec B101
    is_thanks = event.kind == EventKind.THANKED
    with translation.override(person.language):
        words = _("Thank you: “%(title)s” is closed") if is_thanks else _("“%(title)s” is closed")
        subject = words % {"title": challenge.title}
    send_mail(
        to=[person.email],
        subject=subject,
        template=TEMPLATE,
        context={
            "challenge": challenge,
            "is_thanks": is_thanks,
            "name": person.name,
            "result": result_of(challenge),
            "url": absolute_url(reverse("shift:challenge", args=[challenge.pk])),
            "preferences_url": _own_link("shift:preferences", PREFERENCES, person),
            "unsubscribe_url": _own_link("shift:unsubscribe", UNSUBSCRIBE, person),
        },
        language=person.language,
    )


def _own_link(name: str, purpose: str, person: Ambassador) -> str:
    return absolute_url(reverse(name, args=[personal_token(purpose, person.pk)]))
