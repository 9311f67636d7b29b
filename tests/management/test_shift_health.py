from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT
from shift_plugin.distribution.enums import Channel, DeliveryState
from tests.factories.distribution import DeliveryFactory

pytestmark = pytest.mark.django_db


def says(capsys, *arguments):
    """What it prints, and its exit code."""
    code = 0
    try:
        call_command("shift_health", *arguments)
    except SystemExit as end:
        code = end.code
    return capsys.readouterr().out, code


def test_fine_in_a_line_per_fact(capsys):
    JobRun.objects.beat(HEARTBEAT, now=timezone.now())
    told, code = says(capsys)
    assert code == 0
    assert [line.split(":")[0] for line in told.splitlines()] == [
        f"ok    {name}" for name in ("heartbeat", "due", "queue", "clusters", "unknown", "jobs")
    ]


def test_what_is_wrong_comes_first(capsys):
    JobRun.objects.beat(HEARTBEAT, now=timezone.now())
    JobRun.objects.create(name="shift_plugin.x", due_at=timezone.now(), error="OSError:\ndisk full")
    told, code = says(capsys)
    assert code == 1
    assert told.splitlines()[0] == "WRONG jobs: shift_plugin.x: OSError: disk full"


@pytest.mark.parametrize(("minutes_ago", "code"), [(4, 0), (6, 1)])
def test_an_old_heartbeat(capsys, minutes_ago, code):
    JobRun.objects.beat(HEARTBEAT, now=timezone.now() - timedelta(minutes=minutes_ago))
    assert says(capsys)[1] == code


def test_never_run_is_wrong(capsys):
    told, code = says(capsys)
    assert (told.splitlines()[0], code) == ("WRONG heartbeat: it has never run", 1)


def test_limits_by_option(capsys):
    now = timezone.now()
    JobRun.objects.beat(HEARTBEAT, now=now)
    DeliveryFactory(channel=Channel.EMAIL, state=DeliveryState.PENDING, due_at=now - timedelta(minutes=7))
    assert says(capsys)[0].startswith("WRONG due: 1 mails are due, the oldest waits 7 minutes")
    assert says(capsys, "--minutes=10")[1] == 0
    DeliveryFactory(distribution__started_at=now, channel=Channel.EMAIL, state=DeliveryState.UNKNOWN, claimed_at=now)
    assert says(capsys, "--minutes=10")[0].startswith("WRONG unknown: 1 of unknown outcome")
    assert says(capsys, "--minutes=10", "--unknown=1")[1] == 0


def test_as_json(capsys):
    told, code = says(capsys, "--json")
    found = json.loads(told)
    assert (found["is_fine"], code) == (False, 1)
    assert found["facts"][0] == {"name": "heartbeat", "is_fine": False, "words": "it has never run"}


def test_a_database_that_does_not_answer_is_told_in_a_line(capsys, django_db_blocker):
    with connection.execute_wrapper(refuse):
        told, code = says(capsys)
    assert (told, code) == ("WRONG database: connection refused\n", 1)


def refuse(execute, sql, params, many, context):
    from django.db import OperationalError

    raise OperationalError("connection\nrefused")
