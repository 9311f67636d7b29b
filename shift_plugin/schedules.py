"""Every recurring job. One schedule in django-q, the tick, runs each minute; the tick runs what is due.

So a schedule never fires twice on several hosts, one broken job never stops the others, and ``manage.py shift_tick``
does the same from cron where no cluster runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.module_loading import import_string

from shift_plugin.base.actions import run_job
from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT

TICK = "shift_plugin.schedules.tick"
# Less than a minute, so that a tick that comes a second early isn't a minute late.
MINUTE = timedelta(seconds=50)


@dataclass(frozen=True)
class Job:
    """A function without arguments, called once per interval whatever the number of hosts."""

    path: str
    every: timedelta

    def __call__(self) -> None:
        import_string(self.path)()


JOBS = (
    Job("shift_plugin.library.tasks.publish_due", MINUTE),
    # Before anything is sent, so that nothing leaves about a challenge that is over.
    Job("shift_plugin.stories.tasks.close_challenges", MINUTE),
    Job("shift_plugin.library.tasks.retire_gone", MINUTE),
    Job("shift_plugin.vacancies.tasks.lead_links_away", MINUTE),
    Job("shift_plugin.distribution.tasks.recover", MINUTE),
    Job("shift_plugin.distribution.tasks.remind_due", MINUTE),
    # Before what is due is sent, so that digests leave in the minute in which they are made.
    Job("shift_plugin.distribution.tasks.build_digests", MINUTE),
    Job("shift_plugin.distribution.tasks.start_due", MINUTE),
    Job("shift_plugin.measuring.tasks.add_up", MINUTE),
    Job("shift_plugin.measuring.tasks.make_windows", timedelta(hours=1)),
    Job("shift_plugin.library.tasks.remind_moderators", timedelta(hours=1)),
    Job("shift_plugin.stories.tasks.tell_again", timedelta(minutes=5)),
    Job("shift_plugin.stories.tasks.remind_editors", timedelta(hours=1)),
    Job("shift_plugin.stories.tasks.expire_consents", timedelta(hours=1)),
    Job("shift_plugin.stories.tasks.tell_results", timedelta(hours=1)),
    Job("shift_plugin.stories.tasks.remind_recorders", timedelta(days=1)),
    Job("shift_plugin.vacancies.tasks.read_due_feeds", timedelta(minutes=10)),
    Job("shift_plugin.sharing.tasks.forget_salts", timedelta(hours=1)),
    Job("shift_plugin.sharing.tasks.forget_texts", timedelta(days=1)),
    Job("shift_plugin.stories.tasks.forget_drafts", timedelta(days=1)),
)


def tick(now: datetime | None = None) -> list[str]:
    """Run every job that is due; returns their names. Safe to call at any time, from anywhere, as often as you like."""
    now = now or timezone.now()
    ran = [job.path for job in JOBS if run_job(name=job.path, function=job, every=job.every, now=now)]
    JobRun.objects.beat(HEARTBEAT, now=timezone.now())
    return ran
