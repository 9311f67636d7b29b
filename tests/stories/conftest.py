from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from shift_plugin.people.actions import set_up_roles
from tests.factories.people import AmbassadorFactory


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def editor(db) -> Any:
    set_up_roles()
    return AmbassadorFactory(roles=["editor"], user__first_name="Eva", user__last_name="Smit").user


@pytest.fixture
def colleague(editor) -> Any:
    """Another one who may decide about stories."""
    return AmbassadorFactory(roles=["editor"], user__first_name="Ko", user__last_name="Bos").user
