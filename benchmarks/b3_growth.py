"""The library at 100,000 messages and 100,000 ambassadors, beside the same page at 1,000 and 2,000."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection, connections
from django.http import HttpResponse

from shift_plugin.library.models import LibraryPage

from .harness import Figure, alternate
from .intranets import HUGE, SMALL, Intranet, address, opening, reader


def measure() -> Iterator[Figure]:
    compared = alternate(on(HUGE), on(SMALL), rounds=60, warm_up=5)
    size = f"{HUGE.messages:,} messages, {HUGE.ambassadors:,} ambassadors"
    yield Figure(number="B3", path=f"library page, {size}", measured=compared.ratio, target=1.3)


def on(intranet: Intranet) -> Callable[[], HttpResponse]:
    """The page on this intranet, through a connection that stays open, so that changing over takes no time."""
    connections["default"] = own = connection.copy()
    intranet.use()
    visit = opening(reader(), address(LibraryPage))

    def visit_there() -> HttpResponse:
        connections["default"] = own
        return visit()

    return visit_there
