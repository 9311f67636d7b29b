from datetime import timedelta

import pytest
from django.utils import timezone

from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionState, SkipReason
from shift_plugin.distribution.models import Delivery
from shift_plugin.distribution.queries import (
    Why,
    addressed,
    inbox,
    left_out,
    oldest_due,
    outcome,
    reasons_why,
    receivers,
    sharers,
    state_counts,
    unread_count,
    upcoming,
    with_reasons,
)
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.library import MessageFactory, locale
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.sharing import ShareFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def test_it_is_for_the_groups_of_the_message(message, person):
    AmbassadorFactory()

    assert list(addressed(DistributionFactory(message=message))) == [person]


def test_its_own_pillars_come_before_those_of_the_message(message, person):
    other = PillarFactory()
    member = AmbassadorFactory(pillars=[other])

    assert list(addressed(DistributionFactory(message=message, pillars=[other]))) == [member]


def test_for_everyone_goes_outside_the_groups_too(message, person):
    outsider = AmbassadorFactory()

    assert set(addressed(DistributionFactory(message=message, everyone=True))) == {person, outsider}


def test_a_team_stands_for_the_teams_below_it(message, pillar):
    region = TeamFactory()
    below = AmbassadorFactory(team=TeamFactory(parent=region), pillars=[pillar])
    AmbassadorFactory(pillars=[pillar])

    assert list(addressed(DistributionFactory(message=message, teams=[region]))) == [below]


def test_the_limits_of_message_and_distribution_both_hold(pillar):
    north, south = TeamFactory(), TeamFactory()
    AmbassadorFactory(team=north, pillars=[pillar])
    AmbassadorFactory(team=south, pillars=[pillar])
    message = MessageFactory(pillars=[pillar], teams=[north])

    assert list(addressed(DistributionFactory(message=message, teams=[south]))) == []


def test_roles_limit_it(message, pillar):
    creator = AmbassadorFactory(pillars=[pillar], roles=["creator"])
    AmbassadorFactory(pillars=[pillar], roles=["publisher"])

    assert list(addressed(DistributionFactory(message=message, roles=["creator"]))) == [creator]


def test_without_a_message_it_is_for_nobody(person):
    assert list(addressed(DistributionFactory(message=None))) == []


@pytest.mark.parametrize(
    ("changes", "reason", "mail_reason"),
    [
        ({}, "", ""),
        ({"left_at": timezone.now()}, SkipReason.LEFT, SkipReason.LEFT),
        ({"user__is_active": False}, SkipReason.LEFT, SkipReason.LEFT),
        ({"language": "en"}, SkipReason.LANGUAGE, SkipReason.LANGUAGE),
        ({"receives_mail": False}, "", SkipReason.NO_MAIL),
        ({"paused_until": timezone.now() + timedelta(days=1)}, "", SkipReason.PAUSED),
        ({"paused_until": timezone.now() - timedelta(days=1)}, "", ""),
    ],
)
def test_every_reason_for_getting_nothing_is_named(now, message, pillar, changes, reason, mail_reason):
    locale("en")
    AmbassadorFactory(pillars=[pillar], **changes)
    distribution = DistributionFactory(message=message)

    told = with_reasons(addressed(distribution), distribution, now).get()

    assert (told.reason, told.mail_reason) == (reason, mail_reason)


def test_who_wants_no_mail_gets_it_in_the_inbox_only(now, message, pillar):
    person = AmbassadorFactory(pillars=[pillar], receives_mail=False)
    both = DistributionFactory(message=message)
    by_mail = DistributionFactory(message=message, channels=[Channel.EMAIL.value])

    assert [list(receivers(both, now)), list(left_out(both, now))] == [[person], []]
    assert [list(receivers(by_mail, now)), list(left_out(by_mail, now))] == [[], [person]]


@pytest.mark.parametrize("number", [1, 3])
def test_why_somebody_gets_it_takes_as_many_queries_for_one_as_for_many(
    message, pillar, number, django_assert_num_queries
):
    people = AmbassadorFactory.create_batch(number, pillars=[pillar])
    distribution = DistributionFactory(message=message, roles=["creator"])

    # pillars of the distribution, of the message, memberships, teams of the distribution, of the message
    with django_assert_num_queries(5):
        told = reasons_why(distribution, people)

    assert told == {person.pk: Why(pillars=("Vakmanschap",), roles=("creator",)) for person in people}


