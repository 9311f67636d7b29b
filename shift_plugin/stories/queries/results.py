"""What became of stories: how often their messages were shared and clicked. No names of who shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from shift_plugin.sharing.models import Click, Share
from shift_plugin.sharing.queries import is_measured
from shift_plugin.stories.models import Story, StoryMessage


@dataclass(frozen=True)
class Results:
    """Figures of all messages of a story together.

    ``shares``: how often somebody opened a network to share it (measured), without those who answered that they didn't
    post. ``confirmed``: of these, how often somebody says that the post is there (self-reported). ``clicks``: visits
    through the personal links, each visitor once a day per link (measured); None where clicks aren't measured.
    """

    shares: int = 0
    confirmed: int = 0
    clicks: int | None = None


def results_of(stories: Iterable[Story]) -> dict[int, Results]:
    """The figures by the key of each story; in three queries, however many stories there are."""
    pks = [story.pk for story in stories]
    uses = list(StoryMessage.objects.filter(story__in=pks).values_list("story_id", "message_id"))
    figures = figures_of({message for _story, message in uses})
    messages: dict[int, list[int]] = defaultdict(list)
    for story, message in uses:
        messages[story].append(message)
    return {pk: _together(figures.get(message, Results()) for message in messages[pk]) for pk in pks}


def figures_of(message_ids: Iterable[int]) -> dict[int, Results]:
    """The same by message, in two queries."""
    ids = list(message_ids)
    shares = Share.objects.filter(message__in=ids, not_posted_at=None).order_by()
    counted = {
        row["message_id"]: (row["shares"], row["confirmed"])
        for row in shares.values("message_id").annotate(shares=Count("pk"), confirmed=Count("confirmed_at"))
    }
    visits = Click.objects.filter(link__share__message__in=ids).order_by()
    clicks = dict(visits.values_list("link__share__message_id").annotate(clicks=Count("pk")))
    measured = is_measured()
    return {
        pk: Results(*counted.get(pk, (0, 0)), clicks=clicks.get(pk, 0) if measured or pk in clicks else None)
        for pk in ids
    }


def _together(figures: Iterable[Results]) -> Results:
    shares = confirmed = 0
    clicks = None
    for one in figures:
        shares, confirmed = shares + one.shares, confirmed + one.confirmed
        clicks = clicks if one.clicks is None else (clicks or 0) + one.clicks
    return Results(shares, confirmed, clicks)
