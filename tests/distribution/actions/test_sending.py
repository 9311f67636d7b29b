from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shift_plugin.distribution.actions import planning, sending, settling, starting
from shift_plugin.distribution.enums import DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery
from shift_plugin.people.actions import mark_undeliverable
from shift_plugin.people.models import Ambassador
from tests.factories.distribution import DistributionFactory
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def people(pillar, number):
    return [AmbassadorFactory(user__email=f"p{place}@brinkhoven.example", pillars=[pillar]) for place in range(number)]


def started(message, now, channels=("email",)):
    distribution = DistributionFactory(message=message, channels=list(channels), send_at=now)
    assert starting.start(distribution_id=distribution.pk, now=now) is True
    return distribution


def prepared(delivery, now):
    return sending.prepare(delivery.distribution, [delivery], now, sending.Press())


def states(distribution):
    return sorted(distribution.deliveries.values_list("state", "reason"))


def test_everybody_gets_one_mail_over_one_connection(sink, message, pillar, now):
    people(pillar, 3)
    distribution = started(message, now)
    assert sending.send_chunk(now=now) == 3
    assert sink.addresses == [f"p{place}@brinkhoven.example" for place in range(3)]
    assert sink.connections == 1
    assert states(distribution) == [("sent", "")] * 3
    assert sending.send_chunk(now=now) == 0


def test_finished_when_nothing_is_left(sink, message, person, now):
    distribution = started(message, now)
    assert settling.finish(now=now) == 0
    sending.send_due(now=now)
    assert settling.finish(now=now) == 1
    distribution.refresh_from_db()
    assert (distribution.state, distribution.finished_at) == (DistributionState.DONE, now)


def test_a_permanent_refusal_fails_with_the_servers_words(sink, message, person, now):
    sink.at_rcpt[person.email] = "550 5.1.1 No such person here"
    distribution = started(message, now)
    sending.send_due(now=now)
    assert states(distribution) == [("failed", "550 5.1.1 No such person here")]


def test_a_refusal_of_one_costs_the_others_nothing(sink, message, pillar, now):
    people(pillar, 3)
    sink.at_rcpt["p1@brinkhoven.example"] = "550 no"
    sink.at_data["p0@brinkhoven.example"] = "554 spam"
    distribution = started(message, now)
    sending.send_due(now=now)
    assert states(distribution) == [("failed", "550 no"), ("failed", "554 spam"), ("sent", "")]


def test_a_temporary_refusal_is_tried_again_with_growing_pauses_until_the_maximum(sink, message, person, now, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "MAX_ATTEMPTS": 3}
    sink.at_rcpt[person.email] = "451 4.7.1 Greylisted, come back"
    distribution = started(message, now)
    delivery = distribution.deliveries.get()
    moment, pauses = now, []
    for _try in range(3):
        sending.send_due(now=moment)
        delivery.refresh_from_db()
        pauses.append(delivery.due_at - moment)
        moment = delivery.due_at
    assert pauses[:2] == [timedelta(minutes=2), timedelta(minutes=10)]
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, 3)
    assert delivery.reason == "451 4.7.1 Greylisted, come back"


def test_nothing_is_tried_before_its_pause_is_over(sink, message, person, now):
    sink.at_rcpt[person.email] = "450 later"
    started(message, now)
    sending.send_due(now=now)
    sink.at_rcpt.clear()
    assert sending.send_due(now=now + timedelta(minutes=1)) == 0
    assert sending.send_due(now=now + timedelta(minutes=2)) == 1
    assert sink.addresses == [person.email]


def test_no_mail_server_loses_nobody_and_costs_no_try(settings, message, person, now):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    distribution = started(message, now)
    assert sending.send_due(now=now) == 0
    delivery = distribution.deliveries.get()
    assert (delivery.state, delivery.attempts, delivery.claim) == (DeliveryState.PENDING, 0, "")
    assert "Connection refused" in delivery.reason


def test_connection_dropped_before_the_mail_itself_is_tried_again(sink, message, pillar, now):
    people(pillar, 3)
    sink.drop_at_rcpt.add("p1@brinkhoven.example")
    distribution = started(message, now)
    sending.send_due(now=now)
    assert sink.addresses == ["p0@brinkhoven.example", "p2@brinkhoven.example"]
    delivery = distribution.deliveries.get(ambassador__user__email="p1@brinkhoven.example")
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 1)
    sink.drop_at_rcpt.clear()
    sending.send_due(now=delivery.due_at)
    assert sink.addresses == [f"p{place}@brinkhoven.example" for place in range(3)]


