"""The test database: quick to make, and whole again after a test that empties it.

Migrating an empty SQLite database takes longer than most test runs, so a migrated one is kept and copied; a new one is
made as soon as any migration differs. A test with ``transaction=True`` ends with empty tables, also those that
migrations had filled (the root of the pages, the languages), and which test comes next differs between runs on several
cores; so afterwards the migrated database is put back, on PostgreSQL too.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection

EMPTYING_FIXTURES = {"transactional_db", "live_server", "django_db_reset_sequences"}


class SQLite:
    """A file in the demo's folder for data; its name tells which migrations it has had."""

    def __init__(self) -> None:
        digest = hashlib.sha256()
        for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
            for path in sorted(Path(config.path).glob("migrations/*.py")):
                digest.update(path.name.encode() + path.read_bytes())
        self.copy = Path(settings.VAR_DIR) / f"migrated-{digest.hexdigest()[:16]}.sqlite3"

    @property
    def name(self) -> str:
        return connection.settings_dict["NAME"]

    def prepare(self, name: str) -> bool:
        """Put the copy where the test database is to be; whether there was one."""
        if self.copy.exists():
            shutil.copy(self.copy, name)
        return self.copy.exists()

    def keep(self) -> None:
        """Under its name only once complete: another run may be looking for it."""
        if self.copy.exists():
            return
        for old in self.copy.parent.glob("migrated-*.sqlite3"):
            old.unlink(missing_ok=True)
        unfinished = Path(f"{self.name}.copy")
        self._copy(self.name, unfinished)
        unfinished.replace(self.copy)

    def restore(self) -> None:
        self._copy(self.copy, self.name)

    def forget(self) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.name}{ending}").unlink(missing_ok=True)

    @staticmethod
    def _copy(source: Path | str, target: Path | str) -> None:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, timeout=20)) as new:
            old.backup(new)


class PostgreSQL:
    """A second database beside the test database of this process, for the time of the run."""

    @property
    def name(self) -> str:
        return connection.settings_dict["NAME"]

    def prepare(self, name: str) -> bool:
        """Django makes and migrates the test database, which is quick here beside the tests."""
        return False

    def keep(self) -> None:
        self._copy(self.name, f"{self.name}_migrated")

    def restore(self) -> None:
        self._copy(f"{self.name}_migrated", self.name)

    def forget(self) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{self.name}_migrated"')

    def _copy(self, source: str, target: str) -> None:
        self._run(
            f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)',
            f'CREATE DATABASE "{target}" TEMPLATE "{source}"',
        )

    def _run(self, *statements: str) -> None:
        # Not through Django, which refuses the database between tests.
        server = connection.settings_dict
        with psycopg.connect(
            host=server["HOST"],
            port=server["PORT"] or None,
            user=server["USER"],
            password=server["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as outside:
            for statement in statements:
                outside.execute(statement)


MIGRATED = pytest.StashKey[SQLite | PostgreSQL]()


def empties_the_database(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction")) or not EMPTYING_FIXTURES.isdisjoint(item.fixturenames)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    yield
    # The end of the last test is the end of the database too.
    if nextitem is not None and empties_the_database(item):
        connection.close()
        item.session.stash[MIGRATED].restore()
        ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest) -> SQLite | PostgreSQL:
    request.session.stash[MIGRATED] = SQLite() if connection.vendor == "sqlite" else PostgreSQL()
    return request.session.stash[MIGRATED]


@pytest.fixture(scope="session")
def stands_ready(
    request: pytest.FixtureRequest, migrated: SQLite | PostgreSQL, django_db_modify_db_settings: None
) -> bool:
    """Whether the test database of this process is there already, as a copy."""
    return not request.config.getvalue("create_db") and migrated.prepare(connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, stands_ready: bool) -> bool:
    return stands_ready or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, migrated: SQLite | PostgreSQL, stands_ready: bool, django_db_blocker
) -> Iterator[None]:
    with django_db_blocker.unblock():
        connection.close()
    migrated.keep()
    yield
    with django_db_blocker.unblock():
        connection.close()
    if stands_ready or connection.vendor != "sqlite":
        migrated.forget()
