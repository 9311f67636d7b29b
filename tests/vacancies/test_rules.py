from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.vacancies.rules import (
    Organisation,
    as_script,
    job_posting,
    passed_on,
    referral_value,
    state_of,
    unknown_places,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("live", "closes_in", "state"),
    [
        (False, None, "draft"),
        (False, timedelta(days=-1), "draft"),
        (True, None, "open"),
        (True, timedelta(days=8), "open"),
        (True, timedelta(days=7), "closing"),
        (True, timedelta(seconds=1), "closing"),
        (True, timedelta(0), "closed"),
        (True, timedelta(days=-9), "closed"),
    ],
)
def test_the_clock_says_what_a_vacancy_is(live, closes_in, state) -> None:
    assert state_of(live=live, closes_at=None if closes_in is None else NOW + closes_in, now=NOW) == state


def test_a_referral_value_takes_three_places() -> None:
    assert unknown_places("shift-{network}-{campaign}-{code}") == []
    assert unknown_places("{name} and {network}") == ["name"]
    assert referral_value("s-{network}-{code}{x}", network="x", campaign="c", code="Ab3") == "s-x-Ab3{x}"


def test_only_known_and_harmless_parameters_are_passed_on() -> None:
    query = {"utm_source": "linkedin", "gh_src": "shift-Ab3", "next": "/", "utm_medium": "<script>", "utm_campaign": ""}

    assert passed_on(query, ["utm_source", "utm_medium", "utm_campaign", "gh_src"]) == {
        "utm_source": "linkedin",
        "gh_src": "shift-Ab3",
    }


def vacancy(**fields):
    values = {
        "pk": 7,
        "title": "Timmerman",
        "reference_number": "",
        "remote": "no",
        "place": "Brinkhoven",
        "postal_code": "1234 AB",
        "country": "NL",
        "employment_type": "PART_TIME",
        "pay_min": None,
        "pay_max": None,
        "pay_period": "MONTH",
        "pay_currency": "EUR",
        "closes_at": None,
    }
    return SimpleNamespace(**{**values, **fields})


def posting(**fields):
    organisation = Organisation(name="Brinkhoven", url="https://brinkhoven.example")
    return job_posting(
        vacancy(**fields),
        description="<p>Bouw mee.</p>",
        url="https://x.example",
        posted_at=NOW,
        organisation=organisation,
    )


def test_a_vacancy_with_nothing_but_what_is_required() -> None:
    assert posting() == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Timmerman",
        "description": "<p>Bouw mee.</p>",
        "url": "https://x.example",
        "datePosted": "2026-11-22T12:00:00+00:00",
        "hiringOrganization": {
            "@type": "Organization",
            "name": "Brinkhoven",
            "sameAs": "https://brinkhoven.example",
        },
        "employmentType": ["PART_TIME"],
        "identifier": {"@type": "PropertyValue", "name": "Brinkhoven", "value": "7"},
        "directApply": False,
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Brinkhoven",
                "postalCode": "1234 AB",
                "addressCountry": "NL",
            },
        },
    }


@pytest.mark.parametrize(
    ("low", "high", "value"),
    [
        (Decimal(2800), Decimal("3600.50"), {"minValue": 2800.0, "maxValue": 3600.5}),
        (Decimal(2800), None, {"value": 2800.0}),
        (None, Decimal(3600), {"value": 3600.0}),
        (Decimal(3000), Decimal(3000), {"value": 3000.0}),
    ],
)
def test_pay_is_a_range_or_one_amount(low, high, value) -> None:
    assert posting(pay_min=low, pay_max=high)["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "unitText": "MONTH", **value},
    }


def test_work_at_home_says_from_which_country() -> None:
    found = posting(remote="yes", place="")

    assert "jobLocation" not in found
    assert found["jobLocationType"] == "TELECOMMUTE"
    assert found["applicantLocationRequirements"] == {"@type": "Country", "name": "NL"}
    assert "jobLocationType" not in posting(remote="hybrid")


@given(st.text())
def test_nothing_in_the_data_ends_the_script(text) -> None:
    written = as_script({"title": text})

    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"title": text}
