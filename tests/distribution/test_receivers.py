from __future__ import annotations

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions import starting
from shift_plugin.distribution.actions.personal import mark_seen
from shift_plugin.distribution.enums import DistributionState
from shift_plugin.distribution.models import Seen
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.signals import message_withdrawn
from shift_plugin.people.actions import leave_programme
from shift_plugin.sharing.models import Share
from shift_plugin.sharing.signals import share_opened
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db


def test_a_withdrawn_message_stops_what_is_open_and_leaves_the_rest(message, person):
    now = timezone.now()
    running = DistributionFactory(message=message, send_at=now)
    starting.start(distribution_id=running.pk, now=now)
    planned, done = DistributionFactory(message=message), DistributionFactory(message=message, state="done")
    message_withdrawn.send(ShareableMessage, message_id=message.pk, deleted=False)
    states = [type(item).objects.get(pk=item.pk).state for item in (running, planned, done)]
    assert states == [DistributionState.STOPPED, DistributionState.STOPPED, DistributionState.DONE]
    assert running.deliveries.get(channel="email").reason == "withdrawn"


def test_unpublishing_in_the_admin_stops_it(message, person, django_capture_on_commit_callbacks):
    planned = DistributionFactory(message=message)
    with django_capture_on_commit_callbacks(execute=True):
        message.unpublish()
    planned.refresh_from_db()
    assert planned.state == DistributionState.STOPPED


def test_deleting_the_message_stops_it(message, person, django_capture_on_commit_callbacks):
    planned = DistributionFactory(message=message)
    with django_capture_on_commit_callbacks(execute=True):
        message.delete()
    planned.refresh_from_db()
    assert planned.state == DistributionState.STOPPED


def test_who_shares_has_seen_it(message, person):
    mail = DeliveryFactory(distribution__message=message, ambassador=person, channel="email")
    other = DeliveryFactory(distribution__message=message, channel="email")
    share = Share(message=message, ambassador=person, network="linkedin", opened_at=timezone.now())
    share_opened.send(Share, share=share, delivery_id=mail.pk)
    mail.refresh_from_db()
    other.refresh_from_db()
    assert (mail.seen_at, other.seen_at) == (share.opened_at, None)


def test_a_delivery_of_somebody_else_does_not_count(message, person):
    other = DeliveryFactory(channel="email")
    share = Share(message=message, ambassador=person, network="linkedin", opened_at=timezone.now())
    share_opened.send(Share, share=share, delivery_id=other.pk)
    other.refresh_from_db()
    assert other.seen_at is None


@pytest.mark.parametrize(
    "goes", [lambda person: leave_programme(ambassador=person), lambda person: person.user.delete()]
)
def test_what_somebody_opened_is_forgotten_when_they_leave(message, goes):
    person, other = AmbassadorFactory(), AmbassadorFactory()
    for each in (person, other):
        mark_seen(message=message, ambassador_id=each.pk, now=timezone.now())
    goes(person)
    assert list(Seen.objects.values_list("ambassador", flat=True)) == [other.pk]
