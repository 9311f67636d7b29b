"""Several requests at the same moment. In a file of their own, because they empty the database behind them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from shift_plugin.sharing import actions
from shift_plugin.sharing.models import DailySalt, Share, TrackedLink
from shift_plugin.sharing.signals import share_opened
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 4


def at_once(work: Callable[[], Any]) -> list[Any]:
    """What each of several threads got; an exception of one of them is one of the answers."""
    barrier = threading.Barrier(THREADS)
    answers: list[Any] = []

    def run() -> None:
        try:
            barrier.wait(timeout=60)
            answers.append(work())
        except Exception as problem:
            answers.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_form_that_comes_in_several_times_is_one_share():
    anna, message, heard = AmbassadorFactory(), MessageFactory(), []

    def listen(sender, share, **kwargs):
        heard.append(share.pk)

    def send():
        return actions.open_share(ambassador=anna, message=message, network="x", key="abcdefghij", text="Kom.").pk

    share_opened.connect(listen)
    try:
        answers = at_once(send)
    finally:
        share_opened.disconnect(listen)
    share = Share.objects.get()
    assert answers == [share.pk] * THREADS
    assert (TrackedLink.objects.count(), heard) == (1, [share.pk])


def test_the_salt_of_a_day_is_made_once_when_many_come_at_midnight():
    # Each thread stands for a process of its own, without what another one remembers.
    salts = at_once(lambda: actions.daily_salt.__wrapped__(date(2026, 11, 21)))
    assert salts == [bytes(DailySalt.objects.get().salt)] * THREADS
