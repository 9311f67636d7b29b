"""Every element in every state, inside a host that makes it hard, as people see and use it."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Page, Route, expect

from shift_plugin.base.enums import Colour, networks

ADDRESS = "http://shift.localhost/elements/"
POLICY = "default-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'"
TESTS = Path(__file__).resolve().parent.parent


def picture(name: str) -> SimpleNamespace:
    return SimpleNamespace(url=f"/static/tests/{name}.svg", width=640, height=360)


class FilterForm(forms.Form):
    q = forms.CharField(label="Search", required=False, widget=forms.SearchInput)
    pillar = forms.ChoiceField(choices=[("", "All pillars"), ("1", "Safe at work")], required=False)
    kind = forms.ChoiceField(choices=[("", "All kinds"), ("story", "Story")], required=False)
    network = forms.ChoiceField(choices=[("", "All networks"), ("x", "X")], required=False)


class EveryField(forms.Form):
    name = forms.CharField(label="Your name", help_text="As your colleagues know you.")
    address = forms.URLField(label="Address of the post", required=False, assume_scheme="https")
    story = forms.CharField(label="Your story", widget=forms.Textarea, help_text="Two sentences are enough.")
    team = forms.ChoiceField(label="Team", choices=[("a", "Workshop"), ("b", "Office")])
    rhythm = forms.ChoiceField(
        label="How often", choices=[("d", "Every day"), ("w", "Once a week")], widget=forms.RadioSelect
    )
    channels = forms.MultipleChoiceField(
        label="Where", choices=[("x", "X"), ("l", "LinkedIn")], widget=forms.CheckboxSelectMultiple, required=False
    )
    photo = forms.FileField(label="Photo", required=False)
    until = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}))
    agreed = forms.BooleanField(label="People in the photo agree", help_text="You asked them yourself.")
    token = forms.CharField(widget=forms.HiddenInput, initial="t")

    def clean(self) -> None:
        raise forms.ValidationError("This form was open too long. Send it again.")


class ShareForm(forms.Form):
    text = forms.CharField(label="Your text", widget=forms.Textarea, help_text="What do you think of it yourself?")


SHARE_TEXT = "After two years of work the bridge is open.\n\nI am proud of our team. https://shift.localhost/r/abc"


def context() -> dict:
    pager = Paginator(range(230), 24)
    return {
        "breadcrumb": [{"label": "Home", "url": "#home"}, {"label": "Library"}],
        "tabs": [
            {"label": "For you", "url": "#for-you", "current": True, "count": 12},
            {"label": "All messages", "url": "#all"},
            {"label": "Shared by you", "url": "#shared", "count": 0},
        ],
        "filter_form": FilterForm({"q": "bridge"}),
        "cards": [
            {
                "title": "The new bridge is open, and you can be proud of it",
                "text": "After two years of work the first cars drove over our bridge. This is how the night went, "
                "and who made it possible. Read the whole story on our site.",
                "image": picture("bridge"),
                "alt": "The bridge",
                "pillar": "Building together",
                "tone": "teal",
                "kind": "Article",
                "icon": "article",
                "share_url": "#share-1",
                "note": "Until 12 May",
            },
            {
                "title": "Would you like to be our colleague?",
                "text": "We look for a site manager.",
                "image": picture("team"),
                "alt": "Three colleagues",
                "pillar": "Good work",
                "tone": "orange",
                "kind": "Vacancy",
                "icon": "vacancy",
                "share_url": "#share-2",
                "shared": True,
            },
            {
                "title": "Open day",
                "text": "Come and see how we make concrete without emissions.",
                "pillar": "Sustainable",
                "tone": "green",
                "kind": "Event",
                "icon": "event",
                "share_url": "#share-3",
            },
        ],
        "page": pager.page(4),
        "photo": picture("bridge"),
        "messages": [SimpleNamespace(level_tag="success", message="You are in the group now.")],
        "tones": Colour.values,
        "bars": [("LinkedIn", [140, 92]), ("WhatsApp", [1061, None]), ("Mail to family and friends", [0, 0])],
        "bar_series": ["Opened", "Posted"],
        "moments": [f"week {number}" for number in range(10, 22)],
        "lines": {
            "Opened": [12, 18, 22, 25, 19, 31, 44, 41, 52, 48, 60, 66],
            "Posted": [4, 8, 9, None, None, 12, 20, 18, 22, 21, 30, 29],
            "Clicks": [30, 41, 39, 55, 61, 60, 82, 90, 101, 97, 120, 118],
        },
        "none": [],
        "wrong_form": EveryField({"name": "", "address": "no", "team": "z", "token": ""}),
        "share_form": ShareForm(initial={"text": SHARE_TEXT}),
        "share_text": SHARE_TEXT,
        "networks": list(networks()),
    }


@pytest.fixture
def show(settings, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """The page with all elements, with the files it asks for, under a strict content policy."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [TESTS / "templates"]}]
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "BASE_TEMPLATE": "tests/host.html"}
    with translation.override("en"):
        request = RequestFactory().get("/elements/", {"q": "bridge", "page": "4"})
        html = render_to_string("tests/elements.html", {**context(), "request": request})

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://shift.localhost").split("?")[0]
        if not path.startswith("/static/"):
            route.fulfill(body=html, content_type="text/html", headers={"Content-Security-Policy": POLICY})
            return
        name = path.removeprefix("/static/")
        file = finders.find(name) or TESTS / "static" / name
        route.fulfill(path=str(file), content_type=mimetypes.guess_type(name)[0])

    def new(**options: object) -> Page:
        page = open_page(**options)
        page.context.route("http://shift.localhost/**", answer)
        page.goto(ADDRESS)
        return page

    return new


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_element_is_accessible_and_fits(show, violations, width: int, scheme: str) -> None:
    page = show(width=width, scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_at_twice_the_size_nothing_falls_off(show, violations) -> None:
    page = show(width=640, device_scale_factor=2)
    page.add_style_tag(url="/static/tests/large.css")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert violations(page) == []


def test_targets_are_large_enough_for_a_finger(show) -> None:
    page = show(width=360, has_touch=True, is_mobile=True)
    heights = page.evaluate(
        "[...document.querySelectorAll('.shift-button, .shift-network, .shift-field select, .shift-tabs a')]"
        ".filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


def test_the_first_wrong_thing_has_the_focus(show) -> None:
    page = show()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.get_by_role("link", name="Your name: This field is required.").click()
    expect(page.get_by_label("Your name")).to_be_focused()


def test_without_javascript_everything_can_be_done(show) -> None:
    page = show(java_script_enabled=False)
    expect(page.get_by_text("Did you post it?")).to_be_visible()
    expect(page.get_by_role("button", name="Search")).to_be_visible()
    expect(page.get_by_role("button", name="Copy text")).to_be_hidden()
    expect(page.get_by_role("button", name="Share with an app")).to_be_hidden()


def test_copying_says_so(show) -> None:
    page = show()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy text").click()
    expect(page.locator("shift-copy [role=status]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == SHARE_TEXT


def test_sharing_copies_the_text_opens_the_network_and_asks_afterwards(show) -> None:
    page = show()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    question = page.get_by_text("Did you post it?")
    expect(question).to_be_hidden()
    page.get_by_label("Your text").fill("My own words")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Copy and open LinkedIn").click()
    assert opened.value.url == "http://shift.localhost/share/"
    expect(question).to_be_visible()
    expect(page.locator("shift-share-form > [role=status]")).to_have_text("Your text is copied.")
    page.bring_to_front()
    assert page.evaluate("navigator.clipboard.readText()") == "My own words"


NATIVE = """
    window.shared = [];
    navigator.canShare = () => true;
    navigator.share = async (parts) => {
      window.shared.push({ ...parts, files: (parts.files || []).map((file) => `${file.name} ${file.type}`) });
      if (window.refuse) throw new DOMException("no", "AbortError");
    };
"""


@pytest.mark.parametrize(("refuse", "outcome"), [("false", "shared"), ("true", "cancelled")])
def test_a_phone_shares_with_its_own_sheet(show, refuse: str, outcome: str) -> None:
    page = show()
    page.context.add_init_script(f"{NATIVE} window.refuse = {refuse};")
    page.reload()
    with page.expect_request("**/outcome/") as posted:
        page.get_by_role("button", name="Share with an app").click()
    assert f'name="outcome"\r\n\r\n{outcome}\r\n' in posted.value.post_data
    assert page.evaluate("window.shared") == [
        {
            "title": "Bridge opened",
            "text": SHARE_TEXT,
            "url": "https://example.org/",
            "files": ["bridge.svg image/svg+xml"],
        }
    ]
    assert page.get_by_text("Did you post it?").is_visible() is (outcome == "shared")


def test_a_choice_of_filter_changes_the_list_and_the_address_but_not_the_focus(show) -> None:
    page = show()
    kind = page.get_by_label("Kind")
    kind.focus()
    page.evaluate("document.getElementById('results').replaceChildren('old')")
    kind.select_option("story")
    expect(page.get_by_text("40 messages").first).to_be_visible()
    expect(page.locator("shift-filter-form > [role=status]")).to_have_text("40 messages")
    assert page.url == f"{ADDRESS}?q=bridge&kind=story"
    expect(kind).to_be_focused()
