"""The editors' queue: what waits, the oldest first, and how long senders wait for a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shift_plugin.stories.enums import DECIDED, FileKind, StoryState
from shift_plugin.stories.models import Story, StoryFile

# Below this the queue warns that it gets late.
SOON = timedelta(hours=4)
# Days over which the waiting of senders is measured, and seconds for which those figures are kept.
PERIODS = (30, 90)
KEPT_SECONDS = 600
KEPT_AS = "shift_plugin.stories.verdicts"


def in_queue(show: str, user: Any, now: datetime) -> QuerySet[Story]:
    """The stories of one tab. Open ones stand by age, the oldest first; decided ones start with the latest."""
    handed_in = Story.objects.filter(handed_in_at__isnull=False)
    if show == "mine":
        return handed_in.open().filter(assigned_to=user).order_by("handed_in_at", "pk")
    if show == "late":
        return handed_in.overdue(now).order_by("due_at", "pk")
    if show == "all":
        return handed_in.order_by("-handed_in_at", "-pk")
    return handed_in.open().order_by("handed_in_at", "pk")


@dataclass(frozen=True)
class Waiting:
    """How many stories are open, taken up by this editor, and late; since when the oldest waits for an editor."""

    open: int
    mine: int
    late: int
    oldest: datetime | None


def what_waits(user: Any, now: datetime) -> Waiting:
    mine, waits = Q(assigned_to=user.pk), Q(state=StoryState.WAITING)
    found = Story.objects.open().filter(handed_in_at__isnull=False)
    return Waiting(
        **found.aggregate(
            open=Count("pk"),
            mine=Count("pk", filter=mine),
            late=Count("pk", filter=waits & Q(due_at__lte=now)),
            oldest=Min("handed_in_at", filter=waits),
        )
    )


def first_photos(stories: Iterable[Story]) -> dict[int, StoryFile]:
    """The first photo of each story, or else its first video, in one query."""
    found: dict[int, StoryFile] = {}
    files = StoryFile.objects.filter(story__in=[story.pk for story in stories]).exclude(preview="")
    for file in files.order_by("position", "pk"):
        kept = found.get(file.story_id)
        if kept is None or (kept.kind != FileKind.PHOTO and file.kind == FileKind.PHOTO):
            found[file.story_id] = file
    return found


def neighbours(story: Story) -> tuple[Story | None, Story | None]:
    """The open stories just before and after this one by age."""
    if story.handed_in_at is None:
        return None, None
    rows = Story.objects.open().filter(handed_in_at__isnull=False).exclude(pk=story.pk)
    same = Q(handed_in_at=story.handed_in_at)
    before = rows.filter(Q(handed_in_at__lt=story.handed_in_at) | same & Q(pk__lt=story.pk))
    after = rows.filter(Q(handed_in_at__gt=story.handed_in_at) | same & Q(pk__gt=story.pk))
    return before.order_by("-handed_in_at", "-pk").first(), after.order_by("handed_in_at", "pk").first()


@dataclass(frozen=True)
class Standing:
    """Where a story stands against the time that was promised, in words. ``tone``: late, soon, fine or none."""

    words: str
    tone: str


def standing(story: Story, now: datetime) -> Standing:
    if story.state == StoryState.QUESTION:
        return Standing(_("Waits for the sender’s answer"), "none")
    if story.state != StoryState.WAITING or story.due_at is None:
        return Standing("", "none")
    left = story.due_at - now
    if left <= timedelta():
        return Standing(_("%(time)s late") % {"time": in_words(-left)}, "late")
    return Standing(_("%(time)s left") % {"time": in_words(left)}, "soon" if left < SOON else "fine")


def state_words(story: Story) -> str:
    """The state as an editor says it; its own words are for the sender."""
    return _("question asked") if story.state == StoryState.QUESTION else str(story.get_state_display())


def in_words(time: timedelta) -> str:
    """A length of time as people say it: hours up to two days, then days; never nothing."""
    hours = int(time.total_seconds() // 3600)
    if hours < 1:
        minutes = max(int(time.total_seconds() // 60), 1)
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    days = hours // 24
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}


@dataclass(frozen=True)
class Verdicts:
    """Decisions of the last ``days`` days. ``median``: from handing in to decision; ``in_time``: how many were decided
    before the moment that was promised. What was published by trust isn't counted: nobody decided.
    """

    days: int
    count: int
    in_time: int
    median: timedelta | None

    @property
    def share(self) -> int | None:
        """Of a hundred."""
        return round(100 * self.in_time / self.count) if self.count else None

    @property
    def in_words(self) -> str:
        return in_words(self.median) if self.median is not None else ""


def latest_verdicts(now: datetime) -> list[Verdicts]:
    """For the page with the queue, at most ten minutes old: a median over a year's stories isn't free."""
    found: list[Verdicts] | None = cache.get(KEPT_AS)
    if found is None:
        found = [verdicts(now, days) for days in PERIODS]
        cache.set(KEPT_AS, found, KEPT_SECONDS)
    return found


def verdicts(now: datetime, days: int) -> Verdicts:
    decided = Story.objects.filter(
        decided_at__gte=now - timedelta(days=days), state__in=DECIDED, by_trust=False, handed_in_at__isnull=False
    )
    # A story that was decided while its sender still owed an answer has no moment any more, and kept nobody waiting.
    in_time = Q(due_at=None) | Q(decided_at__lte=F("due_at"))
    found = decided.aggregate(count=Count("pk"), in_time=Count("pk", filter=in_time))
    took = ExpressionWrapper(F("decided_at") - F("handed_in_at"), output_field=DurationField())
    lengths = decided.annotate(took=took).order_by("took").values_list("took", flat=True)
    middle = (found["count"] - 1) // 2
    median = lengths[middle] if found["count"] else None
    return Verdicts(days=days, median=median, **found)
