from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone, translation
from django_q.models import OrmQ
from wagtail.models import ModelLogEntry

from shift_plugin.distribution.actions import planning, starting
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.enums import DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery
from tests.factories.distribution import ChatChannelFactory, ChatPostFactory, DeliveryFactory, DistributionFactory
from tests.factories.library import locale
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def plan(distribution, now, **words):
    return planning.plan(distribution=distribution, user=None, now=now, **words)


def test_planned_for_its_moment(message, now):
    moment = now + timedelta(days=1)
    distribution = plan(DistributionFactory(message=message, state="draft", send_at=moment), now)
    assert (distribution.state, distribution.send_at) == (DistributionState.PLANNED, moment)


def test_without_a_moment_it_leaves_after_the_minutes_to_take_it_back(message, now):
    distribution = plan(DistributionFactory(message=message, state="draft", send_at=None), now)
    assert distribution.send_at == now + timedelta(minutes=5)
    assert not OrmQ.objects.exists()


def test_without_such_minutes_it_leaves_at_once(message, now, settings, django_capture_on_commit_callbacks):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "UNDO_MINUTES": 0}
    with django_capture_on_commit_callbacks(execute=True):
        distribution = plan(DistributionFactory(message=message, state="draft", send_at=None), now)
    assert distribution.send_at == now
    assert [queued.task["func"] for queued in OrmQ.objects.all()] == [planning.START_DUE]


def test_taken_back_it_loses_a_moment_that_is_about_to_pass(message, now):
    sent_now = plan(DistributionFactory(message=message, state="draft", send_at=None), now)
    later = now + timedelta(days=1)
    planned = plan(DistributionFactory(message=message, state="draft", send_at=later), now)
    for distribution in (sent_now, planned):
        planning.unplan(distribution=distribution, user=None, now=now)
    assert [(one.state, one.send_at) for one in (sent_now, planned)] == [("draft", None), ("draft", later)]


def test_taken_back_it_does_not_leave(message, person, now):
    distribution = plan(DistributionFactory(message=message, state="draft", send_at=None), now)
    planning.unplan(distribution=distribution, user=None, now=now)
    assert starting.start_due(now=now + timedelta(minutes=6)) == 0
    assert not Delivery.objects.exists()


@pytest.fixture
def master(db):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="send_urgent_distribution"))
    return user


@pytest.mark.parametrize("step", ["save", "plan"])
def test_urgent_needs_the_right_to_it(message, now, step):
    editor = UserFactory()
    editor.user_permissions.add(
        *Permission.objects.filter(codename__endswith="_distribution").exclude(codename="send_urgent_distribution")
    )
    distribution = DistributionFactory(message=message, state="draft", is_urgent=True, urgent_reason="Brand")
    with pytest.raises(DistributionError, match="dringend"):
        if step == "save":
            planning.save(distribution=distribution, user=editor, is_new=False)
        else:
            planning.plan(distribution=distribution, user=editor, now=now, at_once=True)
    distribution.refresh_from_db()
    assert distribution.state == "draft"


def test_urgent_needs_a_reason(message, now, master):
    distribution = DistributionFactory(message=message, state="draft", is_urgent=True, urgent_reason="  ")
    with pytest.raises(DistributionError, match="waarom het niet kan wachten"):
        planning.plan(distribution=distribution, user=master, now=now)


def test_the_reason_stands_in_the_log(message, now, master):
    distribution = DistributionFactory(
        message=message, state="draft", send_at=None, is_urgent=True, urgent_reason="Brand"
    )
    planning.plan(distribution=distribution, user=master, now=now)
    entry = ModelLogEntry.objects.for_instance(distribution).get(action="shift.distribution.urgent")
    assert (entry.user, entry.data) == (master, {"reason": "Brand"})


@pytest.mark.parametrize("before", [{}, {"is_urgent": True, "urgent_reason": "Storm"}])
def test_what_becomes_urgent_after_planning_is_planned_anew(message, now, master, before):
    """So that somebody sees first whose rhythm it breaks, and the reason is in the log."""
    distribution = DistributionFactory(message=message, state="planned", send_at=now + timedelta(days=1), **before)
    distribution.is_urgent, distribution.urgent_reason = True, "Brand"
    planning.save(distribution=distribution, user=master, is_new=False)
    distribution.refresh_from_db()
    assert (distribution.state, distribution.urgent_reason) == ("draft", "Brand")


