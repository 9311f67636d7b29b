"""The site as ``shift_setup`` leaves it, and people in its roles."""

import pytest
from django.core.management import call_command

from tests.factories.people import AmbassadorFactory, UserFactory


@pytest.fixture
def site(db):
    call_command("shift_setup", verbosity=0)


@pytest.fixture
def author(site):
    """May write and submit, and nothing else."""
    return UserFactory(roles=["creator"], first_name="Anna", last_name="Auteur")


@pytest.fixture
def editor(site):
    return UserFactory(roles=["editor"], first_name="Eva", last_name="Redacteur")


@pytest.fixture
def master(site):
    return UserFactory(roles=["master"], first_name="Mo", last_name="Meester")


@pytest.fixture
def reader(db):
    """Somebody who takes part, in Dutch."""
    return AmbassadorFactory()
