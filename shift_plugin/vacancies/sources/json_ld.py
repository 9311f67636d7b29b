from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.utils.translation import gettext_lazy as _

from shift_plugin.vacancies.sources.base import (
    FoundVacancy,
    Source,
    Unreadable,
    country_code,
    employment_type,
    moment,
    number,
    pay_period,
    plain_text,
    remote,
    rich_text,
)

# Pages of single vacancies that one list leads to.
MOST_FURTHER = 100


class JobPostingPage(Source):
    """A page with schema.org JobPosting in JSON-LD, as search engines read it; or one with a list of such pages."""

    key = "json_ld"
    label = _("Web page with JobPosting (JSON-LD)")
    address_help = _("The whole address of the page; it begins with https://.")
    accept = "text/html"
    most = MOST_FURTHER

    def address(self, typed: str) -> str:
        return typed.strip()

    def read(self, body: bytes, address: str) -> list[FoundVacancy]:
        things = list(_things(body))
        if not things:
            raise Unreadable("There is no JSON-LD in the page.")
        return [self._posting(thing, address) for thing in things if _is(thing, "JobPosting")]

    def further(self, body: bytes, address: str) -> list[str]:
        """Pages on the same host to which a list leads."""
        lists = (thing for thing in _things(body) if _is(thing, "ItemList"))
        found: dict[str, None] = {}
        for thing in lists:
            for entry in thing.get("itemListElement") or []:
                url = (entry.get("url") or _url(entry.get("item"))) if isinstance(entry, dict) else ""
                whole = urljoin(address, str(url)) if url else ""
                if whole and urlsplit(whole).hostname == urlsplit(address).hostname and whole != address:
                    found[whole] = None
        return list(found)[:MOST_FURTHER]

    def _posting(self, thing: dict[str, Any], address: str) -> FoundVacancy:
        place = _first(_first(thing.get("jobLocation")).get("address"))
        pay = _first(thing.get("baseSalary"))
        value = _first(pay.get("value"))
        low, high = value.get("minValue", value.get("value")), value.get("maxValue", value.get("value"))
        country = place.get("addressCountry")
        identifier = thing.get("identifier")
        url = urljoin(address, str(thing.get("url") or address))
        number_there = _first(identifier).get("value") if isinstance(identifier, dict | list) else identifier
        return FoundVacancy(
            external_id=str(number_there or url)[:200],
            title=plain_text(thing.get("title"), 255),
            text=rich_text(thing.get("description")),
            place=plain_text(place.get("addressLocality"), 100),
            postal_code=plain_text(place.get("postalCode"), 12),
            country=country_code(country.get("name") if isinstance(country, dict) else country),
            remote=remote(wholly=thing.get("jobLocationType") == "TELECOMMUTE" and not place),
            employment_type=employment_type(thing.get("employmentType")),
            pay_min=number(low),
            pay_max=number(high),
            pay_period=pay_period(value.get("unitText")),
            pay_currency=plain_text(pay.get("currency"), 3),
            apply_url=url[:500],
            reference_number=plain_text(number_there, 60),
            closes_at=moment(thing.get("validThrough")),
        )


def _things(body: bytes) -> Iterator[dict[str, Any]]:
    """Every object in the page's JSON-LD, also those in a list or a graph. A block that can't be read is left out."""
    for block in BeautifulSoup(body, "html.parser").find_all("script", type="application/ld+json"):
        try:
            found = json.loads(block.string or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in found if isinstance(found, list) else [found]:
            if isinstance(thing, dict):
                yield thing
                yield from (item for item in thing.get("@graph") or [] if isinstance(item, dict))


def _is(thing: dict[str, Any], name: str) -> bool:
    kind = thing.get("@type")
    return name in kind if isinstance(kind, list) else kind == name


def _first(value: Any) -> dict[str, Any]:
    """A value that may be one object, several, or none: the first one."""
    one = next(iter(value), None) if isinstance(value, list) else value
    return one if isinstance(one, dict) else {}


def _url(item: Any) -> str:
    return str(item.get("url") or item.get("@id") or "") if isinstance(item, dict) else str(item or "")
