"""The list of figures per day, and the page of a campaign with how far it is."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.views import View
from wagtail_modeladmin.views import IndexView

from shift_plugin.base.permissions import ReaderRequiredMixin
from shift_plugin.base.views import ForgivingIndexMixin, SafeExportMixin
from shift_plugin.library.enums import CampaignGoal, FeedTab
from shift_plugin.library.models import Campaign
from shift_plugin.library.queries import FeedFilters, feed, library_url
from shift_plugin.library.views import cards
from shift_plugin.measuring.enums import FIGURES, GOALS
from shift_plugin.measuring.queries import CampaignProgress, best_messages, campaign_progress
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.enums import ChallengeState
from shift_plugin.stories.models import Challenge
from shift_plugin.stories.queries.challenges import open_challenges, with_answers

_MAY_SEE_BEFORE = ("shift_plugin.view_campaign", "shift_plugin.change_campaign")


class DayFigureIndexView(ForgivingIndexMixin, SafeExportMixin, IndexView):
    """The list of figures per day, with safe spreadsheets."""


class CampaignView(ReaderRequiredMixin, View):
    """While it runs: what there is to share and to answer, and how far it is. Afterwards: what it brought.

    Before its first day it is there for editors only.
    """

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        campaign = get_object_or_404(Campaign, slug=slug)
        today = timezone.localdate()
        is_ahead, is_over = campaign.starts_on > today, campaign.ends_on < today
        if is_ahead and not any(request.user.has_perm(right) for right in _MAY_SEE_BEFORE):
            raise Http404
        reader = Ambassador.objects.for_user(request.user)
        progress = campaign_progress(campaign)
        context: dict[str, Any] = {
            "campaign": campaign,
            "is_ahead": is_ahead,
            "is_over": is_over,
            "progress": progress,
            "goal": GOALS[CampaignGoal(campaign.goal)],
            "figures": _figures(progress),
            "library_url": library_url(get_language() or "", request),
            **(_over(campaign, progress, reader) if is_over else _running(campaign, reader, request)),
        }
        return render(request, "shift_plugin/measuring/campaign.html", context)


def _running(campaign: Campaign, reader: Ambassador | None, request: HttpRequest) -> dict[str, Any]:
    """What this reader can share and answer."""
    now, number = timezone.now(), request.GET.get("page", "")
    page = int(number) if number.isdecimal() and 0 < int(number) < 1000 else 1
    found = feed(reader, now=now, filters=FeedFilters(tab=FeedTab.ALL, campaign_id=campaign.pk, page=page))
    asked = open_challenges(reader, now).filter(campaign=campaign)
    return {"feed": found, "cards": cards(found.messages), "challenges": asked}


def _over(campaign: Campaign, progress: CampaignProgress, reader: Ambassador | None) -> dict[str, Any]:
    asked = Challenge.objects.filter(campaign=campaign).exclude(state=ChallengeState.DRAFT)
    return {
        "best": best_messages(campaign, reader),
        "challenges": with_answers(asked).order_by("deadline", "pk"),
        "moments": [date_format(last, "SHORT_DATE_FORMAT") for last, _count in progress.over_time],
        # What was measured; what people told of stands with the totals.
        "lines": [
            (str(figure.label), [getattr(count, figure.field) for _last, count in progress.over_time])
            for figure in FIGURES
            if figure.field != "confirmed"
        ],
    }


def _figures(progress: CampaignProgress) -> list[tuple[Any, int]]:
    """Every figure with its definition, but that of the goal, which stands on its own."""
    told = [(figure, getattr(progress.count, figure.field)) for figure in FIGURES]
    told.append((GOALS[CampaignGoal.STORIES], progress.stories))
    goal = GOALS[CampaignGoal(progress.goal)].field
    return [(figure, value) for figure, value in told if figure.field != goal]
