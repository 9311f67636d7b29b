"""Vacancies as HR would publish them."""

from __future__ import annotations

from decimal import Decimal

import factory

from shift_plugin.vacancies.models import VacancyIndexPage, VacancyPage
from tests.factories.strategy import PageFactory


class VacancyIndexFactory(PageFactory):
    class Meta:
        model = VacancyIndexPage

    title = factory.Sequence(lambda n: f"Werken bij ons {n}")


class VacancyFactory(PageFactory):
    """An open vacancy below ``parent``; without one, below a page with vacancies of its own."""

    class Meta:
        model = VacancyPage

    title = factory.Sequence(lambda n: f"Timmerman {n}")
    text = "<p>Je bouwt mee aan <b>de stad</b> van morgen.</p>"
    place = "Brinkhoven"
    postal_code = "1234 AB"
    country = "NL"
    pay_min = Decimal(2800)
    pay_max = Decimal(3600)
    apply_url = "https://werk.brinkhoven.example/timmerman"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs["parent"] = kwargs.get("parent") or VacancyIndexFactory()
        page = super()._create(model_class, *args, **kwargs)
        if page.live:
            page.save_revision().publish()
        return model_class.objects.get(pk=page.pk)
