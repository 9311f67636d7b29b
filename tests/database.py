"""Migrating an empty SQLite database takes longer than most test runs, so a migrated one is kept and copied.

The copy is made again as soon as any migration differs. PostgreSQL, and a run with ``--create-db``, start from nothing.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection


def migrated_copy() -> Path:
    """Where the migrated database is kept; the name tells which migrations it has had."""
    digest = hashlib.sha256()
    for config in sorted(apps.get_app_configs(), key=lambda config: config.name):
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return Path(settings.VAR_DIR) / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def copied_database(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """Whether the test database of this process stands ready as a copy."""
    if connection.vendor != "sqlite" or request.config.getvalue("create_db"):
        return False
    if not (copy := migrated_copy()).exists():
        return False
    shutil.copy(copy, connection.settings_dict["TEST"]["NAME"])
    return True


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, copied_database: bool) -> bool:
    return copied_database or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, copied_database: bool, django_db_blocker) -> Iterator[None]:
    if connection.vendor == "sqlite" and not copied_database:
        keep(migrated_copy(), Path(connection.settings_dict["NAME"]))
    yield
    if copied_database:
        with django_db_blocker.unblock():
            connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)


def keep(copy: Path, database: Path) -> None:
    """Under its name only once complete: another run may be looking for it."""
    for old in copy.parent.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished = database.with_suffix(".copy")
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(unfinished)) as target:
        source.backup(target)
    unfinished.replace(copy)
