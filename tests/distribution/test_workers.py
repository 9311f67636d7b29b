"""Several workers on one database at the same time: each person gets exactly one mail."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from shift_plugin.base.actions import run_job
from shift_plugin.base.models import JobRun
from shift_plugin.distribution.actions import posting, reminding, sending, settling, starting
from shift_plugin.distribution.enums import DeliveryState, PostState
from shift_plugin.distribution.models import ChatPost, Delivery
from shift_plugin.schedules import JOBS, MINUTE, tick
from tests.browser.processes import eventually
from tests.factories.distribution import ChatChannelFactory, DistributionFactory
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 60
WORKERS = 4


def together(work):
    """Run the same work in several threads, each with its own connection; returns what each one returned or raised."""
    barrier, results = threading.Barrier(WORKERS), []

    def run():
        barrier.wait()
        try:
            results.append(work())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def audience(pillar, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "CHUNK_SIZE": 5}
    return [AmbassadorFactory(pillars=[pillar]) for _one in range(PEOPLE)]


def test_four_workers_send_each_person_one_mail(sink, message, audience):
    now = timezone.now()
    distribution = DistributionFactory(message=message, channels=["email"], send_at=now)
    starting.start(distribution_id=distribution.pk, now=now)
    assert sum(together(sending.send_due)) == PEOPLE
    assert sink.twice() == []
    assert sink.addresses == sorted(person.email for person in audience)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


def test_four_ticks_start_a_distribution_once(sink, message, audience):
    now = timezone.now()
    DistributionFactory(message=message, send_at=now)
    results = together(lambda: starting.start_due(now=now))
    assert sorted(results) == [0, 0, 0, 1]
    assert Delivery.objects.count() == 2 * PEOPLE


def test_four_ticks_make_a_reminder_once(message):
    now = timezone.now()
    original = DistributionFactory(message=message, state="done", started_at=now - timedelta(days=3), reminders=2)
    results = together(lambda: reminding.remind_due(now=now))
    assert sorted(results) == [0, 0, 0, 1]
    assert list(original.reminder_distributions.values_list("reminder_number", flat=True)) == [1]


def test_claims_never_overlap(message, audience):
    now = timezone.now()
    starting.start(distribution_id=DistributionFactory(message=message, send_at=now).pk, now=now)
    tokens = [token for token in together(lambda: sending.claim(now=now, size=15)) if token]
    assert not any(isinstance(token, OperationalError) for token in tokens)
    assert Delivery.objects.filter(claim__in=tokens).count() == 15 * len(tokens)


def test_of_any_number_of_ticks_at_once_one_runs_each_job_also_with_clocks_a_minute_apart(db):
    """Each worker is a host with a clock of its own; both kinds of jobs, those of a minute and those of an hour."""
    now, hosts, ran = timezone.now(), iter(range(WORKERS)), []

    def one_host():
        clock = now + timedelta(seconds=20 * next(hosts))
        for name, every in (("each minute", MINUTE), ("each hour", timedelta(hours=1))):
            run_job(name=name, function=lambda name=name: ran.append(name), every=every, now=clock)

    # Those that come second in this minute find its run taken, unless their clock says that the next one is due.
    assert together(one_host) == [None] * WORKERS
    assert ran.count("each hour") == 1
    assert ran.count("each minute") in (1, 2)


def test_four_ticks_at_once_start_a_distribution_once_and_run_each_job_once(sink, message, audience):
    distribution = DistributionFactory(message=message, channels=["email"])
    now = timezone.now()
    ran = together(lambda: tick(now=now))
    assert sorted(name for names in ran for name in names) == sorted(job.path for job in JOBS)
    assert not JobRun.objects.exclude(error="").exists()
    assert distribution.deliveries.count() == PEOPLE


@pytest.mark.parametrize("policy", ["leave", "resend"])
def test_a_mail_that_is_settled_while_its_lease_is_taken_away_stays_settled(message, audience, settings, policy):
    """The lease has run out, and the worker writes down the server's yes at the very moment of the recovery."""
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "OUTCOME_UNKNOWN": policy}
    now = timezone.now()
    starting.start(distribution_id=DistributionFactory(message=message, send_at=now).pk, now=now)
    sending.claim(now=now, size=1)
    (delivery,) = Delivery.objects.filter(state=DeliveryState.CLAIMED)
    Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENDING)

    def recover():
        try:
            settling.recover(now=now + timedelta(hours=1))
        finally:
            connection.close()

    recovery = threading.Thread(target=recover)
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENT, sent_at=now)
        recovery.start()
        if connection.vendor == "postgresql":
            eventually(waits_for_a_lock, within=20, what="the recovery waits for the row")
    recovery.join(60)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT


def waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def test_four_workers_post_in_each_channel_once(chat, message, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "OFFICE_HOURS": "1234567 00:00-24:00"}
    now = timezone.now()
    channels = [ChatChannelFactory() for _one in range(12)]
    distribution = DistributionFactory(message=message, channels=["inbox"], send_at=now, in_chats=True)
    starting.start(distribution_id=distribution.pk, now=now)
    together(lambda: posting.post_due(now=now))
    # On SQLite somebody may have had to leave it to the next tick.
    posting.post_due(now=now)
    assert set(ChatPost.objects.values_list("state", flat=True)) == {PostState.SENT}
    paths = sorted(first.split()[1] for first, _headers, _payload in chat.taken)
    assert paths == sorted(channel.address.removeprefix("https://hooks.slack.com") for channel in channels)
