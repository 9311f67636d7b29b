"""How far a campaign is. Few queries, whatever the number of its messages; totals only, so that nobody is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from shift_plugin.library.enums import CampaignGoal
from shift_plugin.library.models import Campaign, ShareableMessage
from shift_plugin.library.queries import addressed_to
from shift_plugin.measuring.models import DayFigure
from shift_plugin.measuring.queries.report import SUMS
from shift_plugin.measuring.rules import Count, buckets
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.enums import StoryState
from shift_plugin.stories.models import Story

BEST = 5


@dataclass(frozen=True)
class CampaignProgress:
    """The figures of a campaign within its period, in days of the site's time zone, both included.

    ``count``: of all its messages in all languages. ``stories``: accepted, for its challenges or for its messages.
    ``over_time``: the last day of each piece of the period, and the count of the piece.
    """

    goal: str
    target: int | None
    count: Count
    stories: int
    over_time: list[tuple[datetime, Count]]

    @property
    def value(self) -> int:
        """What counts for the goal."""
        return {
            CampaignGoal.SHARES: self.count.opened,
            CampaignGoal.CLICKS: self.count.clicks,
            CampaignGoal.STORIES: self.stories,
        }[CampaignGoal(self.goal)]

    @property
    def is_reached(self) -> bool:
        return bool(self.target) and self.value >= (self.target or 0)


def campaign_progress(campaign: Campaign) -> CampaignProgress:
    """Two queries: the figures per day, and the stories."""
    sums = {f"sum_{name}": total for name, total in SUMS.items()}
    per_day = {
        row["day"]: Count(opened=row["sum_opened"], confirmed=row["sum_confirmed"], clicks=row["sum_clicks"])
        for row in _figures(campaign).order_by().values("day").annotate(**sums)
    }
    return CampaignProgress(
        goal=campaign.goal,
        target=campaign.target,
        count=sum(per_day.values(), Count()),
        stories=_stories(campaign).count(),
        over_time=[
            (last, sum((count for day, count in per_day.items() if first <= day <= last), Count()))
            for first, last in buckets(campaign.starts_on, campaign.ends_on)
        ],
    )


def _figures(campaign: Campaign) -> QuerySet[DayFigure]:
    messages = ShareableMessage.objects.filter(campaign=campaign).values("pk")
    return DayFigure.objects.filter(message_id__in=messages, day__gte=campaign.starts_on, day__lte=campaign.ends_on)


def _stories(campaign: Campaign) -> QuerySet[Story]:
    zone = timezone.get_default_timezone()
    first = datetime.combine(campaign.starts_on, time(), zone)
    end = datetime.combine(campaign.ends_on + timedelta(days=1), time(), zone)
    accepted = Story.objects.filter(state=StoryState.ACCEPTED, decided_at__gte=first, decided_at__lt=end)
    return accepted.filter(Q(challenge__campaign=campaign) | Q(uses__message__campaign=campaign)).distinct()


def best_messages(campaign: Campaign, reader: Ambassador | None) -> list[tuple[ShareableMessage, Count]]:
    """The messages that did best, of those that this reader may see; by what the campaign is for, clicks otherwise."""
    by = "opened" if campaign.goal == CampaignGoal.SHARES else "clicks"
    mine = addressed_to(
        ShareableMessage.objects.filter(campaign=campaign, first_published_at__isnull=False), reader
    ).values("pk")
    sums = {f"sum_{name}": total for name, total in SUMS.items()}
    rows = _figures(campaign).filter(message_id__in=mine).order_by().values("message_id").annotate(**sums)
    best = list(rows.filter(**{f"sum_{by}__gt": 0}).order_by(f"-sum_{by}", "-sum_clicks", "message_id")[:BEST])
    messages = ShareableMessage.objects.in_bulk([row["message_id"] for row in best])
    return [
        (
            messages[row["message_id"]],
            Count(opened=row["sum_opened"], confirmed=row["sum_confirmed"], clicks=row["sum_clicks"]),
        )
        for row in best
    ]