def test_pillars_are_named_in_the_language_of_each_person_or_of_the_reader(message, pillar):
    pillar.local_texts = {"en": {"name": "Craft"}}
    pillar.save()
    anna, bob = (AmbassadorFactory(pillars=[pillar], language=language) for language in ("nl", "en"))
    distribution = DistributionFactory(message=message)

    own, read = reasons_why(distribution, [anna, bob]), reasons_why(distribution, [anna, bob], "en")

    assert [own[person.pk].pillars for person in (anna, bob)] == [("Vakmanschap",), ("Craft",)]
    assert [read[person.pk].pillars for person in (anna, bob)] == [("Craft",), ("Craft",)]


def test_progress_counts_per_distribution_and_state():
    first, second = DistributionFactory(), DistributionFactory()
    DeliveryFactory.create_batch(2, distribution=first)
    DeliveryFactory(distribution=first, state=DeliveryState.FAILED)

    assert state_counts([first.pk, second.pk]) == {
        first.pk: {DeliveryState.SENT: 2, DeliveryState.FAILED: 1},
        second.pk: {},
    }


def test_the_outcome_counts_people_once_and_says_what_holds_it_up(now, message, person):
    distribution = DistributionFactory(message=message, started_at=now, state=DistributionState.SENDING)
    for channel in (Channel.EMAIL, Channel.INBOX):
        DeliveryFactory(distribution=distribution, ambassador=person, channel=channel, seen_at=now)
    DeliveryFactory(distribution=distribution, channel=Channel.EMAIL, state=DeliveryState.PENDING, reason="451 busy")
    ShareFactory(message=message, ambassador=person, opened_at=now)

    told = outcome(distribution)

    assert (told.total, told.settled, told.opened, told.shared, told.problem) == (3, 2, 1, 1, "451 busy")
    assert (told.count(DeliveryState.SENT), told.by_channel[Channel.EMAIL][DeliveryState.PENDING]) == (2, 1)


def test_only_shares_after_it_started_by_people_who_got_it_count(now, message, person):
    distribution = DistributionFactory(message=message, started_at=now)
    DeliveryFactory(distribution=distribution, ambassador=person)
    ShareFactory(message=message, ambassador=person, opened_at=now - timedelta(hours=1))
    ShareFactory(message=message, opened_at=now + timedelta(hours=1))

    assert list(sharers(distribution)) == []


def test_upcoming_is_what_is_planned_next_one_first(now):
    later = DistributionFactory(send_at=now + timedelta(days=2))
    sooner = DistributionFactory(send_at=now + timedelta(days=1))
    DistributionFactory(state=DistributionState.DRAFT)

    assert list(upcoming(now)) == [sooner, later]


def test_what_waits_longest_may_be_a_delivery_or_a_distribution(now):
    assert oldest_due(now) is None
    DistributionFactory(send_at=now - timedelta(hours=1))
    DeliveryFactory(state=DeliveryState.PENDING, due_at=now - timedelta(hours=2))

    assert oldest_due(now) == now - timedelta(hours=2)


def test_the_inbox_shows_unread_first_and_nothing_that_was_withdrawn(now, person):
    read = DeliveryFactory(ambassador=person, read_at=now)
    old = DeliveryFactory(ambassador=person, due_at=now - timedelta(days=2))
    new = DeliveryFactory(ambassador=person, due_at=now - timedelta(days=1))
    DeliveryFactory(ambassador=person, hidden_at=now)
    DeliveryFactory(ambassador=person, channel=Channel.EMAIL)
    withdrawn = DeliveryFactory(ambassador=person)
    withdrawn.distribution.message.unpublish()
    DeliveryFactory(ambassador=person, distribution__message__expire_at=now - timedelta(hours=1))
    DeliveryFactory()

    assert list(inbox(person, now)) == [new, old, read]
    assert unread_count(person.user) == Delivery.objects.filter(pk__in=[new.pk, old.pk]).count() == 2


def test_the_unread_count_takes_one_query(person, django_assert_num_queries):
    with django_assert_num_queries(1):
        unread_count(person.user)