def test_connection_dropped_after_the_mail_is_unknown_and_left_alone(sink, message, pillar, now):
    people(pillar, 3)
    sink.drop_after_data.add("p1@brinkhoven.example")
    distribution = started(message, now)
    sending.send_due(now=now)
    sending.send_due(now=now + timedelta(days=2))
    assert sink.twice() == []
    unknown = distribution.deliveries.get(state=DeliveryState.UNKNOWN)
    assert unknown.ambassador.email == "p1@brinkhoven.example"
    assert distribution.deliveries.filter(state=DeliveryState.SENT).count() == 2
    assert settling.finish(now=now) == 1


def test_unknown_is_sent_again_with_the_same_message_id_where_the_settings_say_so(sink, message, person, now, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "OUTCOME_UNKNOWN": "resend"}
    sink.drop_after_data.add(person.email)
    started(message, now)
    sending.send_due(now=now)
    sink.drop_after_data.clear()
    sending.send_due(now=now + timedelta(minutes=2))
    first, second = (mail["Message-ID"] for _to, mail in sink.taken)
    assert first == second


def test_a_worker_that_was_only_slow_has_the_last_word_before_the_mail_leaves_again(
    sink, message, person, now, settings
):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "OUTCOME_UNKNOWN": "resend"}
    distribution = started(message, now)
    chunk = sending.Chunk(token=sending.claim(now=now, size=10), started=timezone.now(), now=now)
    (delivery,) = Delivery.objects.select_related("distribution__message", "ambassador__user")
    assert chunk._step(delivery, prepared(delivery, now)) is True
    # The server said yes, but the clock of another host, which takes up what died, is an hour ahead.
    settling.recover(now=now + timedelta(hours=1))
    assert states(distribution) == [("pending", "unknown")]
    chunk._previous = delivery
    chunk._settle_previous()
    assert states(distribution) == [("sent", "")]
    assert sending.send_due(now=now + timedelta(hours=2)) == 0


def test_claims_exclude_one_another(message, pillar, now):
    people(pillar, 5)
    started(message, now)
    tokens = [sending.claim(now=now, size=2) for _worker in range(4)]
    assert [Delivery.objects.filter(claim=token).count() for token in tokens[:3]] == [2, 2, 1]
    assert tokens[3] == ""


def test_a_worker_that_died_before_sending_is_made_up_for(sink, message, person, now):
    distribution = started(message, now)
    sending.claim(now=now, size=10)
    assert settling.recover(now=now + timedelta(minutes=14)) == 0
    assert settling.recover(now=now + timedelta(minutes=16)) == 1
    sending.send_due(now=now + timedelta(minutes=16))
    assert states(distribution) == [("sent", "")]


def test_a_worker_that_died_while_sending_leaves_an_unknown_outcome(sink, message, person, now):
    distribution = started(message, now)
    sending.claim(now=now, size=10)
    distribution.deliveries.update(state=DeliveryState.SENDING)
    settling.recover(now=now + timedelta(minutes=16))
    assert states(distribution) == [("unknown", "unknown")]
    assert sending.send_due(now=now + timedelta(minutes=16)) == 0


def test_a_worker_whose_lease_ran_out_sends_nothing_any_more(sink, message, person, now):
    distribution = started(message, now)
    chunk = sending.Chunk(token=sending.claim(now=now, size=10), started=timezone.now(), now=now)
    settling.recover(now=now + timedelta(minutes=16))
    chunk.send()
    assert sink.addresses == []
    assert states(distribution) == [("pending", "")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"receives_mail": False}, "no_mail"),
        ({"paused_until": timezone.now() + timedelta(days=7)}, "paused"),
        ({"left_at": timezone.now()}, "left"),
        ({"language": "en"}, "language"),
    ],
)
def test_who_changed_their_mind_meanwhile_is_skipped_with_the_reason(sink, message, person, now, change, reason):
    from tests.factories.library import locale

    locale("en")
    distribution = started(message, now)
    type(person).objects.filter(pk=person.pk).update(**change)
    sending.send_due(now=now)
    assert sink.addresses == []
    assert states(distribution) == [("skipped", reason)]


def test_deactivated_and_pillar_left_are_skipped(sink, message, pillar, now):
    one, two, three = people(pillar, 3)
    distribution = started(message, now)
    one.user.is_active = False
    one.user.save()
    two.memberships.all().delete()
    three.user.email = ""
    three.user.save()
    sending.send_due(now=now)
    assert sink.addresses == []
    assert states(distribution) == [("skipped", "left"), ("skipped", "no_address"), ("skipped", "outside")]


