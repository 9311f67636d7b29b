"""What every capability may look up."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.db.models import Min, QuerySet
from django.urls import get_script_prefix

from shift_plugin.base.models import JobRun
from shift_plugin.base.rules import longest_stay
from shift_plugin.conf import shift_settings

logger = logging.getLogger("shift_plugin")

# The job whose runs prove that the background work runs.
HEARTBEAT = "shift_plugin.tick"


def absolute_url(path: str) -> str:
    """A path of the intranet as an address for a mail; a full address stays what it is."""
    if "://" in path:
        return path
    base = shift_settings.INTRANET_BASE_URL or getattr(settings, "WAGTAILADMIN_BASE_URL", "") or "http://localhost"
    base = base.rstrip("/")
    # On a site below a path, that path may stand in the setting, in the path, or in both.
    prefix = get_script_prefix().rstrip("/")
    if prefix and base.endswith(prefix) and path.startswith(f"{prefix}/"):
        path = path.removeprefix(prefix)
    return base + path


def organisation_name() -> str:
    """What the organisation is called on pages and in mails."""
    return shift_settings.ORGANISATION_NAME or getattr(settings, "WAGTAIL_SITE_NAME", "")


@dataclass(frozen=True)
class Heartbeat:
    """Whether the background work runs. ``last`` is the last tick in UTC, None when there never was one."""

    last: datetime | None
    is_alive: bool


def heartbeat(now: datetime) -> Heartbeat:
    """Read the tick's own row; a cluster that hangs can't pretend, because only a run of the tick writes it.

    One from the future was written by a clock that was wrong, and proves nothing about now.
    """
    last = JobRun.objects.filter(name=HEARTBEAT).values_list("finished_at", flat=True).first()
    limit = timedelta(minutes=shift_settings.HEARTBEAT_MINUTES)
    return Heartbeat(last=last, is_alive=last is not None and abs(now - last) <= limit)


def broken_jobs() -> QuerySet[JobRun]:
    """Recurring jobs whose last run failed. They are tried again by themselves."""
    return JobRun.objects.exclude(error="").order_by("name")


@dataclass(frozen=True)
class Queue:
    """Signs in django-q2's queue of a cluster that is dead. Only with its broker in the database; else all is well.

    ``waits_since``: the oldest task that no cluster has taken, in UTC. ``abandoned``: tasks that a cluster took and
    that should have been finished long ago; its worker was killed, or all of it hangs. They are handed out again by
    themselves after ``retry``.
    """

    waits_since: datetime | None = None
    abandoned: int = 0


def queue(now: datetime) -> Queue:
    """django-q2 keeps one moment per task: when it came, and, once taken, when it is handed out again."""
    from django_q.conf import Conf
    from django_q.models import OrmQ

    if not Conf.ORM:
        return Queue()
    tasks = OrmQ.objects.using(Conf.ORM).filter(key=Conf.CLUSTER_NAME)
    stay = longest_stay(timeout=Conf.TIMEOUT, workers=Conf.WORKERS, queue_limit=Conf.QUEUE_LIMIT)
    overdue_from = now + timedelta(seconds=Conf.RETRY - stay)
    return Queue(
        waits_since=tasks.filter(lock__lte=now).aggregate(first=Min("lock"))["first"],
        abandoned=tasks.filter(lock__gt=now, lock__lt=overdue_from).count() if Conf.TIMEOUT else 0,
    )


# Public holidays on which most people work all the same.
WORKED_ON = {"NL": "Good Friday"}


def is_holiday(region: str, day: date) -> bool:
    """Whether a day is a public holiday in a region such as ``NL``, ``NL-Noord`` or ``DE-BY``.

    A region that nobody knows has none: the system check and the forms tell, and a mail is never held up by it.
    """
    return day in _holidays(region, day.year)


def knows_region(region: str) -> bool:
    """Whether there is a list of public holidays for a region."""
    from holidays import list_supported_countries

    country, _dash, part = region.partition("-")
    parts = list_supported_countries().get(country)
    return parts is not None and ("-" not in region or part in parts)


@lru_cache(maxsize=500)
def _holidays(region: str, year: int) -> frozenset[date]:
    if not region:
        return frozenset()
    if not knows_region(region):
        logger.warning("There is no list of public holidays for “%s”.", region)
        return frozenset()
    # Loaded here: the lists of 200 countries are of no use to a site that sets no region.
    from holidays import country_holidays

    country, _dash, part = region.partition("-")
    found = country_holidays(country, subdiv=part or None, years=year, language="en_US")
    worked = found.get_named(WORKED_ON[country]) if country in WORKED_ON else []
    return frozenset(found) - frozenset(worked)
