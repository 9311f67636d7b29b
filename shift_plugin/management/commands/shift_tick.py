"""``manage.py shift_tick``: what the cluster does each minute, for cron and for sites without a cluster."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from shift_plugin.base.actions import in_this_process, work_off
from shift_plugin.schedules import tick


class Command(BaseCommand):
    help = (
        "Runs every recurring job that is due and sends what is due, in this process and without a cluster. "
        "Safe to call each minute from cron, also while an earlier call or a cluster is still at work."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with in_this_process() as work:
            jobs = tick()
            number = work() + work_off()
            number += work()
        if options["verbosity"] > 1:
            self.stdout.write("\n".join(jobs))
        self.stdout.write(f"{len(jobs)} jobs, {number} tasks.")
