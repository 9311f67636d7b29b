"""Listings in the admin at 10,000 and 1,000,000 rows, beside Wagtail's own listing of a bare model of that size."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from .harness import Figure, alternate
from .intranets import LARGE, LISTED, administrator, opening

LISTINGS = {
    "messages": ("shift_messages:list", "wagtailsnippets_yardsticks_barerow:list"),
    "deliveries": ("shift_plugin_delivery_modeladmin_index", "yardsticks_barerow_modeladmin_index"),
}


def measure() -> Iterator[Figure]:
    for intranet in (LARGE, LISTED):
        intranet.use()
        browser = administrator()
        for name, (ours, bare) in LISTINGS.items():
            compared = alternate(opening(browser, reverse(ours)), opening(browser, reverse(bare)))
            path = f"listing of {name}, {intranet.rows:,} rows"
            yield Figure(number="B9", path=path, measured=compared.ratio, target=1.3)
