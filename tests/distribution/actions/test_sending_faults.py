"""What goes wrong around a distribution while it is sent. With killed processes: tests/chaos/."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Page

from shift_plugin.distribution.actions import sending, settling, starting
from shift_plugin.distribution.enums import DeliveryState
from shift_plugin.distribution.models import Delivery
from tests.browser.processes import eventually
from tests.factories.distribution import DistributionFactory
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


def people(pillar, number):
    return [AmbassadorFactory(user__email=f"p{place}@brinkhoven.example", pillars=[pillar]) for place in range(number)]


def started(message, now):
    distribution = DistributionFactory(message=message, channels=["email"], send_at=now)
    assert starting.start(distribution_id=distribution.pk, now=now) is True
    return distribution


def states(distribution):
    return sorted(distribution.deliveries.values_list("state", "reason"))


@pytest.fixture
def mail_server(settings):
    """Gives the answers it is told to, one for each line it hears, and then says nothing any more."""
    listening = socket.create_server(("127.0.0.1", 0))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
    settings.EMAIL_TIMEOUT = 1
    held = []

    def answer(*answers):
        def serve():
            talk, _address = listening.accept()
            held.append(talk)
            with talk.makefile("rwb") as lines:
                for place, words in enumerate(answers):
                    if place:
                        lines.readline()
                    lines.write(f"{words}\r\n".encode())
                    lines.flush()
                # Reads on, and keeps silent, until the other side has had enough.
                while lines.readline():
                    pass

        threading.Thread(target=serve, daemon=True).start()

    yield answer
    for talk in held:
        talk.close()
    listening.close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ((), "timed out"),
        (("421 4.3.2 closing down",), "421"),
        (("554 5.7.1 not from there",), "554"),
    ],
)
def test_a_server_that_says_no_or_nothing_at_connect_costs_no_try(mail_server, message, person, now, answers, words):
    distribution = started(message, now)
    mail_server(*answers)
    assert sending.send_due(now=now) == 0
    delivery = distribution.deliveries.get()
    assert (delivery.state, delivery.attempts, delivery.claim) == (DeliveryState.PENDING, 0, "")
    assert words in delivery.reason


@pytest.mark.django_db
def test_a_server_that_stalls_before_the_mail_is_tried_again(mail_server, message, person, now):
    distribution = started(message, now)
    mail_server("220 hello", "250 hello", "250 sender")
    sending.send_due(now=now)
    delivery = distribution.deliveries.get()
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 1)
    assert "timed out" in delivery.reason


@pytest.mark.django_db
def test_a_server_that_stalls_after_the_mail_leaves_the_outcome_unknown(mail_server, message, person, now):
    distribution = started(message, now)
    mail_server("220 hello", "250 hello", "250 sender", "250 receiver", "354 go on")
    sending.send_due(now=now)
    delivery = distribution.deliveries.get()
    assert delivery.state == DeliveryState.UNKNOWN
    assert "timed out" in delivery.reason


@pytest.mark.django_db
def test_a_server_that_hangs_up_on_one_costs_the_next_no_try(mail_server, message, now):
    people(message.pillars.first(), 2)
    distribution = started(message, now)
    mail_server("220 hello", "250 hello", "250 sender", "421 4.7.0 too many")
    sending.send_due(now=now)
    assert sorted(distribution.deliveries.values_list("state", "attempts")) == [("pending", 0), ("pending", 1)]


def delete_image(message):
    message.image.delete()


def delete_page(message):
    message.link_page.delete()


def delete_author(message):
    message.distributions.get().created_by.delete()


@pytest.mark.django_db
@pytest.mark.parametrize("delete", [delete_image, delete_page, delete_author])
def test_what_is_deleted_under_a_running_distribution_breaks_no_mail(sink, pillar, person, now, settings, delete):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "CHUNK_SIZE": 1}
    people(pillar, 2)
    root = Page.objects.get(depth=1)
    target = root.add_child(instance=Page(title="Nieuws", slug="nieuws"))
    message = MessageFactory(pillars=[pillar], image=ImageFactory(), link_page=target, link_url="")
    distribution = started(message, now)
    type(distribution).objects.filter(pk=distribution.pk).update(created_by=AmbassadorFactory().user)
    sending.send_chunk(now=now)
    delete(type(message).objects.get(pk=message.pk))
    sending.send_due(now=now)
    assert len(sink.taken) == 3
    assert states(distribution) == [("sent", "")] * 3


@pytest.mark.django_db
def test_a_message_deleted_under_a_running_distribution_stops_what_has_not_left(sink, message, pillar, now, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "CHUNK_SIZE": 1}
    people(pillar, 3)
    distribution = started(message, now)
    sending.send_chunk(now=now)
    message.delete()
    sending.send_due(now=now)
    assert len(sink.taken) == 1
    assert states(distribution) == [("sent", ""), ("skipped", "withdrawn"), ("skipped", "withdrawn")]


@pytest.mark.django_db
def test_a_language_can_not_be_deleted_under_its_messages(pillar):
    message = MessageFactory(language="en", pillars=[pillar])
    with pytest.raises(ProtectedError):
        message.locale.delete()


@pytest.mark.django_db
def test_a_clock_that_moves_between_ticks_sends_nobody_two_and_forgets_nobody(sink, message, pillar, now):
    people(pillar, 3)
    distribution = DistributionFactory(message=message, channels=["email"], send_at=now)
    assert starting.start_due(now=now - HOUR) == 0
    assert starting.start_due(now=now) == 1
    assert sending.send_due(now=now - HOUR) == 0
    assert starting.start_due(now=now + HOUR) == 0
    assert sending.send_due(now=now + HOUR) == 3
    for moment in (now - HOUR, now, now + 2 * HOUR):
        settling.recover(now=moment)
        assert starting.start_due(now=moment) == 0
        assert sending.send_due(now=moment) == 0
    assert len(sink.taken) == 3
    assert states(distribution) == [("sent", "")] * 3


@pytest.mark.django_db
def test_a_lease_taken_by_a_clock_that_was_a_day_ahead_ends(sink, message, person, now):
    distribution = started(message, now)
    sending.claim(now=now + timedelta(days=1), size=10)
    assert settling.recover(now=now) == 1
    sending.send_due(now=now)
    assert states(distribution) == [("sent", "")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file; there is no connection to lose.")
def test_connections_that_break_between_the_claim_and_the_end_cost_no_answer_of_the_mail_server(
    sink, message, pillar, now
):
    """As when the database restarts: what the server took while it was away is written down afterwards."""
    people(pillar, 3)
    distribution = started(message, now)
    sink.pause = 1

    def send():
        try:
            sending.send_due()
        finally:
            connection.close()

    worker = threading.Thread(target=send)
    worker.start()
    leaving = Delivery.objects.filter(state=DeliveryState.SENDING)
    for _mail in range(3):
        eventually(leaving.exists, within=20, what="a mail is on its way")
        end_other_connections()
        before = len(sink.taken)
        eventually(lambda before=before: len(sink.taken) > before, within=20, what="the server took it")
    worker.join(60)
    assert sink.twice() == []
    assert states(distribution) == [("sent", "")] * 3


def end_other_connections():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
