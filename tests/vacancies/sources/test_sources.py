"""What each kind of source says, read from an answer in its own form."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.vacancies.sources import (
    Greenhouse,
    IndeedXml,
    JobPostingPage,
    Recruitee,
    Teamtailor,
    Unreadable,
    source_named,
)
from tests.vacancies import answers

KINDS = [Recruitee(), Greenhouse(), Teamtailor(), JobPostingPage(), IndeedXml()]


def one(source, body: str):
    (found,) = source.read(body.encode(), "https://www.werkenbij.example/vacatures")
    return found


def test_recruitee() -> None:
    body = answers.recruitee(answers.offer(5, "Wijkverpleegkundige", close_at="2026-12-01 22:00:00 UTC"))
    found = one(Recruitee(), body)

    assert (found.external_id, found.title, found.place, found.country) == (
        "5",
        "Wijkverpleegkundige",
        "Brinkhoven",
        "NL",
    )
    assert found.text == "<h3>Wat ga je doen?</h3><p>Je werkt in de <b>wijk</b>.</p><p>Een diploma.</p>"
    assert (found.employment_type, found.hours_min, found.hours_max) == ("PART_TIME", 24, 32)
    assert found.closes_at == datetime(2026, 12, 1, 22, tzinfo=UTC)


def test_recruitee_leaves_out_what_is_not_published() -> None:
    body = answers.recruitee(answers.offer(5, "Oud", status="archived"), answers.offer(6, "Nieuw"))

    assert [item.title for item in Recruitee().read(body.encode(), "")] == ["Nieuw"]


def test_greenhouse() -> None:
    found = one(Greenhouse(), answers.greenhouse())

    assert (found.external_id, found.title, found.place) == ("127817", "Monteur", "Brinkhoven")
    assert found.text == "<p>Je repareert <strong>alles</strong>.</p>"
    assert (found.pay_min, found.pay_max, found.pay_period) == (Decimal(36000), Decimal(48000), "YEAR")


def test_teamtailor() -> None:
    found = one(Teamtailor(), answers.TEAMTAILOR_FEED)

    assert (found.external_id, found.title, found.place) == (
        "8f14e45f-ceea-467f-a8d4-1",
        "Kok in de wijk",
        "Brinkhoven",
    )
    assert (found.text, found.remote, found.postal_code) == (
        "<p>Je kookt voor vijftig mensen.</p>",
        "hybrid",
        "1234 AB",
    )


def test_indeed() -> None:
    found = one(IndeedXml(), answers.INDEED_FEED)

    assert (found.external_id, found.title, found.employment_type) == ("CH-7", "Chauffeur", "FULL_TIME")
    assert found.closes_at.isoformat() == "2026-12-24T23:59:00+01:00"


def test_page_with_json_ld() -> None:
    found = one(JobPostingPage(), answers.posting())

    assert (found.external_id, found.title, found.place, found.country) == (
        "V-12",
        "Verpleegkundige",
        "Brinkhoven",
        "NL",
    )
    assert (found.pay_min, found.pay_max, found.pay_period, found.pay_currency) == (2800, 3900, "MONTH", "EUR")
    assert found.employment_type == "FULL_TIME"
    assert found.apply_url == "https://www.werkenbij.example/vacatures"


def test_list_of_pages_leads_to_pages_of_the_same_host_only() -> None:
    entries = [
        {"@type": "ListItem", "position": 1, "url": "/v/1"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "https://www.werkenbij.example/v/2"}},
        {"@type": "ListItem", "position": 3, "url": "https://elders.example/v/3"},
    ]
    body = answers.html({"@type": "ItemList", "itemListElement": entries}).encode()

    assert JobPostingPage().further(body, "https://www.werkenbij.example/vacatures") == [
        "https://www.werkenbij.example/v/1",
        "https://www.werkenbij.example/v/2",
    ]


@pytest.mark.parametrize("source", KINDS, ids=lambda source: source.key)
@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>Welkom</body></html>", b"[]", b'{"jobs": 3, "offers": "x"}', b"\xff\xfe\x00", b"[" * 100_000],
)
def test_anything_else_is_no_answer(source, body: bytes) -> None:
    with pytest.raises(Unreadable):
        source.read(body, "https://www.werkenbij.example/")


@pytest.mark.parametrize("source", [Teamtailor(), IndeedXml()], ids=lambda source: source.key)
def test_entities_of_xml_are_never_followed(source) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><source><job><title>&b;</title></job></source>'

    with pytest.raises(Unreadable):
        source.read(bomb, "")


@pytest.mark.parametrize("source", KINDS, ids=lambda source: source.key)
@given(body=st.binary(max_size=300))
def test_no_answer_makes_it_fail_otherwise(source, body: bytes) -> None:
    with contextlib.suppress(Unreadable):
        source.read(body, "https://www.werkenbij.example/")


@pytest.mark.parametrize(
    ("source", "typed", "address"),
    [
        (Recruitee(), "Brinkhoven", "https://brinkhoven.recruitee.com/api/offers/"),
        (Recruitee(), "https://brinkhoven.recruitee.com/o/kok", "https://brinkhoven.recruitee.com/api/offers/"),
        (Teamtailor(), "brinkhoven.teamtailor.com", "https://brinkhoven.teamtailor.com/jobs.rss?per_page=200"),
        (Greenhouse(), "https://boards.greenhouse.io/brinkhoven", f"https://{answers.GREENHOUSE}"),
        (IndeedXml(), " https://www.werkenbij.example/feed.xml ", "https://www.werkenbij.example/feed.xml"),
    ],
)
def test_what_people_paste_becomes_the_address(source, typed: str, address: str) -> None:
    assert source.address(typed) == address


@pytest.mark.parametrize("typed", ["evil.example/", "a/../b", "a@b", "", "x" * 100, "127.0.0.1:80/"])
def test_name_can_lead_to_no_other_host(typed: str) -> None:
    for source in (Recruitee(), Greenhouse(), Teamtailor()):
        with pytest.raises(ValueError):
            source.address(typed)


def test_hash_changes_with_the_content_only() -> None:
    first, again, other = (
        one(Recruitee(), answers.recruitee(answers.offer(5, title, created_at=day)))
        for title, day in [("Kok", "2026-11-01"), ("Kok", "2026-11-02"), ("Kokkin", "2026-11-01")]
    )

    assert first.content_hash == again.content_hash != other.content_hash


def test_kinds_of_the_settings_are_known_by_their_key() -> None:
    assert [source_named(source.key).key for source in KINDS] == [source.key for source in KINDS]
    assert source_named("gone") is None
