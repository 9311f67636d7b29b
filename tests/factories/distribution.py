"""Distributions and deliveries."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory

from shift_plugin.distribution.enums import Channel, ChatKind, DeliveryState, DistributionState, PostState
from shift_plugin.distribution.models import ChatChannel, ChatPost, Delivery, Distribution
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador
from tests.factories.people import AmbassadorFactory, TeamFactory

ALWAYS, OFFICE = "1234567 00:00-24:00", "12345 08:00-18:00"


class DistributionFactory(DjangoModelFactory):
    """A planned distribution by both channels, due now, to the audience of its message."""

    class Meta:
        model = Distribution
        skip_postgeneration_save = True

    message = factory.SubFactory("tests.factories.library.MessageFactory")
    send_at = factory.LazyFunction(timezone.now)
    channels = factory.LazyFunction(lambda: [Channel.EMAIL.value, Channel.INBOX.value])
    state = DistributionState.PLANNED

    @factory.post_generation
    def pillars(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.pillars.set(extracted)

    @factory.post_generation
    def teams(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and extracted:
            self.teams.set(extracted)


class DeliveryFactory(DjangoModelFactory):
    """An unread item in somebody's inbox."""

    class Meta:
        model = Delivery

    distribution = factory.SubFactory(DistributionFactory, state=DistributionState.DONE)
    ambassador = factory.SubFactory("tests.factories.people.AmbassadorFactory")
    channel = Channel.INBOX
    state = DeliveryState.SENT
    due_at = factory.LazyFunction(timezone.now)
    sent_at = factory.LazyAttribute(lambda item: item.due_at if item.state == DeliveryState.SENT else None)


class ChatChannelFactory(DjangoModelFactory):
    """A channel in Slack of a team; ``kind`` and ``address`` go together."""

    class Meta:
        model = ChatChannel

    name = factory.Sequence(lambda number: f"Kanaal {number:03}")
    kind = ChatKind.SLACK
    address = factory.Sequence(lambda number: f"https://hooks.slack.com/services/T0/B0/s3cr3t{number}")
    team = factory.SubFactory("tests.factories.people.TeamFactory")
    language = "nl"


class ChatPostFactory(DjangoModelFactory):
    """A post that failed."""

    class Meta:
        model = ChatPost

    distribution = factory.SubFactory(
        DistributionFactory, state=DistributionState.DONE, started_at=factory.LazyFunction(timezone.now), in_chats=True
    )
    channel = factory.SubFactory(ChatChannelFactory)
    state = PostState.FAILED
    due_at = factory.LazyFunction(timezone.now)
    attempts = 1
    reason = "404 no_service"


def mixed_crowd(pillar: Any, *, number: int, now: datetime, seed: int = 1) -> list[Ambassador]:
    """People of a pillar with every kind of preference, in any combination, and mails that they had before."""
    chance = random.Random(seed)
    earlier = [DistributionFactory(state=DistributionState.DONE) for _mail in range(3)]
    team = TeamFactory()
    people = [_somebody(chance, pillar, team, now) for _person in range(number)]
    # The example site lets one user have no address, not two.
    get_user_model().objects.filter(pk=people[0].user_id).update(email="")
    for person in people:
        for distribution in chance.sample(earlier, chance.choice([0, 0, 1, 3])):
            hours = chance.choice([-200, -168, -167, -100, -1, 40])
            DeliveryFactory(
                distribution=distribution,
                ambassador=person,
                channel=chance.choice([Channel.EMAIL, Channel.EMAIL, Channel.EMAIL, Channel.INBOX]),
                state=chance.choice(DeliveryState.values),
                due_at=now + timedelta(hours=hours),
            )
    return list(Ambassador.objects.filter(pk__in=[person.pk for person in people]).select_related("user"))


def _somebody(chance: random.Random, pillar: Any, team: Any, now: datetime) -> Ambassador:
    def seldom(value: Any, otherwise: Any) -> Any:
        return value if chance.random() < 0.1 else otherwise

    person = AmbassadorFactory(
        pillars=[pillar],
        team=team,
        left_at=seldom(now, None),
        language=seldom("en", "nl"),
        receives_mail=seldom(False, True),
        paused_until=seldom(now + timedelta(days=3), seldom(now - timedelta(days=3), None)),
        rhythm=chance.choice([Rhythm.AT_ONCE, Rhythm.AT_ONCE, Rhythm.DAILY, Rhythm.WEEKLY]),
        office_hours=chance.choice(
            ["", "12345 08:00-18:00", "67 10:00-12:30", "1234567 00:00-24:00", "135 22:00-24:00"]
        ),
        time_zone=chance.choice(["", "", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "No/Where"]),
        holiday_region=chance.choice(["", "NL", "DE-BY"]),
        weekly_cap=chance.choice([None, None, 0, 1, 2]),
        user__is_active=seldom(False, True),
    )
    if seldom(True, False):
        Ambassador.objects.filter(pk=person.pk).update(address_dead_at=now, refused_address=person.email)
    return person
