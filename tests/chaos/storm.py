"""One run: clusters, mail server and database as processes of their own, and everything that goes wrong with them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT
from shift_plugin.distribution.enums import DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.schedules import TICK
from tests.browser.processes import MANAGE, children, start
from tests.chaos.settings import LEASE_SECONDS, WORLD

# Without a heartbeat for so long the clusters are taken to be wedged, as monitoring would in minutes.
WEDGED_SECONDS = 8
TICK_SECONDS = 1.5
# The clocks of the hosts differ by this much, so that they differ less than the lease is long.
CLOCK_SECONDS = 1


@dataclass
class Process:
    """A process that is started again whenever it has died, as an init system would."""

    name: str
    command: list[str]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    rest: float = 0.5
    starts: int = 0
    running: subprocess.Popen[bytes] | None = None
    started_at: float = 0
    died_at: float | None = None

    def start(self) -> None:
        command = [part.replace("{starts}", str(self.starts)) for part in self.command]
        self.starts += 1
        self.started_at, self.died_at = time.monotonic(), None
        self.running = start(command, os.environ | self.environment, self.log)

    def keep_alive(self) -> None:
        if self.running is not None and self.running.poll() is not None and self.died_at is None:
            # What a dead parent left behind goes too.
            self.kill()
        if self.died_at is not None and time.monotonic() - self.died_at > self.rest:
            self.start()

    def kill(self) -> None:
        """All of its group, at once."""
        if self.running is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
        self.died_at = time.monotonic()


class Storm:
    def __init__(self, distribution: Distribution, database: Any, folder: Path, *, people: int, seconds: float) -> None:
        self.distribution, self.database, self.people, self.seconds = distribution, database, people, seconds
        self.ledger = folder / "taken.jsonl"
        self.told: list[str] = []
        self._random = random.Random(WORLD["seed"])
        self._started = time.monotonic()
        self._frozen: list[tuple[float, int]] = []
        self._restarted = False
        # When the first mail had left.
        self._since: float | None = None
        # So that with nothing going wrong half of the time would do.
        pause = WORLD["senders"] * seconds / people / 2
        sink = [sys.executable, "-m", "tests.chaos.sink", str(WORLD["smtp_port"]), str(self.ledger)]
        self.sink = Process("sink", [*sink, f"{WORLD['seed']}-{{starts}}", str(pause)], folder / "sink.log")
        self.clusters = [
            Process(
                f"cluster {number + 1}",
                [*MANAGE, "qcluster"],
                folder / f"cluster{number + 1}.log",
                {"SHIFT_CHAOS_CLOCK": str(CLOCK_SECONDS * number)},
            )
            for number in range(database.clusters)
        ]

    # What goes wrong

    def faults(self) -> dict[Any, int]:
        """Each with its weight."""
        return {self._kill_worker: 5, self._kill_cluster: 2, self._kill_sink: 2, self._freeze_worker: 2}

    def _kill_worker(self) -> str:
        cluster, pid = self._someone()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return f"a process of {cluster.name} was killed"

    def _freeze_worker(self) -> str:
        """It sleeps for longer than its lease, and then goes on as if nothing had happened."""
        cluster, pid = self._someone()
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
            self._frozen.append((time.monotonic() + LEASE_SECONDS + 2, pid))
        return f"a process of {cluster.name} was stopped for longer than its lease"

    def _kill_cluster(self) -> str:
        cluster = self._random.choice(self.clusters)
        cluster.kill()
        return f"{cluster.name} was killed"

    def _kill_sink(self) -> str:
        self.sink.kill()
        return "the mail server was killed"

    def _someone(self) -> tuple[Process, int]:
        """A worker, or what hands them the work, or what puts the results away."""
        cluster = self._random.choice(self.clusters)
        sentinels = children(cluster.running.pid) if cluster.running else []
        pool = [pid for sentinel in sentinels for pid in children(sentinel)]
        return cluster, self._random.choice(pool or sentinels or [2**22 + 1])

    # What keeps it going

    def run(self) -> None:
        """Until everything is settled; gives up after several times the seconds that it should take."""
        for process in [self.sink, *self.clusters]:
            process.start()
        deadline = self._started + 3 * self.seconds + 60
        next_fault, next_tick = self._started + 4, self._started
        try:
            while time.monotonic() < deadline and not self._is_done():
                for process in [self.sink, *self.clusters]:
                    process.keep_alive()
                self._thaw()
                if time.monotonic() >= next_tick:
                    self._let_time_pass()
                    next_tick = time.monotonic() + TICK_SECONDS
                if time.monotonic() >= next_fault and self._may_go_wrong():
                    self._go_wrong()
                    next_fault = time.monotonic() + self._random.uniform(0.5, 1.5) * max(1.5, self.seconds / 15)
                time.sleep(0.2)
            self._thaw(everybody=True)
            # Who was asleep may do what it still wanted to do.
            time.sleep(2)
        finally:
            self._thaw(everybody=True)
            for process in [*self.clusters, self.sink]:
                process.kill()

    def _may_go_wrong(self) -> bool:
        """Once the first mail has left, for so many seconds, and until the database had its turn. Faults before that
        only keep the clusters from starting, and prove nothing.
        """
        if self._since is None and self._taken():
            self._since = time.monotonic()
        if self._since is None:
            return False
        waits_for_database = self.database.restart is not None and not self._restarted
        return waits_for_database or not self._is_late()

    def _is_late(self) -> bool:
        return self._since is not None and time.monotonic() > self._since + self.seconds

    def _go_wrong(self) -> None:
        if self.database.restart and not self._restarted and (self._is_late() or self._taken() > self.people // 3):
            self._restarted = True
            self._tell(self.database.restart())
            return
        faults = self.faults()
        self._tell(self._random.choices(list(faults), list(faults.values()))[0]())

    def _let_time_pass(self) -> None:
        """The minutes of the tick and of the pauses between tries go by in seconds. Watches the heartbeat."""
        now = timezone.now()
        try:
            JobRun.objects.exclude(name=HEARTBEAT).update(due_at=now)
            Delivery.objects.filter(state=DeliveryState.PENDING, due_at__gt=now).update(due_at=now)
            # What a dead cluster had taken stays locked for a while, and says nothing about those that live.
            if OrmQ.objects.filter(lock__lte=now).count() < 5:
                async_task(TICK)
            last = JobRun.objects.filter(name=HEARTBEAT).values_list("finished_at", flat=True).first()
        except (DatabaseError, InterfaceError):
            connection.close()
            return
        # A cluster that was just started gets its time.
        silent = now - last if last else timedelta(hours=1)
        youngest = time.monotonic() - max(cluster.started_at for cluster in self.clusters)
        if min(silent.total_seconds(), youngest) > WEDGED_SECONDS:
            self._tell("no heartbeat: the clusters are started anew")
            for cluster in self.clusters:
                cluster.kill()

    def _thaw(self, *, everybody: bool = False) -> None:
        for moment, pid in list(self._frozen):
            if everybody or time.monotonic() > moment:
                self._frozen.remove((moment, pid))
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    def _is_done(self) -> bool:
        try:
            self.distribution.refresh_from_db(fields=["state"])
        except (DatabaseError, InterfaceError):
            connection.close()
            return False
        return self.distribution.state == DistributionState.DONE

    def _taken(self) -> int:
        return self.ledger.read_bytes().count(b"\n") if self.ledger.exists() else 0

    def _tell(self, what: str) -> None:
        line = f"  {time.monotonic() - self._started:5.1f} s, {self._taken():5} mails taken: {what}"
        self.told.append(line)
        print(line, flush=True)
