from __future__ import annotations

import pytest

from shift_plugin.sharing import actions
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory
from tests.sharing.user_agents import PEOPLE

PUBLIC = "https://go.brinkhoven.example/r"
DIRECT = {"BASE_TEMPLATE": "intranet/base.html", "PUBLIC_BASE_URL": ""}


@pytest.fixture(autouse=True)
def setting(settings):
    settings.SHIFT_PLUGIN = {"BASE_TEMPLATE": "intranet/base.html", "PUBLIC_BASE_URL": PUBLIC}
    return settings


@pytest.fixture(autouse=True)
def no_salt_of_another_test():
    actions.daily_salt.cache_clear()


@pytest.fixture
def anna(db):
    return AmbassadorFactory()


@pytest.fixture
def message(db):
    return MessageFactory(title="Open dag", text="Kom kijken op onze open dag.", hashtags="#zorg #brinkhoven")


@pytest.fixture
def browser():
    """Headers of somebody with a browser, for the test client."""
    return {"HTTP_ACCEPT": "text/html", "HTTP_USER_AGENT": PEOPLE[0]}
