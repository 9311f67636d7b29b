"""A web server and a task cluster as processes of their own, on the database of the test."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_q.tasks import async_task

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT
from shift_plugin.schedules import TICK
from tests.browser.processes import MANAGE, eventually, free_port, start

SECONDS = 60
# So long a minute takes in a walk.
MINUTE = 3


class Site:
    """The running site. ``address`` is where it answers."""

    def __init__(self, *, smtp_port: int, logs: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._logs = logs
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "SHIFT_WALK_DATABASE": str(connection.settings_dict["NAME"]),
            "SHIFT_WALK_SMTP_PORT": str(smtp_port),
            "SHIFT_WALK_ADDRESS": self.address,
            "SHIFT_WALK_MEDIA": str(settings.MEDIA_ROOT),
        }
        self._running: list[subprocess.Popen[bytes]] = []
        self._start("web", "runserver", "--noreload", "--insecure", f"127.0.0.1:{port}")
        self._start("cluster", "qcluster")

    def _start(self, name: str, *command: str) -> None:
        self._running.append(start([*MANAGE, *command], self._environment, self._logs / f"{name}.log"))

    def minute_passes(self) -> None:
        """A minute later, without waiting for it: every job is due, and the cluster gets the tick."""
        JobRun.objects.exclude(name=HEARTBEAT).update(due_at=timezone.now())
        async_task(TICK)

    def in_a_minute(self, happens: Callable[[], object], *, what: str, within: float = SECONDS) -> object:
        """``eventually``, for what the minute's work brings about; minutes pass until it did."""
        self.minute_passes()
        looked = time.monotonic()

        def look() -> object:
            nonlocal looked
            if time.monotonic() - looked > MINUTE:
                looked = time.monotonic()
                self.minute_passes()
            return happens()

        return eventually(look, within=within, what=what)

    def wait(self) -> None:
        eventually(self._answers, within=SECONDS, what=f"{self.address} answers")

    def _answers(self) -> bool:
        if any(process.poll() is not None for process in self._running):
            logs = "\n".join(log.read_text()[-3000:] for log in self._logs.glob("*.log"))
            raise AssertionError(f"A process of the site died.\n{logs}")
        with suppress(URLError, ConnectionError):
            return urlopen(f"{self.address}/login/", timeout=5).status == 200
        return False

    def stop(self) -> None:
        for process in self._running:
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGTERM)
        for process in self._running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
