from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions import planning
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.enums import DeliveryState, DistributionState
from tests.factories.distribution import DeliveryFactory, DistributionFactory

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


def test_without_a_moment_it_leaves_at_once(message, now):
    distribution = plan(DistributionFactory(message=message, state="draft", send_at=None), now)
    assert distribution.send_at == now


def test_a_moment_in_the_past_is_refused_unless_it_leaves_at_once(message, now):
    distribution = DistributionFactory(message=message, state="draft", send_at=now - timedelta(days=1))
    with pytest.raises(DistributionError):
        plan(distribution, now)
    assert plan(distribution, now, at_once=True).send_at == now


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
        planning.unplan(distribution=DistributionFactory(message=message, state="sending"), user=None)


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


def test_nothing_is_tried_again_after_cancelling(message, now):
    with pytest.raises(DistributionError):
        planning.retry_failed(distribution=DistributionFactory(message=message, state="cancelled"), user=None, now=now)
