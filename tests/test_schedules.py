from datetime import timedelta

import pytest
from django.utils import timezone

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT, heartbeat
from shift_plugin.schedules import JOBS, tick

pytestmark = pytest.mark.django_db


def test_a_tick_runs_every_job_once_and_a_second_one_nothing():
    now = timezone.now()
    assert tick(now) == [job.path for job in JOBS]
    assert tick(now) == []
    assert list(JobRun.objects.exclude(error="").values_list("name", "error")) == []


def test_after_a_minute_the_minute_jobs_run_again():
    now = timezone.now()
    tick(now)
    assert tick(now + timedelta(minutes=1)) == [job.path for job in JOBS if job.every < timedelta(minutes=2)]


def test_a_tick_is_the_heartbeat():
    tick()
    assert heartbeat(timezone.now()).is_alive
    assert JobRun.objects.filter(name=HEARTBEAT).count() == 1
