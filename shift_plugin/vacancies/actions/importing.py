"""Reading vacancies from elsewhere: idempotent by feed and number there, and never closing any on a feed's bad day."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from wagtail.models import Page

from shift_plugin.base.actions import Fetched, NotSent, enqueue, fetch
from shift_plugin.base.rules import BadAddress
from shift_plugin.conf import shift_settings
from shift_plugin.vacancies.actions.imported_pages import close_page, new_page, rewrite_page
from shift_plugin.vacancies.enums import RunProblem, RunState
from shift_plugin.vacancies.models import FeedRun, ImportedVacancy, VacancyFeed, VacancyPage
from shift_plugin.vacancies.rules import looks_broken
from shift_plugin.vacancies.sources import FoundVacancy, Source, Unreadable, source_named

logger = logging.getLogger("shift_plugin")

READ_FEED = "shift_plugin.vacancies.tasks.read_feed"
# A vacancy that was missing this many times in a row is closed.
MISSES = 2
LEASE = timedelta(minutes=20)
KEEP_RUNS = timedelta(days=90)
MEGABYTE = 1_000_000


class _Failed(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """Why there is nothing to take in, for the report."""

    def __init__(self, problem: RunProblem, words: str = "") -> None:
        super().__init__(problem, words)
        self.problem = problem
        self.words = words


@dataclass(frozen=True)
class _Answer:
    vacancies: Sequence[FoundVacancy]
    # Whether what isn't in it is gone there too.
    is_whole: bool
    etag: str
    modified: str


def queue_due_feeds(*, now: datetime) -> int:
    """Have the cluster read the feeds whose time has come; returns how many."""
    due = list(VacancyFeed.objects.due(now).values_list("pk", flat=True))
    for pk in due:
        enqueue(READ_FEED, pk)
    FeedRun.objects.filter(started_at__lt=now - KEEP_RUNS).delete()
    return len(due)


def read_feed(*, feed_id: int, now: datetime) -> FeedRun | None:
    """Read one feed and do what it says; None when somebody else is at it, or it is gone.

    Whatever goes wrong outside ends up in the report, and is tried again at the next reading.
    """
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE)
    if not VacancyFeed.objects.filter(free, pk=feed_id).update(claimed_at=now):
        return None
    feed = VacancyFeed.objects.select_related("index_page").get(pk=feed_id)
    stopped = {"state": RunState.FAILED, "finished_at": now, "problem": RunProblem.STOPPED}
    feed.runs.filter(state=RunState.RUNNING).update(**stopped)
    run = FeedRun.objects.create(feed=feed, started_at=now)
    try:
        answer = _ask(feed)
        _take_in(feed, run, answer, now)
    except _Failed as failed:
        run.state, run.problem, run.words = RunState.FAILED, failed.problem, failed.words[:300]
    except Exception:
        run.state, run.problem = RunState.FAILED, RunProblem.STOPPED
        raise
    finally:
        run.finished_at = max(now, run.started_at)
        run.save()
        next_at = now + timedelta(hours=feed.every_hours)
        VacancyFeed.objects.filter(pk=feed.pk).update(claimed_at=None, next_at=next_at)
    return run


# What the source says


def _ask(feed: VacancyFeed) -> _Answer | None:
    """What is there; None when the server says that nothing changed."""
    source = source_named(feed.kind)
    if source is None:
        raise _Failed(RunProblem.NO_KIND)
    try:
        found = _fetch(source, source.address(feed.address), etag=feed.etag, modified=feed.modified)
        if found.is_unchanged:
            return None
        vacancies, further = _read_all(source, found)
    except (BadAddress, ValueError) as error:
        raise _Failed(RunProblem.ADDRESS) from error
    except NotSent as error:
        raise _Failed(RunProblem.UNREACHABLE, str(error)) from error
    except Unreadable as error:
        raise _Failed(RunProblem.UNREADABLE, str(error)) from error
    lengths = [len(vacancies), len(further)]
    is_whole = all(pages for pages in further) and (source.most is None or max(lengths) < source.most)
    # A list whose pages change one by one tells nothing by its own mark.
    mark = (found.etag[:200], found.modified[:60]) if not further else ("", "")
    return _Answer(vacancies, is_whole, *mark)


def _read_all(source: Source, found: Fetched) -> tuple[list[FoundVacancy], list[int]]:
    """Every vacancy, and of each further page how many it had. Raises Unreadable, whatever a source trips over."""
    try:
        vacancies, further = list(source.read(found.body, found.address)), []
        for address in source.further(found.body, found.address):
            page = _fetch(source, address)
            more = source.read(page.body, page.address)
            vacancies += more
            further.append(len(more))
    except (_Failed, NotSent, BadAddress, Unreadable):
        raise
    except Exception as error:
        logger.exception("A feed of the kind %s could not be read.", source.key)
        raise Unreadable(type(error).__name__) from error
    return vacancies, further


def _fetch(source: Source, address: str, *, etag: str = "", modified: str = "") -> Fetched:
    most = shift_settings.FEED_MAX_MEGABYTES * MEGABYTE
    found = fetch(address=address, most=most, accept=source.accept, etag=etag, modified=modified)
    if found.status != 200 and not found.is_unchanged:
        raise _Failed(RunProblem.REFUSED, str(found.status))
    return found


# What is done with it


def _take_in(feed: VacancyFeed, run: FeedRun, answer: _Answer | None, now: datetime) -> None:
    known = {item.external_id: item for item in feed.vacancies.select_related("page")}
    if answer is None:
        run.state, run.unchanged = RunState.UNCHANGED, len(known)
        return
    found = {item.external_id: item for item in answer.vacancies if item.title and item.external_id}
    run.found, run.refused = len(answer.vacancies), len(answer.vacancies) - len(found)
    for external_id, item in found.items():
        outcome = _put(feed, known.get(external_id), item, now)
        setattr(run, outcome, getattr(run, outcome) + 1)
    # What is there and can't be used is not gone.
    there = {item.external_id for item in answer.vacancies}
    gone = [item for key, item in known.items() if key not in there] if answer.is_whole else []
    is_believed = _miss(feed, run, gone, len(found), now)
    run.state = RunState.DONE if is_believed else RunState.GUARDED
    if is_believed and run.missing == run.closed:
        # Otherwise the whole answer is wanted again: by the guard, and to count what is missing a second time.
        VacancyFeed.objects.filter(pk=feed.pk).update(etag=answer.etag, modified=answer.modified)


def _put(feed: VacancyFeed, known: ImportedVacancy | None, item: FoundVacancy, now: datetime) -> str:
    """Add or change one vacancy; gives the name of the figure in the report that it counts for."""
    try:
        with transaction.atomic():
            if known is None:
                page = new_page(feed=feed, item=item)
                ImportedVacancy.objects.create(
                    feed=feed,
                    page=page,
                    external_id=item.external_id,
                    content_hash=item.content_hash,
                    last_seen_at=now,
                    said_closes_at=item.closes_at,
                )
                return "added"
            return _update(known, item, now)
    except ValidationError:
        # Without a place, or without an address to apply at; HR sees in the report that it couldn't be used.
        return "refused"
    except IntegrityError:
        # Another worker added it in the meantime.
        return "unchanged"


def _update(known: ImportedVacancy, item: FoundVacancy, now: datetime) -> str:
    came_back = known.closed_at is not None
    is_new = known.content_hash != item.content_hash or came_back
    page = VacancyPage.objects.filter(pk=known.page_id).first()
    if page is not None and is_new:
        # A closing moment that the source took away goes too; not one that HR set.
        is_taken_away = known.said_closes_at is not None and page.closes_at == known.said_closes_at
        rewrite_page(page=page, item=item, reopen=came_back or is_taken_away)
    known.content_hash, known.last_seen_at, known.missed_runs, known.closed_at = item.content_hash, now, 0, None
    known.said_closes_at = item.closes_at
    known.save(update_fields=["content_hash", "last_seen_at", "missed_runs", "closed_at", "said_closes_at"])
    return "changed" if page is not None and is_new else "unchanged"


def _miss(feed: VacancyFeed, run: FeedRun, gone: Sequence[ImportedVacancy], found: int, now: datetime) -> bool:
    """Count and close what the feed no longer has; False, and nothing done, when the feed looks broken."""
    open_pages = set(VacancyPage.objects.open(now).filter(shift_import__feed=feed).values_list("pk", flat=True))
    missing = [item for item in gone if item.closed_at is None and item.page_id in open_pages]
    run.missing = len(missing)
    if looks_broken(
        found=found, missing=len(missing), open_before=len(open_pages), percent=shift_settings.FEED_MISSING_PERCENT
    ):
        run.problem = RunProblem.MISSING if found else RunProblem.EMPTY
        run.words = str(len(missing))
        return False
    for item in missing:
        item.missed_runs += 1
        if item.missed_runs >= MISSES:
            close_page(page=_page(item), now=now)
            item.closed_at = now
            run.closed += 1
        item.save(update_fields=["missed_runs", "closed_at"])
    return True


def _page(item: ImportedVacancy) -> Any:
    page: Page = item.page
    return page.specific
