"""Processes of their own, beside that of the test."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

MANAGE = [sys.executable, "-m", "django"]


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
