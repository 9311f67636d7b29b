from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from shift_plugin.base.actions import build_mail, enqueue, run_job
from shift_plugin.base.models import JobRun

MINUTE = timedelta(minutes=1)


def fail():
    raise ValueError("no paper")


@pytest.mark.django_db
def test_a_job_that_breaks_is_written_down_and_runs_again_next_time():
    now = timezone.now()
    assert run_job(name="print", function=fail, every=MINUTE, now=now)
    assert JobRun.objects.get().error == "ValueError: no paper"
    done = []
    assert run_job(name="print", function=lambda: done.append(1), every=MINUTE, now=now + MINUTE)
    assert (done, JobRun.objects.get().error) == ([1], "")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_queued_for_what_was_rolled_back():
    with pytest.raises(ValueError, match="no paper"), transaction.atomic():
        enqueue("shift_plugin.schedules.tick")
        fail()
    assert OrmQ.objects.count() == 0
    with transaction.atomic():
        enqueue("shift_plugin.schedules.tick")
        assert OrmQ.objects.count() == 0
    assert [row.task["func"] for row in OrmQ.objects.all()] == ["shift_plugin.schedules.tick"]


def test_a_mail_carries_what_keeps_machines_from_answering(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://intranet.brinkhoven.example"
    settings.SHIFT_PLUGIN = {"REPLY_TO": "team@brinkhoven.example", "FROM_EMAIL": "Shift <shift@brinkhoven.example>"}
    build_mail(to=["ann@brinkhoven.example"], subject="Hello\nBcc: all", text="Hi", html="<p>Hi</p>").send()
    message = mail.outbox[0].message()
    assert message["Subject"] == "Hello Bcc: all"
    assert message["From"] == "Shift <shift@brinkhoven.example>"
    assert message["Reply-To"] == "team@brinkhoven.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Message-ID"].endswith("@intranet.brinkhoven.example>")
    assert message["Bcc"] is None
