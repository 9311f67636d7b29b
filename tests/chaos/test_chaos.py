"""The short form of ``make chaos``: everything that can go wrong with fewer mails, once on each database."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import connection

from tests.chaos.databases import programs


def has_postgresql() -> bool:
    """Programs to start a server with, or a server that this run uses already."""
    return programs() is not None or connection.vendor == "postgresql"


def run(*arguments: str) -> list[str]:
    command = [sys.executable, "-m", "tests.chaos.run", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout.splitlines()


@pytest.mark.skipif(not has_postgresql(), reason="No PostgreSQL on this machine: apt-get install postgresql")
def test_two_clusters_on_postgresql_lose_nobody_and_send_nobody_two() -> None:
    told = run("--database", "postgresql", "--outcome", "leave", "--number", "200", "--seconds", "10")

    assert ", 0 lost, 0 doubled, " in told[-1]
    assert any("database was cut off" in line or "connections to the database" in line for line in told)


def test_one_cluster_on_sqlite_loses_nobody_and_sends_nobody_two() -> None:
    told = run("--database", "sqlite", "--outcome", "resend", "--number", "60", "--seconds", "6")

    assert told[-1].startswith("60 delivered, 0 lost, 0 doubled, ")
