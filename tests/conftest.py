"""Fixtures for every test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation
from django.utils.module_loading import import_string
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.chat_server import ChatServer
from tests.database import django_db_keepdb, django_db_setup, migrated, pytest_runtest_teardown, stands_ready  # noqa: F401

ROOT = Path(__file__).resolve().parent.parent
SOURCES = "pyproject.toml setup.cfg README.md LICENSE locale shift_plugin tests example_site benchmarks".split()

# A busy machine is slow, not wrong.
hypothesis_settings.register_profile("shift", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("shift")


@pytest.fixture(autouse=True)
def alone(settings, tmp_path: Path) -> Iterator[None]:
    """No test sees the files, the cached values or the language that another one left."""
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def run_queue(db) -> Callable[[], int]:
    """Does in this process what a cluster would do: runs the queued tasks, and those that they queue."""
    from django_q.models import OrmQ

    def run() -> int:
        done = 0
        while queued := OrmQ.objects.order_by("pk").first():
            task = queued.task
            queued.delete()
            import_string(task["func"])(*task["args"], **task["kwargs"])
            done += 1
        return done

    return run


@pytest.fixture
def chat(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ChatServer]:
    """A chat "on the internet"; nothing that is posted in the test leaves this machine."""
    server = ChatServer(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    monkeypatch.setattr("socket.getaddrinfo", server.resolve)
    monkeypatch.setattr("socket.create_connection", server.dial)
    yield server
    server.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the archive and the wheel, built from a copy: building leaves traces in the tree."""
    copy = tmp_path_factory.mktemp("source")
    for part in SOURCES:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, copy / part, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / part)
    target = tmp_path_factory.mktemp("built")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(copy)],
        check=True,
        capture_output=True,
    )
    return target
