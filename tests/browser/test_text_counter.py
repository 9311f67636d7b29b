"""The counter in the browser: the same answers as Python's, and help while somebody types."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, expect

from shift_plugin.library import rules

VECTORS = json.loads((Path(__file__).parents[1] / "library" / "text_vectors.json").read_text(encoding="utf-8"))
ADDRESS = "http://shift.test/compose/"
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'"
WORDS = (
    'data-count="{count} van {limit}" data-unlimited="{count} tekens" data-near="Bijna vol" data-over="{over} te lang"'
)
NETWORKS = {
    "x": {"counting": "x", "limit": 280, "room": 25},
    "linkedin": {"counting": "plain", "limit": 3000, "room": 0},
    "copy": {"counting": "plain", "limit": None, "room": 0},
}
PAGE = """<!doctype html>
<html lang="nl"><head><title>Delen</title><script src="/static/shift_plugin/text-counter.js" defer></script></head>
<body><main><h1>Delen</h1><form>
<label for="text">Tekst</label><textarea id="text" aria-describedby="help">%(text)s</textarea><p id="help">Hulp</p>
%(counter)s
</form></main></body></html>"""


def static_file(route: Route) -> None:
    path = route.request.url.partition("/static/")[2]
    route.fulfill(path=finders.find(path))


def show(page: Page, counter: str, text: str = "") -> Page:
    page.route("**/static/**", static_file)
    page.route(
        ADDRESS,
        lambda route: route.fulfill(
            body=PAGE % {"text": text, "counter": counter},
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        ),
    )
    page.goto(ADDRESS)
    return page


@pytest.fixture
def compose(open_page: Callable[..., Page]) -> Callable[..., Page]:
    return lambda counter, text="", **options: show(open_page(**options), counter, text)


def counter(page: Page) -> dict[str, str]:
    """What can be seen and heard, and what the style sheet goes by."""
    found = page.locator("shift-counter")
    return {
        "shown": found.locator("span").first.inner_text(),
        "said": found.get_by_role("status").inner_text(),
        "state": found.get_attribute("data-state"),
    }


def test_every_vector_counts_as_in_python(compose):
    page = compose("")
    counted = page.evaluate(
        """async ([texts, countings]) => {
            await ShiftText.load();
            const all = (text) => countings.map((name) => [name, ShiftText.count(text, name)]);
            return texts.map((text) => Object.fromEntries(all(text)));
        }""",
        [[vector["text"] for vector in VECTORS], rules.COUNTINGS],
    )
    expected = {vector["text"]: {name: vector[name] for name in rules.COUNTINGS} for vector in VECTORS}
    assert dict(zip(expected, counted, strict=True)) == expected


def test_unknown_counting_is_an_error(compose):
    page = compose("")
    said = page.evaluate("() => { try { ShiftText.count('a', 'bytes') } catch (error) { return error.message } }")
    assert said == "Unknown counting: bytes"


def test_counts_while_somebody_types(compose):
    page = compose(f'<shift-counter for="text" counting="x" limit="10" {WORDS}>Hooguit 10</shift-counter>')
    field = page.get_by_label("Tekst")
    shown = page.locator("shift-counter span").first
    expect(shown).to_have_text("0 van 10")
    field.press_sequentially("Hallo 👋")
    assert counter(page) == {"shown": "8 van 10", "said": "", "state": "ok"}
    field.press_sequentially("€")
    assert counter(page) == {"shown": "10 van 10", "said": "Bijna vol", "state": "near"}
    field.press_sequentially("!")
    assert counter(page) == {"shown": "11 van 10", "said": "1 te lang", "state": "over"}
    field.press_sequentially("!!")
    expect(page.get_by_role("status")).to_have_text("3 te lang")
    field.fill("Hoi")
    assert counter(page) == {"shown": "3 van 10", "said": "", "state": "ok"}


def test_is_tied_to_its_field(compose, violations):
    page = compose(f'<shift-counter for="text" counting="plain" limit="3000" {WORDS}></shift-counter>', "x" * 1500)
    expect(page.locator("shift-counter span").first).to_have_text("1.500 van 3.000")
    expect(page.get_by_label("Tekst")).to_have_attribute("aria-describedby", "help text-count")
    expect(page.get_by_label("Tekst")).to_have_accessible_description("Hulp 1.500 van 3.000")
    assert violations(page) == []


def test_follows_the_chosen_network(compose):
    options = "".join(f'<option value="{key}">{key}</option>' for key in ("", *NETWORKS))
    networks = json.dumps(NETWORKS).replace('"', "&quot;")
    page = compose(
        f'''<label for="where">Netwerk</label><select id="where">{options}</select>
        <shift-counter for="text" network-select="where" networks="{networks}" {WORDS}></shift-counter>''',
        "werkenbij.nl/x",
    )
    shown = page.locator("shift-counter span").first
    expect(shown).to_have_text("14 tekens")
    page.get_by_label("Netwerk").select_option("x")
    expect(shown).to_have_text("48 van 280")
    page.get_by_label("Netwerk").select_option("linkedin")
    expect(shown).to_have_text("14 van 3.000")
    page.get_by_label("Netwerk").select_option("copy")
    expect(shown).to_have_text("14 tekens")


def test_keeps_room_for_a_link_that_the_text_does_not_have(compose):
    page = compose(
        f"""<shift-counter for="text" counting="x" limit="280" room="25" link="https://go.nl/r/a" {WORDS}>
        </shift-counter>"""
    )
    shown = page.locator("shift-counter span").first
    expect(shown).to_have_text("25 van 280")
    page.get_by_label("Tekst").fill("Kijk: https://go.nl/r/ab")
    expect(shown).to_have_text("54 van 280")
    page.get_by_label("Tekst").fill("Kijk: https://go.nl/r/a.")
    expect(shown).to_have_text("30 van 280")


def test_a_form_that_is_added_later_counts_too(compose):
    page = compose("")
    page.evaluate(
        """(words) => document.querySelector("form").insertAdjacentHTML("beforeend",
        `<label for="later">Later</label><textarea id="later">één</textarea>
        <shift-counter for="later" counting="graphemes" limit="300" ${words}></shift-counter>`)""",
        WORDS,
    )
    shown = page.locator("shift-counter span").first
    expect(shown).to_have_text("3 van 300")
    page.get_by_label("Later").fill("👨‍👩‍👧‍👦")
    expect(shown).to_have_text("1 van 300")


def test_moving_a_form_does_not_count_twice(compose):
    page = compose(f'<shift-counter for="text" counting="plain" limit="10" {WORDS}></shift-counter>', "Hoi")
    expect(page.locator("shift-counter span").first).to_have_text("3 van 10")
    page.evaluate("() => document.querySelector('form').prepend(document.querySelector('shift-counter'))")
    page.get_by_label("Tekst").fill("Hallo")
    expect(page.locator("shift-counter span").first).to_have_text("5 van 10")
    assert page.locator("shift-counter span").count() == 2
    expect(page.get_by_label("Tekst")).to_have_attribute("aria-describedby", "help text-count")


def test_starts_again_with_the_form(compose):
    page = compose(f'<shift-counter for="text" counting="plain" limit="10" {WORDS}></shift-counter>', "Hoi")
    page.get_by_label("Tekst").fill("Hallo")
    page.evaluate("() => document.querySelector('form').reset()")
    expect(page.locator("shift-counter span").first).to_have_text("3 van 10")


def test_without_its_tables_the_words_of_the_server_stay(chromium: Browser):
    page = chromium.new_page()
    page.route("**/missing.json", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        show(page, '<shift-counter for="text" rules="/missing.json">Hooguit 280 tekens</shift-counter>')
    expect(page.locator("shift-counter")).to_have_text("Hooguit 280 tekens")
    page.close()
