"""A worker in a process of its own: sends what is due, as the cluster's task does, and tells what that took.

It does what one worker of django-q2 does, without the queue in front of it: a task holds thousands of mails, so the
queue adds nothing that could be measured.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

# Caches are filled by then.
WARM = 1_000


class Meter:
    """Counts the queries, and looks how much memory is in use once everything is warm."""

    def __init__(self) -> None:
        self.queries = 0
        self.warm = 0.0

    def __call__(self, execute: Any, *args: Any) -> Any:
        self.queries += 1
        if self.queries == WARM:
            self.warm = megabytes()
        return execute(*args)


def megabytes() -> float:
    """Memory that this process holds now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


def main() -> None:
    django.setup()
    from django.db import connection

    from shift_plugin.distribution.actions import sending

    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    meter, sent = Meter(), 0
    with connection.execute_wrapper(meter):
        while number := sending.send_due():
            sent += number
    print(json.dumps({"sent": sent, "queries": meter.queries, "growth": megabytes() - meter.warm}), flush=True)


if __name__ == "__main__":
    main()
