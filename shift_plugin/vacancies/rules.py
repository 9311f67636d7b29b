"""What a vacancy is at a moment, where its links lead, and how search engines read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from shift_plugin.vacancies.enums import Remote, VacancyState

SOON = timedelta(days=7)
PLACES = ("network", "campaign", "code")
UTM = ("utm_source", "utm_medium", "utm_campaign")
# What is passed on from somebody else's address: short, and nothing that means something in an address or a page.
_HARMLESS = re.compile(r"[\w.~ +-]{1,100}")
# As Django's json_script: nothing in the data ends the element or begins a comment.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def state_of(*, live: bool, closes_at: datetime | None, now: datetime) -> str:
    """The clock decides, whatever job has run."""
    if not live:
        return VacancyState.DRAFT
    if closes_at is None:
        return VacancyState.OPEN
    if closes_at <= now:
        return VacancyState.CLOSED
    return VacancyState.CLOSING if closes_at <= now + SOON else VacancyState.OPEN


# Referral


def unknown_places(template: str) -> list[str]:
    """The names between braces that a referral value can't fill in."""
    return [name for name in re.findall(r"\{([^{}]*)\}", template) if name not in PLACES]


def referral_value(template: str, *, network: str, campaign: str, code: str) -> str:
    """A value with its places filled in; nothing in it tells who shared."""
    values = {"network": network, "campaign": campaign, "code": code}
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)


def passed_on(query: Mapping[str, str], known: Iterable[str]) -> dict[str, str]:
    """The parameters of a visitor's address that go along to the address to apply at: only known, harmless ones."""
    return {name: query[name] for name in known if name in query and _HARMLESS.fullmatch(query[name])}


# schema.org


@dataclass(frozen=True)
class Organisation:
    name: str
    url: str = ""
    logo: str = ""


def job_posting(
    vacancy: Any, *, description: str, url: str, posted_at: datetime, organisation: Organisation
) -> dict[str, Any]:
    """A vacancy as schema.org's JobPosting, with what Google asks for (developers.google.com, Job posting).

    Moments are in the time zone that they come in. Applying takes the reader to another place, so never directly.
    """
    hirer = {"@type": "Organization", "name": organisation.name, "sameAs": organisation.url, "logo": organisation.logo}
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": description,
        "url": url,
        "datePosted": posted_at.isoformat(timespec="seconds"),
        "hiringOrganization": {name: value for name, value in hirer.items() if value},
        "employmentType": [str(vacancy.employment_type)],
        "identifier": {
            "@type": "PropertyValue",
            "name": organisation.name,
            "value": vacancy.reference_number or str(vacancy.pk),
        },
        "directApply": False,
    }
    if vacancy.closes_at is not None:
        posting["validThrough"] = vacancy.closes_at.isoformat(timespec="seconds")
    return posting | _where(vacancy) | _pay(vacancy)


def _where(vacancy: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if vacancy.place:
        address = {
            "@type": "PostalAddress",
            "addressLocality": vacancy.place,
            "postalCode": vacancy.postal_code,
            "addressCountry": vacancy.country,
        }
        found["jobLocation"] = {"@type": "Place", "address": {name: value for name, value in address.items() if value}}
    if vacancy.remote == Remote.YES:
        found["jobLocationType"] = "TELECOMMUTE"
        found["applicantLocationRequirements"] = {"@type": "Country", "name": vacancy.country}
    return found


def _pay(vacancy: Any) -> dict[str, Any]:
    low, high = vacancy.pay_min, vacancy.pay_max
    if low is None and high is None:
        return {}
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": str(vacancy.pay_period)}
    if low is not None and high is not None and low != high:
        value |= {"minValue": float(low), "maxValue": float(high)}
    else:
        value["value"] = float(low if low is not None else high)
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": vacancy.pay_currency, "value": value}}


def as_script(data: Mapping[str, Any]) -> str:
    """JSON that is safe between ``<script>`` tags."""
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPES)


# Feeds


def looks_broken(*, found: int, missing: int, open_before: int, percent: int) -> bool:
    """Whether a feed is more likely on its bad day than right about what it no longer has.

    An empty answer never is believed: several services give one for a name that they don't know. Nor is one that misses
    more than ``percent`` of what was open; of three or fewer the last may go one at a time.
    """
    if not missing:
        return False
    if not found:
        return True
    return missing > 1 and missing * 100 > open_before * percent
