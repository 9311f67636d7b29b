"""What the cluster and the tick call. The dotted paths are public."""

from __future__ import annotations

from django.utils import timezone

from shift_plugin.stories import actions
from shift_plugin.stories.actions import challenges, consents, results, thanking, trust
from shift_plugin.stories.models import Story


def tell_sender(event_id: int) -> None:
    actions.tell_sender(event_id=event_id)


def tell_again() -> None:
    actions.tell_again(now=timezone.now())


def tell_removed(ambassador_id: int, title: str, words: str) -> None:
    actions.tell_removed(ambassador_id=ambassador_id, title=title, words=words)


def tell_colleague(story_id: int, to_id: str, by_id: str, words: str) -> None:
    actions.tell_colleague(story_id=story_id, to_id=to_id, by_id=by_id, words=words)


def tell_editor(story_id: int) -> None:
    actions.tell_editor(story_id=story_id)


def remind_editors() -> None:
    actions.remind_editors(now=timezone.now())


def close_challenges() -> None:
    """Each minute: close what is past its deadline, or has as many stories as were asked for."""
    challenges.close_due(now=timezone.now())


def thank_for_challenge(challenge_id: int) -> None:
    thanking.thank(challenge_id=challenge_id, now=timezone.now())


def mail_thanks(event_id: int) -> None:
    thanking.mail_thanks(event_id=event_id, now=timezone.now())


def publish_by_trust(story_id: int) -> None:
    if story := Story.objects.select_related("sender__user", "pillar").filter(pk=story_id).first():
        trust.publish_by_trust(story=story)


def tell_results() -> None:
    """Each hour, so that nobody waits for a day that their pause ended; a sender hears it once a week at most."""
    results.tell_results(now=timezone.now())


def expire_consents() -> None:
    """Each hour: photos and videos whose consent has ended leave their messages."""
    consents.expire_consents(now=timezone.now())


def remind_recorders() -> None:
    consents.remind_recorders(now=timezone.now())


def tell_recorder(*consent_ids: int) -> None:
    consents.tell_recorder(consent_ids=consent_ids)


def forget_drafts() -> None:
    """Each day: what was begun and left alone."""
    actions.forget_drafts(now=timezone.now())
