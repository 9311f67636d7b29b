"""What B6 and B7 share: a mail server, the workers, and raw smtplib as the yardstick."""

from __future__ import annotations

import json
import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from shift_plugin.distribution.actions.preparing import prepare
from shift_plugin.distribution.channels.digests import Press
from shift_plugin.distribution.enums import DeliveryState
from shift_plugin.distribution.models import Delivery, Distribution

from .harness import seconds, use_database
from .intranets import LARGE

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "shift_bench_mail"
# As many as Q_CLUSTER has in the settings we recommend, and as SENDERS allows.
WORKERS = 2
SENDER = "shift@brinkhoven.example"


@dataclass(frozen=True)
class Sent:
    """``growth``: megabytes that the worker that grew most held more at the end than once it was warm."""

    mails: int
    seconds: float
    queries: int
    growth: float

    @property
    def rate(self) -> float:
        return self.mails / self.seconds


def use_mail_database() -> None:
    """An intranet with 10,000 messages and 20,000 ambassadors of our own, without anything that was sent before."""
    LARGE.use()
    use_database(DATABASE, template=LARGE.database)
    Delivery.objects.all().delete()
    Distribution.objects.all().delete()


@contextmanager
def sink() -> Iterator[int]:
    """The port of a mail server in a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.sink"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def taken(port: int) -> int:
    with smtplib.SMTP("127.0.0.1", port) as server:
        return int(server.verify("all")[1])


def raw_rate(port: int, mails: Sequence[tuple[str, bytes]]) -> float:
    """Mails per second of smtplib over one connection, with mails that are ready."""

    def send() -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            for address, mail in mails:
                server.sendmail(SENDER, [address], mail)

    return len(mails) / seconds(send)


def send_all(port: int) -> Sent:
    """Have the workers send everything that is due, beginning together."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PGDATABASE": DATABASE,
        "SHIFT_BENCH_SMTP_PORT": str(port),
    }
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.sender"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _worker in range(WORKERS)
    ]
    before, settled_before = taken(port), settled()
    for worker in workers:
        assert worker.stdout
        worker.stdout.readline()
    told: list[dict[str, float]] = []
    time = seconds(lambda: told.extend(_work(workers)))
    mails = taken(port) - before
    if mails != (known := settled() - settled_before):
        raise RuntimeError(f"{known} were sent, but {mails} arrived.")
    return Sent(mails, time, sum(int(each["queries"]) for each in told), max(each["growth"] for each in told))


def settled() -> int:
    return Delivery.objects.filter(state=DeliveryState.SENT).count()


def _work(workers: list[subprocess.Popen[str]]) -> Iterator[dict[str, float]]:
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        yield json.loads(worker.communicate()[0])


def waiting(number: int) -> list[tuple[str, bytes]]:
    """Mails that wait, ready to be sent, without sending them."""
    related = ("distribution__message", "distribution__created_by", "ambassador__user", "ambassador__team")
    group = list(Delivery.objects.due(timezone.now()).select_related(*related).order_by("pk")[:number])
    mails = prepare(group[0].distribution, group, timezone.now(), Press())
    assert mails is not None
    return [(delivery.ambassador.email, mails.letter(delivery).raw) for delivery in group if not mails.reason(delivery)]
