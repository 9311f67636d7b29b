"""Telling senders what their stories yield, at most once a week and only when there is news."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext, ngettext

from shift_plugin.people.models import Ambassador
from shift_plugin.stories.actions.history import record
from shift_plugin.stories.enums import EventKind
from shift_plugin.stories.models import Story, StoryEvent, StoryMessage
from shift_plugin.stories.queries.results import Results, figures_of, results_of

logger = logging.getLogger("shift_plugin")

A_WEEK = timedelta(days=7)
# Stories in one mail; the page "My stories" has them all.
MOST_STORIES = 8


def tell_results(*, now: datetime) -> int:
    """Write down, and mail, what is new since last time, for every sender who gets mail now; returns how many.

    Safe to run on several hosts at once, and one sender that fails never keeps the others from theirs.
    """
    told = 0
    uses = StoryMessage.objects.filter(story__sender=OuterRef("pk"), published_at__isnull=False)
    recent = StoryEvent.objects.filter(story__sender=OuterRef("pk"), kind=EventKind.RESULTS, at__gt=now - A_WEEK)
    senders = Ambassador.objects.reachable_by_mail(now).filter(Exists(uses), ~Exists(recent))
    for pk in senders.order_by("pk").values_list("pk", flat=True):
        try:
            told += _tell(pk, now)
        except Exception:
            logger.exception("The results of the stories of ambassador %s could not be told.", pk)
    return told


@transaction.atomic
def _tell(sender_id: int, now: datetime) -> bool:
    # Who holds the sender tells; another host that comes at the same moment passes by.
    sender = Ambassador.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=sender_id).first()
    if sender is None:
        return False
    recent = StoryEvent.objects.filter(story__sender=sender, kind=EventKind.RESULTS, at__gt=now - A_WEEK)
    uses = list(StoryMessage.objects.filter(story__sender=sender, published_at__isnull=False).select_related("story"))
    figures = figures_of({use.message_id for use in uses})
    news = [use for use in uses if _is_news(use, figures[use.message_id])]
    if not news or recent.exists():
        return False
    for use in news:
        result = figures[use.message_id]
        StoryMessage.objects.filter(pk=use.pk).update(told_shares=result.shares, told_clicks=result.clicks or 0)
    stories = list({use.story_id: use.story for use in news}.values())
    results = results_of(stories)
    stories.sort(key=lambda story: (-results[story.pk].shares, -story.pk))
    with translation.override(sender.language):
        _write_down(stories, results)
    return True


def _is_news(use: StoryMessage, result: Results) -> bool:
    return result.shares > use.told_shares or (result.clicks or 0) > use.told_clicks


def _write_down(stories: list[Story], results: dict[int, Results]) -> None:
    """One mail about all, as an event of the one that was shared most; the others have theirs without a mail."""
    first, *others = stories
    lines = [f"“{story.title}”: {in_words(results[story.pk])}" for story in stories[:MOST_STORIES]]
    record(story=first, kind=EventKind.RESULTS, text="\n".join(lines) if others else in_words(results[first.pk]))
    for story in others:
        StoryEvent.objects.create(story=story, kind=EventKind.RESULTS, text=in_words(results[story.pk]))


def in_words(result: Results) -> str:
    """The figures as plain sentences, with how sure they are."""
    words = [
        ngettext(
            "Colleagues went to a network %(shares)s time to share it.",
            "Colleagues went to a network %(shares)s times to share it.",
            result.shares,
        )
        % {"shares": result.shares}
    ]
    if result.confirmed:
        words.append(
            ngettext(
                "They told us about %(confirmed)s post.", "They told us about %(confirmed)s posts.", result.confirmed
            )
            % {"confirmed": result.confirmed}
        )
    if result.clicks is None:
        words.append(gettext("Clicks are not measured."))
    else:
        words.append(
            ngettext(
                "%(clicks)s visit came through their links.",
                "%(clicks)s visits came through their links.",
                result.clicks,
            )
            % {"clicks": result.clicks}
        )
    return " ".join(words)
