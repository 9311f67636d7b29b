"""What becomes of mails that wait when somebody chooses another rhythm."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions.personal import change_preferences
from shift_plugin.distribution.models import Delivery
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db


def waiting(person: Any, message: Any, **changes: Any) -> Delivery:
    about = {name: changes.pop(name) for name in ("is_urgent", "kind") if name in changes}
    distribution = DistributionFactory(message=message, state="sending", **about)
    values = {"channel": "email", "state": "pending", "due_at": timezone.now(), **changes}
    return DeliveryFactory(distribution=distribution, ambassador=person, **values)


def choose(person: Any, **choices: Any) -> None:
    untouched = {"receives_mail": True, "office_hours": "", "time_zone": "", "holiday_region": ""}
    change_preferences(ambassador=person, **{**untouched, "weekly_cap": None, "paused_until": None, **choices})


def state(delivery: Delivery) -> str:
    return Delivery.objects.get(pk=delivery.pk).state


@pytest.mark.parametrize(("rhythm", "becomes"), [("daily", "digest"), ("weekly", "digest"), ("at_once", "pending")])
def test_what_waits_goes_into_the_digest_of_who_wants_one_from_now_on(person, message, rhythm, becomes):
    mail, other = waiting(person, message), waiting(AmbassadorFactory(), message)
    choose(person, rhythm=rhythm)
    assert (state(mail), state(other)) == (becomes, "pending")


@pytest.mark.parametrize(
    "changes",
    [
        {"is_urgent": True},
        {"kind": "reminder"},
        {"kind": "digest"},
        {"attempts": 1},
        {"state": "sending"},
        {"state": "sent"},
        {"channel": "inbox", "state": "sent"},
    ],
)
def test_what_a_digest_can_not_bring_stays_what_it_is(person, message, changes):
    mail = waiting(person, message, **changes)
    before = mail.state
    choose(person, rhythm="daily")
    assert state(mail) == before


def test_who_wants_no_mail_now_keeps_rhythm_and_language(person):
    person.rhythm = "daily"
    person.save()
    choose(person, receives_mail=False)
    person.refresh_from_db()
    assert (person.receives_mail, person.rhythm, person.language) == (False, "daily", "nl")
