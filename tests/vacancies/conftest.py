"""The site as ``shift_setup`` leaves it, and people in its roles."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from tests.factories.people import UserFactory
from tests.factories.vacancies import VacancyIndexFactory


@pytest.fixture
def index(db):
    page = VacancyIndexFactory(title="Werken bij Brinkhoven")
    call_command("shift_setup", verbosity=0)
    return page


@pytest.fixture
def hr(index):
    return UserFactory(roles=["hr"], first_name="Hanna", last_name="Raads")


@pytest.fixture
def master(index):
    return UserFactory(roles=["master"])
