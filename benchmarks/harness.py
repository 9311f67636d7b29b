"""What every figure uses: a database of its own, fair timing beside a yardstick, and a verdict.

A benchmark is a module ``bNN_name.py`` with a function ``measure()`` that yields :class:`Figure` objects. Only ratios
count: seconds differ between machines, and a machine that is busy is busy for both sides of an alternating run.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured value and its target; without a target it is only reported."""

    number: str
    path: str
    measured: float
    unit: str = "×"
    target: float | None = None
    bound: Literal["at most", "at least"] = "at most"

    @property
    def ok(self) -> bool:
        if self.target is None:
            return True
        return self.measured <= self.target if self.bound == "at most" else self.measured >= self.target

    @property
    def wanted(self) -> str:
        return "reported" if self.target is None else f"{self.bound} {self.target:g} {self.unit}"

    def line(self) -> str:
        verdict = "ok" if self.ok else "MISSED"
        return f"{self.number:<4}  {self.path:<64}  {self.measured:>9.2f} {self.unit:<8}  {self.wanted:<22}  {verdict}"


@dataclass(frozen=True)
class Comparison:
    """Medians in seconds of two things that were measured in turn."""

    subject: float
    yardstick: float

    @property
    def ratio(self) -> float:
        return self.subject / self.yardstick


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternate(
    subject: Callable[[], Any], yardstick: Callable[[], Any], *, rounds: int = 15, warm_up: int = 3
) -> Comparison:
    """Measure both in turn, so that what else the machine does falls on both alike."""
    for _ in range(warm_up):
        subject()
        yardstick()
    gc.collect()
    gc.disable()
    try:
        pairs = [(seconds(subject), seconds(yardstick)) for _ in range(rounds)]
    finally:
        gc.enable()
    return Comparison(*(statistics.median(column) for column in zip(*pairs, strict=True)))


def count_queries(work: Callable[[], Any]) -> int:
    """Queries of one run, after a first run that fills what is cached per process."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def use_database(name: str, *, template: str = "template1") -> bool:
    """Point the process to this PostgreSQL database; made and migrated when it is not there yet.

    ``template``: the database that a new one is a copy of. Returns whether it is new, so that the caller knows that it
    still has to fill it.
    """
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = "postgres"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        new = cursor.fetchone() is None
        if new:
            quoted = [connection.ops.quote_name(each) for each in (name, template)]
            cursor.execute("CREATE DATABASE {} TEMPLATE {}".format(*quoted))
    connection.close()
    connection.settings_dict["NAME"] = name
    call_command("migrate", verbosity=0, interactive=False)
    return new


def settle_database() -> None:
    """After filling: give the planner its statistics, as autovacuum would have done in a real database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
