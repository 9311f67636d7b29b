"""The library of a signed-in employee, beside a plain Wagtail page that lists 24 child pages with pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpResponse

from shift_plugin.library.models import LibraryPage

from .harness import Figure, alternate, count_queries
from .intranets import LARGE, address, opening, reader
from .yardsticks.models import ListPage

CARDS = 24


def measure() -> Iterator[Figure]:
    LARGE.use()
    browser = reader()
    ours, plain = (with_cards(opening(browser, address(page_type))) for page_type in (LibraryPage, ListPage))
    size = f"{LARGE.messages:,} messages, {LARGE.ambassadors:,} ambassadors"
    compared = alternate(ours, plain, rounds=60, warm_up=5)
    yield Figure(number="B1", path=f"library page, {size}", measured=compared.ratio, target=1.2)
    more = count_queries(ours) - count_queries(plain)
    yield Figure(number="B1", path="library page, queries more", measured=more, unit="queries", target=6)


def with_cards(visit: Callable[[], HttpResponse]) -> Callable[[], HttpResponse]:
    """The same visit, once it is sure that it shows as many cards with a picture as it should."""
    if (number := visit().content.count(b"card__picture")) != CARDS:
        raise RuntimeError(f"The page shows {number} cards with a picture instead of {CARDS}.")
    return visit
