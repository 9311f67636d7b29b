"""The page of a message with its share buttons, beside an empty Wagtail page, both for somebody who is signed in."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from .harness import Figure, alternate, count_queries
from .intranets import LARGE, address, message_for_reader, opening, reader
from .yardsticks.models import EmptyPage


def measure() -> Iterator[Figure]:
    LARGE.use()
    browser = reader()
    ours = opening(browser, reverse("shift:message", args=[message_for_reader().pk]))
    empty = opening(browser, address(EmptyPage))
    compared = alternate(ours, empty, rounds=100, warm_up=5)
    yield Figure(number="B2", path="message page with share buttons", measured=compared.ratio, target=1.5)
    more = count_queries(ours) - count_queries(empty)
    yield Figure(number="B2", path="message page, queries more", measured=more, unit="queries", target=5)
