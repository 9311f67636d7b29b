"""Listings in the admin at 10,000 and 1,000,000 rows, beside Wagtail's own listing of a bare model of that size.

The bare model is a table by itself, listed by Wagtail (for deliveries by wagtail-modeladmin) with as many columns,
filters and rows on a page. So the ratio is what our joins, states and counts cost.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from .harness import Figure, alternate
from .intranets import LARGE, LISTED, editor, opening

LISTINGS = {
    "messages": ("shift_messages:list", "wagtailsnippets_yardsticks_barerow:list"),
    "stories": ("shift_stories:index", "wagtailsnippets_yardsticks_barerow:list"),
    "deliveries": ("shift_deliveries_modeladmin_index", "bare-rows_modeladmin_index"),
}


def measure() -> Iterator[Figure]:
    for intranet in (LARGE, LISTED):
        intranet.use()
        browser = editor()
        for name, (ours, bare) in LISTINGS.items():
            compared = alternate(opening(browser, reverse(ours)), opening(browser, reverse(bare)))
            path = f"listing of {name}, {intranet.rows:,} rows"
            yield Figure(number="B9", path=path, measured=compared.ratio, target=1.3)
