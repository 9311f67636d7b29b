from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from shift_plugin.base.models import JobRun

logger = logging.getLogger("shift_plugin")

_collected: ContextVar[deque[Callable[[], object]] | None] = ContextVar("shift_plugin_collected", default=None)


def enqueue(path: str, *args: int | str) -> None:
    """Have the cluster call the function at this dotted path, once the database agrees with what was written.

    Only numbers and texts travel: the payload outlives a deploy, objects don't.
    """
    from django_q.tasks import async_task

    collected = _collected.get()
    if collected is None:
        transaction.on_commit(partial(async_task, path, *args), robust=True)
    else:
        transaction.on_commit(partial(collected.append, partial(import_string(path), *args)), robust=True)


@contextmanager
def in_this_process() -> Iterator[Callable[[], int]]:
    """Where no cluster runs: what is queued meanwhile waits for the function that this gives, which does all of it,
    also what it queues in turn, and returns how many tasks that were.
    """
    collected: deque[Callable[[], object]] = deque()

    def work() -> int:
        done = 0
        while collected:
            collected.popleft()()
            done += 1
        return done

    token = _collected.set(collected)
    try:
        yield work
    finally:
        _collected.reset(token)


def work_off() -> int:
    """Do what web requests left for a cluster, on a site where none runs; returns how many tasks.

    Each is claimed as a cluster claims it, so one that runs after all does none of them twice. Tasks of other apps stay
    where they are, and so does one that fails: it is tried again later, as by a cluster.
    """
    from django_q.conf import Conf
    from django_q.models import OrmQ

    done = 0
    for row in OrmQ.objects.filter(lock__lte=timezone.now()).order_by("pk"):
        path = str(row.task.get("func"))
        mine = OrmQ.objects.filter(pk=row.pk, lock=row.lock)
        if not path.startswith("shift_plugin.") or not mine.update(lock=timezone.now() + timedelta(seconds=Conf.RETRY)):
            continue
        try:
            import_string(path)(*row.task["args"])
        except Exception:
            logger.exception("The task %s failed; it is tried again.", path)
            continue
        OrmQ.objects.filter(pk=row.pk).delete()
        done += 1
    return done


def run_job(*, name: str, function: Callable[[], object], every: timedelta, now: datetime) -> bool:
    """Run a recurring job when it is due; True when this caller was the one to run it.

    An error is written down and logged, and never keeps other jobs from running.
    """
    if not JobRun.objects.claim(name, now=now, every=every):
        return False
    error = ""
    try:
        function()
    except Exception as problem:
        logger.exception("The job %s failed.", name)
        error = f"{type(problem).__name__}: {problem}"
    JobRun.objects.filter(name=name).update(finished_at=timezone.now(), error=error)
    return True


@transaction.atomic
def set_up_schedule(*, name: str, path: str) -> list[str]:
    """Have the cluster call the function at this path each minute; returns what was done, in words.

    django-q keeps no name unique, so a second schedule of the same function is taken away here.
    """
    from django_q.models import Schedule

    schedules = list(Schedule.objects.select_for_update().filter(func=path).order_by("pk"))
    wanted = {"name": name, "schedule_type": Schedule.MINUTES, "minutes": 1, "repeats": -1}
    if not schedules:
        Schedule.objects.create(func=path, **wanted)
        return [f"Schedule “{name}” made: every minute."]
    first, doubles = schedules[0], [schedule.pk for schedule in schedules[1:]]
    Schedule.objects.filter(pk__in=doubles).delete()
    done = [f"Schedule “{name}”: {len(doubles)} doubles removed."] if doubles else []
    if any(getattr(first, field) != value for field, value in wanted.items()):
        Schedule.objects.filter(pk=first.pk).update(**wanted)
        done.append(f"Schedule “{name}” set to every minute.")
    return done