def test_what_is_no_longer_urgent_keeps_no_reason(message):
    distribution = DistributionFactory(message=message, state="draft", urgent_reason="Brand")
    planning.save(distribution=distribution, user=None, is_new=False)
    distribution.refresh_from_db()
    assert distribution.urgent_reason == ""


def test_cancelling_tells_exactly_how_far_it_was(message, now):
    distribution = DistributionFactory(message=message, state="sending")
    for state, number in (("sent", 3), ("sending", 1), ("pending", 2), ("claimed", 1), ("failed", 1)):
        DeliveryFactory.create_batch(number, distribution=distribution, channel="email", state=state)
    DeliveryFactory.create_batch(4, distribution=distribution, channel="inbox")
    for state, number in (("sent", 2), ("sending", 1), ("pending", 3), ("failed", 1)):
        ChatPostFactory.create_batch(number, distribution=distribution, state=state)
    ChatPostFactory(distribution=distribution, state="skipped", reason="no_version")
    told = planning.cancel(distribution=distribution, user=None, now=now)
    mails = {"sent": 3, "leaving": 1, "stopped": 3, "inbox": 4}
    assert told == {**mails, "posted": 2, "posting": 1, "unposted": 3}
    assert distribution.deliveries.filter(state="sending").count() == 1


def test_what_is_planned_for_too_soon_can_be_taken_back_all_the_same(message, now):
    soon = DistributionFactory(message=message, state="draft", send_at=now + timedelta(seconds=20))
    assert plan(soon, now).send_at == now + timedelta(minutes=5)


def test_a_planned_one_that_is_put_forward_can_be_taken_back_all_the_same(message, now):
    distribution = DistributionFactory(message=message, send_at=now + timedelta(days=1))
    distribution.send_at = now + timedelta(seconds=20)
    planning.save(distribution=distribution, user=None, is_new=False)
    assert distribution.send_at >= now + timedelta(minutes=5)


def test_an_edit_in_those_minutes_starts_no_new_ones(message, now):
    moment = now + timedelta(minutes=2)
    distribution = DistributionFactory(message=message, send_at=moment, note="eerst")
    distribution.note = "dan"
    planning.save(distribution=distribution, user=None, is_new=False)
    distribution.refresh_from_db()
    assert (distribution.note, distribution.send_at) == ("dan", moment)


def test_what_goes_nowhere_is_not_planned(message, now):
    nowhere = DistributionFactory(message=message, state="draft", channels=[])
    with translation.override("en"), pytest.raises(DistributionError, match="at least one channel"):
        planning.plan(distribution=nowhere, user=None, now=now)


def test_for_team_channels_only_there_must_be_one_that_gets_it(message, now):
    only = DistributionFactory(message=message, state="draft", channels=[], in_chats=True)
    ChatChannelFactory(language="en")
    ChatChannelFactory(is_active=False)
    locale("en")
    with translation.override("en"), pytest.raises(DistributionError, match="no team channel"):
        planning.plan(distribution=only, user=None, now=now)
    ChatChannelFactory()
    assert planning.plan(distribution=only, user=None, now=now).state == DistributionState.PLANNED


def test_cancelling_stops_the_reminders_that_are_leaving(message, now):
    distribution = DistributionFactory(message=message, state="sending", started_at=now)
    reminder = DistributionFactory(
        message=message, kind="reminder", original=distribution, reminder_number=1, state="sending"
    )
    DeliveryFactory(distribution=reminder, channel="email", state="pending")
    planning.cancel(distribution=distribution, user=None, now=now)
    reminder.refresh_from_db()
    assert (reminder.state, reminder.deliveries.get().state) == (DistributionState.CANCELLED, DeliveryState.SKIPPED)


def test_a_moment_in_the_past_is_refused_unless_it_leaves_at_once(message, now):
    distribution = DistributionFactory(message=message, state="draft", send_at=now - timedelta(days=1))
    with pytest.raises(DistributionError):
        plan(distribution, now)
    assert plan(distribution, now, at_once=True).send_at == now + timedelta(minutes=5)


