"""Challenges as employees see them: what is asked, until when, how far it is, and afterwards what it brought."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views import View

from shift_plugin.base.permissions import ReaderRequiredMixin
from shift_plugin.library.queries import CARD_PICTURE
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.enums import ChallengeState
from shift_plugin.stories.models import Challenge
from shift_plugin.stories.permissions import may_view_challenge
from shift_plugin.stories.queries.challenges import (
    closed_challenges,
    example_message,
    has_answered,
    is_meant_for,
    open_challenges,
    result_of,
    story_form_url,
)

_FOLDER = "shift_plugin/stories"


class ChallengesView(ReaderRequiredMixin, View):
    """What is asked of this reader now, and what closed lately."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, reader = timezone.now(), Ambassador.objects.for_user(request.user)
        context = {
            "takes_part": reader is not None,
            "challenges": open_challenges(reader, now),
            "closed": closed_challenges(reader, now)[:20],
        }
        return render(request, f"{_FOLDER}/challenges.html", context)


class ChallengeView(ReaderRequiredMixin, View):
    """One challenge. Everybody may read it; the button is for whom it is meant. A draft is there for editors only."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        challenge = get_object_or_404(Challenge.objects.select_related("example_story", "campaign"), pk=pk)
        is_draft = challenge.state == ChallengeState.DRAFT
        if is_draft and not may_view_challenge(request.user):
            raise Http404
        now, reader = timezone.now(), Ambassador.objects.for_user(request.user)
        is_open = challenge.state == ChallengeState.OPEN and challenge.deadline > now
        context: dict[str, Any] = {
            "challenge": challenge,
            "is_draft": is_draft,
            "is_open": is_open,
            "is_meant_for_me": is_open and is_meant_for(challenge, reader),
            "has_answered": has_answered(challenge, reader),
            "takes_part": reader is not None,
            "form_url": story_form_url(challenge, get_language() or "") if is_open else "",
            "result": result_of(challenge),
            "campaign_url": _campaign_url(challenge),
            **_example(challenge, now),
        }
        return render(request, f"{_FOLDER}/challenge.html", context)


def _campaign_url(challenge: Challenge) -> str:
    """Before its first day a campaign has no page for colleagues."""
    campaign = challenge.campaign
    has_begun = campaign is not None and campaign.starts_on <= timezone.localdate()
    return reverse("shift:campaign", args=[campaign.slug]) if campaign is not None and has_begun else ""


def _example(challenge: Challenge, now: Any) -> dict[str, Any]:
    """The words of the example; its picture only when a message with it is in the library."""
    message = example_message(challenge, now)
    return {
        "example": challenge.example_story,
        "example_picture": message.image.get_rendition(CARD_PICTURE) if message is not None and message.image else None,
        "example_alt": message.image_alt if message is not None else "",
    }
