"""The whole way with real processes: a cluster of django-q2, a database that it shares, a mail server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from django_q.tasks import async_task

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT, heartbeat
from shift_plugin.distribution.actions import planning, sending, settling, starting
from shift_plugin.distribution.enums import DeliveryState, DistributionState
from shift_plugin.distribution.queries import health
from shift_plugin.schedules import TICK
from tests.browser.processes import children
from tests.factories.distribution import DistributionFactory
from tests.factories.people import AmbassadorFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 90.0

SETTINGS = """
from example_site.settings.test import *

DATABASES["default"]["NAME"] = {name!r}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", {port}
"""


def until(condition: Callable[[], bool], process: subprocess.Popen | None = None) -> None:
    """Wait for something to become true; fails after the deadline, or when the process that does it has ended."""
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert process is None or process.poll() is None, "The process ended."
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.1)


@pytest.fixture
def run(sink: Any, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts management commands as processes of their own, on this test's database and mail server."""
    (tmp_path / "worker_settings.py").write_text(
        SETTINGS.format(name=str(connection.settings_dict["NAME"]), port=sink.port)
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "worker_settings",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
    }
    processes: list[subprocess.Popen] = []

    def start(*command: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "django", *command],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
        # Also the workers of a cluster that was killed.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(autouse=True)
def at_once(settings: Any) -> None:
    """What is sent now leaves now: nobody takes it back here."""
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "UNDO_MINUTES": 0}


def planned(message: Any, pillar: Any, number: int) -> tuple[Any, list[str]]:
    people = [AmbassadorFactory(pillars=[pillar]) for _one in range(number)]
    distribution = DistributionFactory(message=message, state=DistributionState.DRAFT, send_at=None)
    planning.plan(distribution=distribution, user=UserFactory(), now=timezone.now(), at_once=True)
    return distribution, sorted(person.email for person in people)


def state_of(distribution: Any) -> str:
    return type(distribution).objects.values_list("state", flat=True).get(pk=distribution.pk)


def test_a_cluster_sends_what_an_editor_sends_now(run, sink, message, pillar):
    distribution, addresses = planned(message, pillar, 12)
    cluster = run("qcluster")
    until(lambda: state_of(distribution) == DistributionState.DONE, cluster)
    assert sink.addresses == addresses
    cluster.send_signal(signal.SIGTERM)
    assert cluster.wait(30) == 0


def test_the_scheduled_tick_starts_what_is_due(run, sink, message, pillar):
    Schedule.objects.create(func=TICK, name="tick", schedule_type=Schedule.MINUTES, minutes=1)
    AmbassadorFactory(pillars=[pillar])
    distribution = DistributionFactory(message=message)
    cluster = run("qcluster")
    until(lambda: state_of(distribution) == DistributionState.DONE, cluster)
    assert len(sink.taken) == 1
    assert heartbeat(timezone.now()).is_alive is True


def test_killed_in_the_middle_nobody_is_lost_and_nobody_gets_two(run, sink, message, pillar, settings):
    distribution, addresses = planned(message, pillar, 40)
    sink.pause = 0.05
    first = run("qcluster")
    until(lambda: len(sink.taken) >= 5, first)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    OrmQ.objects.all().delete()
    sink.pause = 0
    before = len(sink.taken)
    assert before < 40
    settling.recover(now=timezone.now() + timedelta(minutes=16))
    unknown = distribution.deliveries.filter(state=DeliveryState.UNKNOWN)
    assert unknown.count() <= 1
    starting.queue_senders(now=timezone.now())
    second = run("qcluster")
    until(lambda: state_of(distribution) == DistributionState.DONE, second)
    assert sink.twice() == []
    open_question = {delivery.ambassador.email for delivery in unknown}
    assert set(addresses) - set(sink.addresses) <= open_question


def test_two_clusters_on_one_database_send_each_mail_once(run, sink, message, pillar, settings):
    distribution, addresses = planned(message, pillar, 40)
    clusters = [run("qcluster"), run("qcluster")]
    starting.queue_senders(now=timezone.now())
    until(lambda: state_of(distribution) == DistributionState.DONE, clusters[0])
    assert sink.addresses == addresses


def test_a_cluster_that_hangs_though_its_process_lives_is_noticed(run):
    """A worker that is killed while it waits for work takes the lock of the cluster's own queue with it."""
    async_task(TICK)
    cluster = run("qcluster")
    until(lambda: heartbeat(timezone.now()).is_alive, cluster)
    (sentinel,) = children(cluster.pid)
    for worker in children(sentinel):
        os.kill(worker, signal.SIGKILL)
    async_task(TICK)
    # New workers are there, and one task was taken out of the queue for them.
    until(lambda: OrmQ.objects.filter(lock__gt=timezone.now()).exists(), cluster)
    assert cluster.poll() is None
    found = health(timezone.now() + timedelta(minutes=6, seconds=10))
    assert (found.heartbeat.is_alive, found.queue.abandoned) == (False, 1)
    # Asked to stop, it would hang on.
    os.killpg(cluster.pid, signal.SIGKILL)
    cluster.wait()


def test_without_a_cluster_one_command_does_it_all(sink, message, pillar, capsys):
    AmbassadorFactory(pillars=[pillar])
    distribution = DistributionFactory(message=message)
    call_command("shift_tick")
    assert state_of(distribution) == DistributionState.DONE
    assert len(sink.taken) == 1
    # Also what was queued before it came.
    assert OrmQ.objects.count() == 0
    assert JobRun.objects.filter(name=HEARTBEAT).exists()
    assert sending.send_due() == 0
