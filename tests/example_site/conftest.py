"""The loaded example site, shared by the tests of a file: loading takes seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="module")
def example(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """Loads the content inside a transaction that is undone after the last test of the file; gives the media folder."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        call_command("load_example", verbosity=0)
        yield media
        transaction.set_rollback(True)


@pytest.fixture
def site(example: Path, settings, client):
    """A browser in which somebody who only shares is logged in."""
    from django.contrib.auth import get_user_model

    settings.MEDIA_ROOT = example
    client.force_login(get_user_model().objects.get(email="esther.mulder@brinkhoven.example"))
    return client
