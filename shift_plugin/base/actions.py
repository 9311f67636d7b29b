from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from email.utils import make_msgid
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import InterfaceError, OperationalError, close_old_connections, connections, router, transaction
from django.db.models import Model, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import absolute_url, organisation_name
from shift_plugin.conf import shift_settings

logger = logging.getLogger("shift_plugin")

# Seconds between one try to write and the next; short enough together to stay within the time of a task.
_PAUSES = (0.5, 1, 2, 4, 8, 12)

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


def patiently(write: Callable[[], int]) -> int:
    """Write down what can't be asked for again, such as a mail server's yes, also while the database restarts.

    ``write`` may run twice: a connection that breaks doesn't tell whether the first time counted. Inside a transaction
    there is no second time. Raises what the database raises when it stays away for half a minute.
    """
    for pause in _PAUSES:
        try:
            return write()
        except (InterfaceError, OperationalError) as error:
            if transaction.get_connection().in_atomic_block:
                raise
            logger.warning("The database doesn't answer: %s", error)
            close_old_connections()
            time.sleep(pause)
    return write()


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


def mail_domain() -> str:
    """The domain in Message-IDs: that of the intranet, because the host name of a worker says nothing."""
    return urlsplit(absolute_url("/")).hostname or "localhost"


def mail_headers(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Headers of every mail that a machine sends (RFC 3834, and Exchange's own word for it)."""
    return {
        "Message-ID": make_msgid(domain=mail_domain()),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        **(extra or {}),
    }


def build_mail(
    *,
    to: Sequence[str],
    subject: str,
    text: str,
    html: str,
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """One mail with a text and an HTML part that say the same."""
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        from_email=shift_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL,
        to=list(to),
        reply_to=[shift_settings.REPLY_TO] if shift_settings.REPLY_TO else None,
        headers=mail_headers(headers),
    )
    mail.attach_alternative(html, "text/html")
    return mail


def send_mail(
    *,
    to: Sequence[str],
    subject: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send one mail, made from ``<template>.html`` and ``<template>.txt`` in the receiver's language.

    ``subject`` may be lazy; it is translated here. Raises what the mail server raises: SMTPException or OSError.
    """
    with translation.override(language):
        values = {"organisation": organisation_name(), "language": language, **context}
        values["subject"] = str(subject)
        mail = build_mail(
            to=to,
            subject=values["subject"],
            text=render_to_string(f"{template}.txt", values),
            html=render_to_string(f"{template}.html", values),
            headers=headers,
        )
    mail.send()


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


def insert_from(rows: QuerySet[Any, Any], model: type[Model], columns: Mapping[str, Any]) -> int:
    """``INSERT … SELECT``: one statement, however many rows; returns the new ones. A row that is there already stays.

    ``columns``: field of the model → expression over ``rows``. Django has no such method; the parts are its own SQL.
    """
    using = router.db_for_write(model)
    quote = connections[using].ops.quote_name
    chosen = rows.annotate(**{f"row_{name}": value for name, value in columns.items()})
    select, parameters = chosen.values_list(*(f"row_{name}" for name in columns)).query.get_compiler(using).as_sql()
    names = ", ".join(quote(model._meta.get_field(name).column) for name in columns)  # type: ignore[arg-type, union-attr]
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) {select} ON CONFLICT DO NOTHING", parameters
        )
        return int(cursor.rowcount)
