"""Shares, their personal links and the visits through them."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from shift_plugin.sharing.enums import ShareSource
from shift_plugin.sharing.models import Click, Share, TrackedLink


class ShareFactory(DjangoModelFactory):
    """Somebody opened LinkedIn to share a message; whether they posted it is unknown. ``confirmed=True``: yes."""

    class Meta:
        model = Share

    class Params:
        confirmed = factory.Trait(confirmed_at=factory.LazyAttribute(lambda share: share.opened_at))

    key = factory.Sequence(lambda number: f"test{number:06}")
    message = factory.SubFactory("tests.factories.library.MessageFactory")
    ambassador = factory.SubFactory("tests.factories.people.AmbassadorFactory")
    team = factory.LazyAttribute(lambda share: share.ambassador and share.ambassador.team)
    network = "linkedin"
    source = ShareSource.LIBRARY
    text = "Our new nurses tell what makes them proud. #work"
    opened_at = factory.LazyFunction(timezone.now)


class TrackedLinkFactory(DjangoModelFactory):
    class Meta:
        model = TrackedLink
        django_get_or_create = ["share"]

    share = factory.SubFactory(ShareFactory)
    code = factory.LazyAttribute(lambda link: link.share.key)
    target_url = "https://www.brinkhoven.example/news?utm_source=linkedin"


class ClickFactory(DjangoModelFactory):
    """A human visit, each of somebody else. ``ClickFactory(link__share=share)``: through the link of that share."""

    class Meta:
        model = Click

    link = factory.SubFactory(TrackedLinkFactory)
    clicked_at = factory.LazyFunction(timezone.now)
    day = factory.LazyAttribute(lambda click: timezone.localtime(click.clicked_at).date())
    visitor = factory.Sequence(lambda number: number.to_bytes(8, "big"))
