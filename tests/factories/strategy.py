"""A strategy as a communications department would write it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Page

from shift_plugin.base.enums import Colour
from shift_plugin.strategy.models import Audience, FocusPeriod, KeyMessage, Objective, Pillar, PillarPage, StrategyPage


class ObjectiveFactory(DjangoModelFactory):
    class Meta:
        model = Objective

    name = factory.Sequence(lambda n: f"More applications for job {n}")
    description = "Enough good people, found by colleagues who like to work here."
    target_figure = Decimal(40)
    unit = "applications a month"
    target_date = date(2027, 6, 30)
    sort_order = factory.Sequence(lambda n: n)


class AudienceFactory(DjangoModelFactory):
    class Meta:
        model = Audience
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Nurses in region {n}")
    description = "Nurses with a few years of experience."
    information_need = "What is a working day like, and who are the colleagues?"
    networks = factory.LazyFunction(lambda: ["linkedin"])
    sort_order = factory.Sequence(lambda n: n)

    @factory.post_generation
    def objectives(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.objectives.set(extracted)
            self.save()


class PillarFactory(DjangoModelFactory):
    class Meta:
        model = Pillar
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Pillar {n}")
    summary = "What we do every day, told by those who do it."
    colour = Colour.TEAL
    networks = factory.LazyFunction(lambda: ["linkedin", "facebook"])
    sort_order = factory.Sequence(lambda n: n)

    @factory.post_generation
    def objectives(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.objectives.set(extracted)
            self.save()

    @factory.post_generation
    def audiences(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.audiences.set(extracted)
            self.save()


class KeyMessageFactory(DjangoModelFactory):
    class Meta:
        model = KeyMessage

    pillar = factory.SubFactory(PillarFactory)
    text = factory.Sequence(lambda n: f"With us you have time for people ({n})")
    sort_order = factory.Sequence(lambda n: n)


class FocusPeriodFactory(DjangoModelFactory):
    class Meta:
        model = FocusPeriod

    pillar = factory.SubFactory(PillarFactory)
    note = factory.Sequence(lambda n: f"Open day {n}: everybody brings somebody along")
    starts_on = date(2026, 11, 16)
    ends_on = date(2026, 11, 22)


class PageFactory(DjangoModelFactory):
    """A live page below ``parent``; without one, below the home page of the default site."""

    class Meta:
        abstract = True

    title = factory.Sequence(lambda n: f"Page {n}")

    @classmethod
    def _create(cls, model_class: type, *args: Any, parent: Page | None = None, **kwargs: Any) -> Any:
        parent = parent or Page.objects.filter(depth=2).first()
        return parent.add_child(instance=model_class(*args, **kwargs))


class PillarPageFactory(PageFactory):
    class Meta:
        model = PillarPage

    pillar = factory.SubFactory(PillarFactory)
    title = factory.LazyAttribute(lambda page: page.pillar.name)
    introduction = "Why this matters to us."
    body = "<p>What it is about.</p>"


class StrategyPageFactory(PageFactory):
    class Meta:
        model = StrategyPage

    title = "Our strategy"
    introduction = "<p>What we want to reach, and with what.</p>"