@pytest.mark.parametrize("state", ["sending", "done", "cancelled", "stopped"])
def test_what_has_left_or_ended_is_not_planned_again(message, now, state):
    with pytest.raises(DistributionError):
        plan(DistributionFactory(message=message, state=state), now, at_once=True)


def test_not_without_a_published_message_or_a_channel(message, now):
    with pytest.raises(DistributionError):
        plan(DistributionFactory(message=None, state="draft"), now, at_once=True)
    with pytest.raises(DistributionError):
        plan(DistributionFactory(message=message, channels=[], state="draft"), now, at_once=True)
    type(message).objects.filter(pk=message.pk).update(live=False)
    with pytest.raises(DistributionError):
        plan(DistributionFactory(message=message, state="draft"), now, at_once=True)


def test_not_for_a_moment_after_the_message_has_ended(message, now):
    type(message).objects.filter(pk=message.pk).update(expire_at=now + timedelta(days=1))
    message.refresh_from_db()
    with pytest.raises(DistributionError):
        plan(DistributionFactory(message=message, state="draft", send_at=now + timedelta(days=2)), now)


def test_an_edit_that_comes_too_late_changes_nothing(message):
    distribution = DistributionFactory(message=message)
    type(distribution).objects.filter(pk=distribution.pk).update(state=DistributionState.SENDING)
    distribution.note = "te laat"
    with pytest.raises(DistributionError):
        planning.save(distribution=distribution, user=None, is_new=False)
    distribution.refresh_from_db()
    assert (distribution.state, distribution.note) == (DistributionState.SENDING, "")


def test_a_plan_without_its_moment_is_a_draft_again(message):
    distribution = DistributionFactory(message=message)
    distribution.send_at = None
    planning.save(distribution=distribution, user=None, is_new=False)
    distribution.refresh_from_db()
    assert distribution.state == DistributionState.DRAFT


def test_only_a_planned_one_becomes_a_draft_again(message):
    with pytest.raises(DistributionError):
        planning.unplan(
            distribution=DistributionFactory(message=message, state="sending"), user=None, now=timezone.now()
        )


@pytest.mark.parametrize("state", ["draft", "done", "cancelled", "stopped"])
def test_nothing_to_cancel(message, now, state):
    with pytest.raises(DistributionError):
        planning.cancel(distribution=DistributionFactory(message=message, state=state), user=None, now=now)


def test_unknown_outcomes_are_tried_again_only_when_asked_for(message, person, now):
    distribution = DistributionFactory(message=message, state="done")
    delivery = DeliveryFactory(
        distribution=distribution, ambassador=person, channel="email", state=DeliveryState.UNKNOWN
    )
    assert planning.retry_failed(distribution=distribution, user=None, now=now) == 0
    assert planning.retry_failed(distribution=distribution, user=None, now=now, also_unknown=True) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 0)


@pytest.mark.parametrize(
    ("sent", "urgent", "after"),
    [
        (3, False, ["skipped"] * 3),
        (2, False, ["pending", "skipped", "skipped"]),
        (3, True, ["pending"] * 3),
    ],
)
def test_what_is_tried_again_stays_under_the_cap_of_the_week(message, person, now, sent, urgent, after):
    type(person).objects.filter(pk=person.pk).update(weekly_cap=3)
    own = {"ambassador": person, "channel": "email"}
    for _number in range(sent):
        DeliveryFactory(**own, due_at=now - timedelta(days=6))
    DeliveryFactory(**own, due_at=now - timedelta(days=8))
    failed = [DistributionFactory(message=message, state="done", is_urgent=urgent) for _number in range(3)]
    for distribution in failed:
        DeliveryFactory(**own, distribution=distribution, state=DeliveryState.FAILED, due_at=now - timedelta(days=1))
        planning.retry_failed(distribution=distribution, user=None, now=now)
    mails = Delivery.objects.filter(distribution__in=failed).order_by("pk")
    assert [mail.state for mail in mails] == after
    assert [mail.reason for mail in mails] == ["capped" if state == "skipped" else "" for state in after]


def test_nothing_is_tried_again_after_cancelling(message, now):
    with pytest.raises(DistributionError):
        planning.retry_failed(distribution=DistributionFactory(message=message, state="cancelled"), user=None, now=now)
