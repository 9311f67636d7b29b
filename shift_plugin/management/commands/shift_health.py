"""``manage.py shift_health``: for monitoring. Exits with 0 when the sending is all right, with 1 when it isn't."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict, dataclass
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError
from django.utils import timezone

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.queries import Health, health


@dataclass(frozen=True)
class Line:
    name: str
    is_fine: bool
    words: str


class Command(BaseCommand):
    help = "Says in one line per fact whether the sending is all right, for monitoring. Exits with 1 when it isn't."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="One JSON object instead of lines.")
        parser.add_argument(
            "--minutes", type=int, help="How long something that is due may wait. Otherwise: HEARTBEAT_MINUTES."
        )
        parser.add_argument(
            "--unknown", type=int, default=0, help="Mails of unknown outcome in a day that are nothing to report."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        minutes = shift_settings.HEARTBEAT_MINUTES if options["minutes"] is None else options["minutes"]
        try:
            lines = judged(health(timezone.now()), minutes=minutes, unknown=options["unknown"])
        except DatabaseError as problem:
            lines = [Line("database", False, " ".join(str(problem).split()))]
        is_fine = all(line.is_fine for line in lines)
        if options["json"]:
            self.stdout.write(json.dumps({"is_fine": is_fine, "facts": [asdict(line) for line in lines]}))
        else:
            # What is wrong comes first: monitoring often shows one line only.
            for line in sorted(lines, key=lambda line: line.is_fine):
                self.stdout.write(f"{'ok   ' if line.is_fine else 'WRONG'} {line.name}: {line.words}")
        if not is_fine:
            sys.exit(1)


def judged(found: Health, *, minutes: int, unknown: int) -> list[Line]:
    beat = found.heartbeat
    last = f"the background work last ran at {beat.last:%Y-%m-%d %H:%M} UTC" if beat.last else "it has never run"
    lines = [
        Line("heartbeat", beat.is_alive, last),
        Line("due", found.late < max(minutes, 1), f"{found.due} mails are due, the oldest waits {found.late} minutes"),
        Line("queue", found.queue_late < max(minutes, 1), f"the oldest task waits {found.queue_late} minutes"),
        Line("clusters", not found.queue.abandoned, f"{found.queue.abandoned} tasks were taken and never finished"),
        Line("unknown", found.unknown <= unknown, f"{found.unknown} of unknown outcome in the last 24 hours"),
    ]
    failed = [f"{job.name}: {' '.join(job.error.split())[:200]}" for job in found.broken]
    return [*lines, Line("jobs", not failed, "; ".join(failed) or "none failed")]
