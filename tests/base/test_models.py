from datetime import timedelta

import pytest
from django.utils import timezone

from shift_plugin.base.models import JobRun

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_only_one_caller_gets_a_run():
    now = timezone.now()
    assert [JobRun.objects.claim("tidy", now=now, every=MINUTE) for _ in range(3)] == [True, False, False]


def test_the_next_run_comes_after_the_interval():
    now = timezone.now()
    JobRun.objects.claim("tidy", now=now, every=MINUTE)
    assert not JobRun.objects.claim("tidy", now=now + timedelta(seconds=59), every=MINUTE)
    assert JobRun.objects.claim("tidy", now=now + MINUTE, every=MINUTE)


def test_jobs_do_not_wait_for_one_another():
    now = timezone.now()
    assert JobRun.objects.claim("tidy", now=now, every=MINUTE)
    assert JobRun.objects.claim("sweep", now=now, every=MINUTE)


def test_a_clock_that_was_a_day_ahead_holds_no_job_up():
    now = timezone.now()
    assert JobRun.objects.claim("tidy", now=now + timedelta(days=1), every=MINUTE)
    assert JobRun.objects.claim("tidy", now=now, every=MINUTE)


@pytest.mark.parametrize("every", [timedelta(seconds=50), timedelta(hours=1)])
def test_a_clock_that_is_a_minute_behind_runs_no_job_twice(every):
    now = timezone.now()
    assert JobRun.objects.claim("tidy", now=now + timedelta(minutes=1), every=every)
    assert not JobRun.objects.claim("tidy", now=now, every=every)
