"""Who may see a story, its files and its consents, and the link by which its sender answers a question."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from shift_plugin.base.permissions import LinkInvalid, sign, unsign

if TYPE_CHECKING:
    from shift_plugin.stories.models import Story

MAY_SEE = "shift_plugin.view_story"
MAY_TRIAGE = "shift_plugin.change_story"
MAY_DELETE = "shift_plugin.delete_story"
MAY_SEE_CONSENTS = "shift_plugin.view_consent"
MAY_RECORD = "shift_plugin.add_consent"
MAY_CHANGE_CONSENTS = "shift_plugin.change_consent"
MAY_MAKE_MESSAGES = "shift_plugin.add_shareablemessage"
MAY_TRUST = "shift_plugin.add_trustedcreator"
MAY_SEE_TRUST = "shift_plugin.view_trustedcreator"

# The link in the mail with a question, by which its sender answers without logging in.
ANSWER = "story_answer"
ANSWER_AGE = timedelta(days=30)


def is_sender(user: Any, story: Story) -> bool:
    return bool(
        user.is_authenticated and user.is_active and story.sender is not None and story.sender.user_id == user.pk
    )


def may_see(user: Any, story: Story) -> bool:
    """The sender, also of a draft; and who triages, once it was handed in."""
    return is_sender(user, story) or (story.handed_in_at is not None and user.has_perm(MAY_SEE))


def may_triage(user: Any, story: Story) -> bool:
    return story.handed_in_at is not None and user.has_perm(MAY_TRIAGE)


def may_delete(user: Any, story: Story) -> bool:
    return story.handed_in_at is not None and user.has_perm(MAY_DELETE)


def answer_token(event_id: int) -> str:
    return sign(ANSWER, {"e": event_id})


def question_of(token: str) -> int:
    """The question that a link is about. Raises LinkExpired or LinkInvalid."""
    told = unsign(ANSWER, token, ANSWER_AGE)
    if "e" not in told:
        raise LinkInvalid
    return told["e"]


# Challenges

VIEW_CHALLENGE = "shift_plugin.view_challenge"
CHANGE_CHALLENGE = "shift_plugin.change_challenge"


def may_view_challenge(user: Any) -> bool:
    """Also before it is open."""
    return user.has_perm(VIEW_CHALLENGE) or user.has_perm(CHANGE_CHALLENGE)


def may_change_challenge(user: Any) -> bool:
    return user.has_perm(CHANGE_CHALLENGE)
