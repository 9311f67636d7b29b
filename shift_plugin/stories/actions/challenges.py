"""What happens to a challenge: it opens, closes by itself or by an editor, may open again, and thanks who answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.base.actions import enqueue
from shift_plugin.stories.enums import ChallengeState, ClosedBecause
from shift_plugin.stories.models import Challenge, Story
from shift_plugin.stories.queries.challenges import answers_to, full_challenges
from shift_plugin.stories.signals import challenge_closed, challenge_opened

THANK = "shift_plugin.stories.tasks.thank_for_challenge"


class ChallengeError(ValidationError):
    """What can't be done with a challenge, in words for the editor."""


@transaction.atomic
def save_challenge(*, challenge: Challenge, user: Any, is_new: bool) -> Challenge:
    """Write down what an editor filled in; many-to-many choices are the form's."""
    if is_new:
        challenge.created_by = user
    elif challenge.state == ChallengeState.CLOSED:
        raise ChallengeError(_("It is closed. Open it again to change it."))
    challenge.save()
    return challenge


@transaction.atomic
def open_challenge(*, challenge: Challenge, by: Any, now: datetime) -> bool:
    """Stories are welcome from now on; True when this caller was the one to open it."""
    drafts = Challenge.objects.filter(pk=challenge.pk, state=ChallengeState.DRAFT, deadline__gt=now)
    opened = bool(drafts.update(state=ChallengeState.OPEN, announced_at=now))
    challenge.refresh_from_db()
    if opened:
        log(instance=challenge, action="shift.challenge.open", user=by)
        challenge_opened.send(Challenge, challenge=challenge)
    elif challenge.state == ChallengeState.DRAFT:
        raise ChallengeError(_("The deadline is in the past. Choose a later one."))
    return opened


@transaction.atomic
def close_challenge(*, challenge_id: int, because: ClosedBecause, now: datetime, by: Any = None) -> bool:
    """No more stories. True when this caller was the one to close it, whatever the number of workers that try.

    By the deadline only when that is past: somebody may have put it off a moment ago.
    """
    rows = Challenge.objects.filter(pk=challenge_id, state=ChallengeState.OPEN)
    if because == ClosedBecause.DEADLINE:
        rows = rows.filter(deadline__lte=now)
    if not rows.update(state=ChallengeState.CLOSED, closed_at=now, closed_because=because):
        return False
    challenge = Challenge.objects.get(pk=challenge_id)
    log(instance=challenge, action="shift.challenge.close", user=by, data={"because": because.value})
    challenge_closed.send(Challenge, challenge=challenge)
    enqueue(THANK, challenge_id)
    return True


@transaction.atomic
def close_if_full(*, challenge_id: int, now: datetime) -> bool:
    """Close it when there are as many stories as were asked for; True when this caller did."""
    # Whoever hands in the last but one story at the same moment waits, and then sees the last one.
    challenge = Challenge.objects.select_for_update().filter(pk=challenge_id, state=ChallengeState.OPEN).first()
    if challenge is None or not challenge.target_count or answers_to(challenge).count() < challenge.target_count:
        return False
    return close_challenge(challenge_id=challenge_id, because=ClosedBecause.TARGET, now=now)


def close_due(*, now: datetime) -> int:
    """Close what is past its deadline or full; returns how many. Thanks that were lost are queued once more."""
    late = Challenge.objects.filter(state=ChallengeState.OPEN, deadline__lte=now).values_list("pk", flat=True)
    number = sum(close_challenge(challenge_id=pk, because=ClosedBecause.DEADLINE, now=now) for pk in late)
    number += sum(close_if_full(challenge_id=pk, now=now) for pk in full_challenges())
    unthanked = Q(thanked_at=None) | Q(thanked_at__lt=F("closed_at"))
    for pk in Challenge.objects.filter(unthanked, state=ChallengeState.CLOSED).values_list("pk", flat=True):
        enqueue(THANK, pk)
    return number


@transaction.atomic
def reopen_challenge(
    *, challenge: Challenge, deadline: datetime, target_count: int | None, by: Any, now: datetime
) -> Challenge:
    """Take stories again until a new deadline. Who was thanked already isn't thanked once more."""
    if deadline <= now:
        raise ChallengeError({"deadline": _("Choose a moment in the future.")})
    if target_count and target_count <= answers_to(challenge).count():
        raise ChallengeError({"target_count": _("There are so many already. Choose more, or leave it empty.")})
    changed = Challenge.objects.filter(pk=challenge.pk, state=ChallengeState.CLOSED).update(
        state=ChallengeState.OPEN, deadline=deadline, target_count=target_count, closed_at=None, closed_because=""
    )
    if not changed:
        raise ChallengeError(_("It is not closed."))
    challenge.refresh_from_db()
    log(instance=challenge, action="shift.challenge.reopen", user=by, data={"deadline": deadline.isoformat()})
    challenge_opened.send(Challenge, challenge=challenge)
    return challenge


@transaction.atomic
def delete_challenge(*, challenge: Challenge, user: Any) -> None:
    """Only a draft: what people answered to stays, with what became of it."""
    if challenge.state != ChallengeState.DRAFT:
        raise ChallengeError(_("It was announced, so it stays. You can close it."))
    log(instance=challenge, action="wagtail.delete", user=user, deleted=True)
    challenge.delete()


def take_answer(*, story: Story, now: datetime) -> None:
    """A story for a challenge was handed in. The last one that was asked for closes it; one that comes too late stays
    a story, on its own.
    """
    if story.challenge_id is None:
        return
    if not Challenge.objects.open(now).filter(pk=story.challenge_id).exists():
        Story.objects.filter(pk=story.pk).update(challenge=None)
        story.challenge = None
        return
    close_if_full(challenge_id=story.challenge_id, now=now)
