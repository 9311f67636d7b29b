from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.models import ModelLogEntry

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT
from shift_plugin.distribution.actions import starting
from shift_plugin.distribution.enums import DeliveryState, DistributionState, SkipReason
from shift_plugin.distribution.models import Distribution
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def master(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


def fill_in(message, **changes):
    return {
        "message": message.pk,
        "name": "",
        "note": "Kijk eens!",
        "send_at": "",
        "channels": ["email", "inbox"],
        **changes,
    }


def page(client, distribution, **query):
    return client.get(reverse("shift_distributions:inspect", args=[distribution.pk]), query)


def groups(client, distribution):
    """What the page says beforehand: label → number."""
    return {str(label): group.number for group, _number, label, _chosen in page(client, distribution).context["groups"]}


def weekday(moment):
    local = timezone.localtime(moment)
    with override("en"):
        return f"{date_format(local, 'l')} {date_format(local, 'TIME_FORMAT')}"


def step(client, distribution, name, **data):
    client.post(reverse("shift_distributions:step", args=[distribution.pk, name]), data)
    distribution.refresh_from_db()


def test_an_editor_makes_one_and_comes_to_who_gets_it(client, master, message, person):
    response = client.post(reverse("shift_distributions:add"), fill_in(message))
    distribution = Distribution.objects.get()
    assert response.url == reverse("shift_distributions:inspect", args=[distribution.pk])
    assert (distribution.state, distribution.created_by) == (DistributionState.DRAFT, master)
    answer = page(client, distribution)
    assert [row["person"] for row in answer.context["rows"]] == [person]
    assert "Vakmanschap" in answer.content.decode()


def test_the_form_starts_with_the_message_one_comes_from(client, master, message):
    response = client.get(reverse("shift_distributions:add"), {"message": message.pk})
    assert response.context["form"].instance.message == message


def test_a_moment_in_the_past_is_refused(client, master, message):
    response = client.post(reverse("shift_distributions:add"), fill_in(message, send_at="2020-01-01 10:00"))
    assert list(response.context["form"].errors) == ["send_at"]


def test_a_draft_message_is_refused(client, master, pillar):
    draft = MessageFactory(pillars=[pillar], draft=True)
    response = client.post(reverse("shift_distributions:add"), fill_in(draft))
    assert list(response.context["form"].errors) == ["message"]


def test_never_wider_than_the_message(client, master, message):
    from tests.factories.strategy import PillarFactory

    other = PillarFactory()
    response = client.post(reverse("shift_distributions:add"), fill_in(message, pillars=[other.pk]))
    assert list(response.context["form"].errors) == ["pillars"]


def test_who_gets_nothing_stands_there_with_the_reason(client, master, message, pillar, person):
    karel = AmbassadorFactory(user__first_name="Karel", user__is_active=False, pillars=[pillar])
    distribution = DistributionFactory(message=message, state=DistributionState.DRAFT)
    answer = page(client, distribution, who="left")
    assert [row["person"] for row in answer.context["rows"]] == [karel]
    assert str(SkipReason.LEFT.label) in answer.content.decode()


def test_a_pause_that_ends_before_it_leaves_leaves_nobody_out(client, master, message, person):
    type(person).objects.filter(pk=person.pk).update(paused_until=timezone.now() + timedelta(days=1))
    distribution = DistributionFactory(
        message=message, state=DistributionState.DRAFT, send_at=timezone.now() + timedelta(days=2), channels=["email"]
    )
    assert groups(client, distribution) == {f"on {weekday(distribution.send_at)}": 1}
    distribution.send_at = None
    distribution.save()
    assert groups(client, distribution) == {"paused": 1}


def test_people_can_be_searched_by_name(client, master, message, pillar, person):
    AmbassadorFactory(user__first_name="Karel", user__last_name="Bos", pillars=[pillar])
    distribution = DistributionFactory(message=message, state=DistributionState.DRAFT)
    assert [row["person"] for row in page(client, distribution, q="vis").context["rows"]] == [person]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_the_people(client, master, message, pillar, number, django_assert_max_num_queries):
    for _one in range(number):
        AmbassadorFactory(pillars=[pillar])
    distribution = DistributionFactory(message=message, state=DistributionState.DRAFT)
    page(client, distribution)
    with django_assert_max_num_queries(45) as captured:
        page(client, distribution)
    PEOPLE_QUERIES.append(len(captured))
    assert len(set(PEOPLE_QUERIES)) == 1


PEOPLE_QUERIES: list[int] = []


def test_plan_take_back_and_cancel(client, master, message, person):
    distribution = DistributionFactory(
        message=message, state=DistributionState.DRAFT, send_at=timezone.now() + timedelta(days=1)
    )
    step(client, distribution, "plan")
    assert distribution.state == DistributionState.PLANNED
    step(client, distribution, "unplan")
    assert distribution.state == DistributionState.DRAFT
    step(client, distribution, "plan")
    step(client, distribution, "cancel")
    assert distribution.state == DistributionState.CANCELLED
    actions = list(ModelLogEntry.objects.for_instance(distribution).order_by("pk").values_list("action", flat=True))
    assert [action.rpartition(".")[2] for action in actions] == ["plan", "unplan", "plan", "cancel"]


def test_send_now_leaves_through_the_queue(
    client, master, message, person, run_queue, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "UNDO_MINUTES": 0}
    distribution = DistributionFactory(message=message, state=DistributionState.DRAFT, send_at=None)
    with django_capture_on_commit_callbacks(execute=True):
        step(client, distribution, "send")
    with django_capture_on_commit_callbacks(execute=True):
        run_queue()
    run_queue()
    assert [mail.to for mail in mailoutbox] == [[person.email]]
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.DONE


def test_cancelling_asks_first_and_tells_how_far_it_was(client, master, message, person):
    distribution = DistributionFactory(message=message)
    starting.start(distribution_id=distribution.pk, now=timezone.now())
    address = reverse("shift_distributions:step", args=[distribution.pk, "cancel"])
    assert client.get(address).status_code == 200
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.SENDING
    answer = client.post(address, follow=True)
    assert distribution.deliveries.get(channel="email").reason == "cancelled"
    assert "Cancelled. Mails: 0 delivered, 0 on their way, 1 held back." in answer.content.decode()


def test_what_became_of_it(client, master, message, person):
    distribution = DistributionFactory(message=message, state=DistributionState.DONE, started_at=timezone.now())
    DeliveryFactory(
        distribution=distribution, ambassador=person, channel="email", state=DeliveryState.FAILED, reason="550 no"
    )
    DeliveryFactory(distribution=distribution, ambassador=person, channel="inbox", seen_at=timezone.now())
    answer = page(client, distribution)
    figures = answer.context["told"]["figures"]
    assert (figures["delivered"], figures["in_inbox"], figures["failed"]) == ("0", "1", "1")
    assert answer.context["result"].opened == 1
    assert "550 no" in answer.content.decode()
    assert [item.state for item in page(client, distribution, state="failed").context["page"]] == ["failed"]


def test_failed_ones_are_tried_again(client, master, message, person):
    distribution = DistributionFactory(message=message, state=DistributionState.DONE, started_at=timezone.now())
    DeliveryFactory(distribution=distribution, ambassador=person, channel="email", state=DeliveryState.FAILED)
    step(client, distribution, "retry")
    assert distribution.state == DistributionState.SENDING
    assert distribution.deliveries.get().state == DeliveryState.PENDING


def test_what_has_left_can_not_be_edited_or_deleted(client, master, message):
    distribution = DistributionFactory(message=message, state=DistributionState.DONE, started_at=timezone.now())
    for name in ("edit", "delete"):
        answer = client.post(reverse(f"shift_distributions:{name}", args=[distribution.pk]), fill_in(message, note="x"))
        assert answer.url == reverse("shift_distributions:inspect", args=[distribution.pk])
    distribution.refresh_from_db()
    assert distribution.note == ""


@pytest.mark.parametrize("number", [1, 3])
def test_list_shows_progress_with_as_many_queries_for_three_rows_as_for_one(
    client, master, message, person, number, django_assert_max_num_queries
):
    for _one in range(number):
        done = DistributionFactory(message=message, state=DistributionState.DONE)
        DeliveryFactory(distribution=done, ambassador=person)
    client.get(reverse("shift_distributions:index"))
    with django_assert_max_num_queries(40) as captured:
        answer = client.get(reverse("shift_distributions:index"))
    assert answer.content.decode().count("1 / 1") == number
    LIST_QUERIES.append(len(captured))
    assert len(set(LIST_QUERIES)) == 1


LIST_QUERIES: list[int] = []


def test_log_of_deliveries_can_be_read_searched_and_exported_without_formulas(client, master, message):
    delivery = DeliveryFactory(
        ambassador__user__first_name="=1+1", state=DeliveryState.FAILED, channel="email", reason="=cmd"
    )
    address = "/beheer/shift/deliveries/"
    assert client.get(address).status_code == 200
    assert client.get(f"{address}inspect/{delivery.pk}/").status_code == 200
    export = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode()
    assert "'=1+1" in export
    assert "'=cmd" in export
    assert client.post(f"{address}delete/{delivery.pk}/").status_code in (302, 403)
    assert client.get(f"{address}edit/{delivery.pk}/").status_code in (302, 403)


def test_who_may_not_send_gets_nowhere(client, message):
    distribution = DistributionFactory(message=message)
    client.force_login(UserFactory())
    for address in (
        reverse("shift_distributions:index"),
        reverse("shift_distributions:inspect", args=[distribution.pk]),
        reverse("shift_distributions:step", args=[distribution.pk, "cancel"]),
        "/beheer/shift/deliveries/",
    ):
        assert client.get(address).status_code == 302
    client.post(reverse("shift_distributions:step", args=[distribution.pk, "cancel"]))
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.PLANNED


def test_shift_home_says_when_nothing_is_being_sent(client, master):
    assert "Nothing is being sent: the background work has never run." in client.get("/beheer/shift/").content.decode()
    JobRun.objects.beat(HEARTBEAT, now=timezone.now() - timedelta(minutes=6))
    assert "Nothing is being sent: the background work last ran on" in client.get("/beheer/shift/").content.decode()
    JobRun.objects.beat(HEARTBEAT, now=timezone.now())
    assert "Nothing is being sent" not in client.get("/beheer/shift/").content.decode()


def test_shift_home_says_what_waits_and_what_nobody_knows(client, master):
    now = timezone.now()
    JobRun.objects.beat(HEARTBEAT, now=now)
    home = client.get("/beheer/shift/").content.decode()
    assert "nobody knows whether" not in home and "has been waiting" not in home
    distribution = DistributionFactory(state=DistributionState.SENDING, started_at=now)
    mail = {"distribution": distribution, "channel": "email"}
    DeliveryFactory(**mail, state="unknown", claimed_at=now)
    DeliveryFactory(**mail, state="pending", due_at=now - timedelta(minutes=7))
    home = client.get("/beheer/shift/").content.decode()
    assert "Of 1 mail of the last day nobody knows whether it arrived" in home
    assert "1 mail has been waiting for 7 minutes" in home
    assert "/beheer/shift/deliveries/?state__exact=unknown" in home


def test_shift_home_tells_of_a_job_that_failed(client, master):
    JobRun.objects.create(name="shift_plugin.a.job", due_at=timezone.now(), error="ValueError: <kapot>")
    assert "shift_plugin.a.job: ValueError: &lt;kapot&gt;" in client.get("/beheer/shift/").content.decode()


def test_shift_home_shows_what_leaves_next(client, master, message):
    DistributionFactory(message=message, name="Actie voorjaar", send_at=timezone.now() + timedelta(days=2))
    assert "Actie voorjaar" in client.get("/beheer/shift/").content.decode()


def test_button_beside_a_published_message_only(client, master, message):
    from shift_plugin.distribution.wagtail_hooks import distribute_button

    assert [button.url for button in distribute_button(message, master)] == [
        f"{reverse('shift_distributions:add')}?message={message.pk}"
    ]
    message.live = False
    assert distribute_button(message, master) == []
    assert distribute_button(object(), master) == []