def test_somebody_whose_account_is_deleted_meanwhile_breaks_nothing(sink, message, pillar, now):
    gone, stays = people(pillar, 2)
    distribution = started(message, now)
    gone.user.delete()
    sending.send_due(now=now)
    assert sink.addresses == [stays.email]
    assert states(distribution) == [("sent", ""), ("skipped", "outside")]


def test_a_change_of_mind_during_the_chunk_counts(sink, message, person, now):
    distribution = started(message, now)
    chunk = sending.Chunk(token=sending.claim(now=now, size=10), started=timezone.now(), now=now)
    (delivery,) = Delivery.objects.select_related("distribution__message", "ambassador__user")
    type(person).objects.filter(pk=person.pk).update(receives_mail=False)
    assert chunk._step(delivery, prepared(delivery, now)) is False
    assert states(distribution) == [("skipped", "no_mail")]


def test_a_message_that_is_unpublished_stops_what_has_not_left(sink, message, pillar, now, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "CHUNK_SIZE": 2}
    people(pillar, 5)
    distribution = started(message, now)
    sending.send_chunk(now=now)
    type(message).objects.filter(pk=message.pk).update(live=False)
    sending.send_due(now=now)
    assert len(sink.taken) == 2
    assert states(distribution) == [("sent", "")] * 2 + [("skipped", "withdrawn")] * 3
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.STOPPED


def test_cancelling_halfway_says_exactly_how_far_it_was(sink, message, pillar, now, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "CHUNK_SIZE": 2}
    people(pillar, 5)
    distribution = started(message, now)
    distribution.refresh_from_db()
    sending.send_chunk(now=now)
    sending.claim(now=now, size=1)
    told = planning.cancel(distribution=distribution, user=None, now=now)
    assert (told["sent"], told["leaving"], told["stopped"]) == (2, 0, 3)
    assert sending.send_due(now=now) == 0
    assert settling.recover(now=now + timedelta(hours=1)) == 0
    assert len(sink.taken) == 2


def test_a_mail_that_was_refused_for_now_is_not_tried_again_after_cancelling(sink, message, person, now):
    sink.at_rcpt[person.email] = "450 later"
    distribution = started(message, now)
    distribution.refresh_from_db()
    chunk = sending.Chunk(token=sending.claim(now=now, size=10), started=timezone.now(), now=now)
    (delivery,) = Delivery.objects.all()
    Delivery.objects.update(state=DeliveryState.SENDING)
    planning.cancel(distribution=distribution, user=None, now=now)
    chunk._refused(delivery, sending.Handed(DeliveryState.PENDING, "450 later"), DeliveryState.SENDING)
    sink.at_rcpt.clear()
    sending.send_due(now=now + timedelta(hours=1))
    assert sink.addresses == []
    assert states(distribution) == [("skipped", "cancelled")]


def test_an_image_or_template_that_breaks_costs_no_mail_and_blocks_no_other(sink, message, person, now, settings):
    broken = started(message, now - timedelta(minutes=1))
    type(broken).objects.filter(pk=broken.pk).update(note="x")
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "NETWORKS": ("no.such.Network",)}
    sending.send_due(now=now)
    delivery = broken.deliveries.get()
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 1)
    assert delivery.reason.startswith("ModuleNotFoundError")


def test_a_slow_server_makes_a_task_give_back_what_it_holds(sink, message, pillar, now):
    people(pillar, 3)
    distribution = started(message, now)
    token = sending.claim(now=now, size=10)
    chunk = sending.Chunk(token=token, started=timezone.now() - timedelta(minutes=5), now=now)
    chunk.send()
    assert sink.addresses == []
    assert distribution.deliveries.filter(state=DeliveryState.CLAIMED).count() == 3


def test_few_queries_per_mail(sink, message, pillar, now, django_assert_max_num_queries):
    people(pillar, 40)
    started(message, now)
    with django_assert_max_num_queries(40 + 25):
        assert sending.send_chunk(now=now) == 40


# Addresses that refuse again and again


def test_the_third_refusal_in_a_row_sets_an_address_aside_and_the_inbox_stays(sink, message, person, now):
    words = "550 5.1.1 No such person here"
    sink.at_rcpt[person.email] = words
    for _time in range(3):
        started(message, now)
        sending.send_due(now=now)
    person.refresh_from_db()
    assert (person.mail_failures, person.address_dead_at) == (3, now)

    sink.at_rcpt.clear()
    fourth = started(message, now, channels=("email", "inbox"))
    assert sending.send_due(now=now) == 0
    assert states(fourth) == [("sent", ""), ("skipped", "dead")]
    assert sink.taken == []


