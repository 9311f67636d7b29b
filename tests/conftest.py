"""Fixtures for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation
from django.utils.module_loading import import_string


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
            task = queued.task()
            queued.delete()
            import_string(task["func"])(*task["args"], **task["kwargs"])
            done += 1
        return done

    return run
