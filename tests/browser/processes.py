"""A web server and a task cluster as processes of their own, on the database of the test."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

MANAGE = [sys.executable, "-m", "django"]
SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(happens: Callable[[], object], *, within: float, what: str) -> object:
    """The first truthy answer; looks again and again, because processes do their work when they get to it."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if answer := happens():
            return answer
        time.sleep(0.2)
    raise AssertionError(f"Not within {within:.0f} seconds: {what}.")


def start(command: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """A process at the head of a group of its own; what it says is added to the log."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )


def children(parent: int) -> list[int]:
    """The processes that a process has started: of a cluster its sentinel, of the sentinel its workers and helpers."""
    table = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in table.splitlines()]
    return [int(pid) for pid, above in rows if int(above) == parent]


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
