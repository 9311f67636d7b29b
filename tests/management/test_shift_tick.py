"""A site without a cluster: cron calls shift_tick each minute."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from shift_plugin.sharing.models import DailySalt

pytestmark = pytest.mark.django_db


def old_salt() -> DailySalt:
    return DailySalt.objects.create(day=timezone.localdate() - timedelta(days=30), salt=b"x" * 32)


def test_what_a_web_request_left_for_a_cluster_is_done_once(capsys):
    call_command("shift_tick")
    old_salt()
    async_task("shift_plugin.sharing.tasks.forget_salts")
    async_task("math.sqrt", 2)

    call_command("shift_tick")
    call_command("shift_tick")

    assert (DailySalt.objects.count(), [row.task["func"] for row in OrmQ.objects.all()]) == (0, ["math.sqrt"])
    assert capsys.readouterr().out.splitlines()[1:] == ["0 jobs, 1 tasks.", "0 jobs, 0 tasks."]


def test_what_fails_stays_and_keeps_nothing_else_from_being_done(capsys):
    call_command("shift_tick")
    old_salt()
    async_task("shift_plugin.sharing.tasks.forget_salts", "one word too many")
    async_task("shift_plugin.sharing.tasks.forget_salts")

    call_command("shift_tick")

    assert (DailySalt.objects.count(), OrmQ.objects.count(), OrmQ.objects.filter(lock__gt=timezone.now()).count()) == (
        0,
        1,
        1,
    )
    assert capsys.readouterr().out.splitlines()[1:] == ["0 jobs, 1 tasks."]
