"""Distributions and deliveries."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery, Distribution


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