def test_a_mail_that_waits_for_an_address_set_aside_meanwhile_does_not_leave(sink, message, person, now):
    distribution = started(message, now)
    mark_undeliverable(address=person.email)
    sending.send_due(now=now)
    assert (states(distribution), sink.taken) == ([("skipped", "dead")], [])


@pytest.mark.parametrize("words", ["550 5.7.1 You are on a list", "450 4.2.1 Later"])
def test_a_refusal_that_is_about_us_or_for_now_counts_for_nobody(sink, message, person, now, words):
    sink.at_rcpt[person.email] = words
    started(message, now)
    sending.send_due(now=now)
    person.refresh_from_db()
    assert person.mail_failures == 0


def test_content_that_is_refused_says_nothing_about_the_address(sink, message, person, now):
    sink.at_data[person.email] = "550 5.1.1 Looks like spam"
    started(message, now)
    sending.send_due(now=now)
    person.refresh_from_db()
    assert person.mail_failures == 0


def test_a_mail_that_is_taken_starts_the_count_again_and_costs_a_query_only_then(sink, message, person, now):
    sink.at_rcpt[person.email] = "550 no"
    started(message, now)
    sending.send_due(now=now)
    person.refresh_from_db()
    assert person.mail_failures == 1
    sink.at_rcpt.clear()

    counts = []
    for _time in range(2):
        started(message, now)
        with CaptureQueriesContext(connection) as queries:
            sending.send_due(now=now)
        counts.append(len(queries))
    person.refresh_from_db()
    assert (person.mail_failures, person.refused_address) == (0, "")
    assert counts[0] == counts[1] + 1


class EditedMeanwhile(EmailBackend):
    """A mail server during whose first mail an editor does something."""

    edit: Callable[[], object] | None = None

    def send_messages(self, email_messages: list) -> int:
        number = super().send_messages(email_messages)
        edit, type(self).edit = type(self).edit, None
        if edit:
            edit()
        return number


@pytest.fixture
def meanwhile(settings, mailoutbox):
    def set_edit(edit):
        settings.EMAIL_BACKEND = f"{__name__}.EditedMeanwhile"
        EditedMeanwhile.edit = edit

    yield set_edit
    EditedMeanwhile.edit = None


def test_editing_the_message_changes_what_has_not_left_yet(message, pillar, now, meanwhile, mailoutbox):
    """Also within the chunk that is being sent."""
    people(pillar, 3)

    def edit():
        message.text = "De werkplaats opent een dag later."
        message.save_revision().publish()

    distribution = started(message, now)
    meanwhile(edit)
    sending.send_due(now=now)
    assert ["een dag later" in mail.body for mail in mailoutbox] == [False, True, True]
    assert sorted(mail.to[0] for mail in mailoutbox) == [f"p{place}@brinkhoven.example" for place in range(3)]
    assert states(distribution) == [("sent", "")] * 3


def test_a_draft_of_an_edit_changes_nothing(message, pillar, now, meanwhile, mailoutbox):
    people(pillar, 2)

    def edit():
        message.text = "Nog niet goedgekeurd."
        message.save_revision()

    started(message, now)
    meanwhile(edit)
    sending.send_due(now=now)
    assert ["Nog niet goedgekeurd" in mail.body for mail in mailoutbox] == [False, False]


@pytest.mark.parametrize("end", ["expires", "is taken offline"])
def test_a_message_that_ends_stops_the_rest_of_the_chunk_at_once(message, pillar, now, meanwhile, mailoutbox, end):
    people(pillar, 3)
    changes = {"expire_at": now} if end == "expires" else {"live": False}
    distribution = started(message, now)
    meanwhile(lambda: type(message).objects.filter(pk=message.pk).update(**changes))
    sending.send_due(now=now)
    assert len(mailoutbox) == 1
    assert states(distribution) == [("sent", "")] + [("skipped", "withdrawn")] * 2
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.STOPPED


def test_who_wants_no_mail_any_more_is_not_put_off_until_their_hours(sink, message, person, now):
    distribution = started(message, now)
    Ambassador.objects.filter(pk=person.pk).update(receives_mail=False, office_hours=closed_at(now))
    sending.send_due(now=now)
    assert (states(distribution), sink.taken) == ([("skipped", "no_mail")], [])


def closed_at(moment):
    """Hours of another day than this one."""
    return f"{(timezone.localtime(moment).isoweekday() + 2) % 7 + 1} 09:00-10:00"
