"""A story on a phone: a photo that doesn't arrive at first, a tab that is closed, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, Route, expect
from wagtail.models import Collection
from wagtail.models import Page as WagtailPage
from wagtail.models import Site as WagtailSite

from shift_plugin.stories.enums import StoryState
from shift_plugin.stories.models import Story, StorySubmissionPage
from tests.factories.library import locale
from tests.factories.people import AmbassadorFactory
from tests.factories.stories import jpeg

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sender() -> Any:
    return AmbassadorFactory(language="nl")


@pytest.fixture
def address(live_server: Any) -> str:
    # A test with several processes empties the database, also of what Wagtail's migrations put there.
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    root = WagtailPage.get_first_root_node() or WagtailPage.add_root(title="Root", slug="root")
    home = root.add_child(instance=WagtailPage(title="Brinkhoven", slug="home-nl", locale=locale("nl")))
    WagtailSite.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost", "port": 80}
    )
    page = StorySubmissionPage(title="Stuur je verhaal", slug="verhaal", locale=home.locale)
    home.add_child(instance=page)
    return f"{live_server.url}/nl/verhaal/"


def log_in(page: Page, base: str, person: Any) -> None:
    client = Client()
    client.force_login(person.user)
    cookies = {
        django_settings.SESSION_COOKIE_NAME: client.cookies[django_settings.SESSION_COOKIE_NAME].value,
        django_settings.LANGUAGE_COOKIE_NAME: "nl",
    }
    page.context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])


def photo(name: str, colour: str) -> Any:
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg(colour=colour)}


def lose_the_first(page: Page, path: str) -> None:
    """The first file that is sent gets no answer, as in a lift."""
    lost: list[str] = []

    def answer(route: Route) -> None:
        if b'name="upload"' in (route.request.post_data_buffer or b"") and not lost:
            lost.append(route.request.url)
            return route.abort("connectionreset")
        return route.fallback()

    page.route(f"**{path}*", answer)


def test_nothing_is_lost_on_the_way_to_the_editors(
    address: str, sender: Any, live_server: Any, open_page: Callable[..., Page], violations: Any
) -> None:
    page = open_page(width=360, locale="nl-NL", has_touch=True)
    log_in(page, live_server.url, sender)
    lose_the_first(page, "/nl/verhaal/")
    # The browser itself complains about a connection that is lost.
    page.goto(address)
    form = page.locator("shift-story-form")
    expect(page.locator("[data-with-files]")).to_be_hidden()

    page.locator("input[type=file]").set_input_files([photo("een.jpg", "teal"), photo("twee.jpg", "orange")])
    on_its_way = page.locator(".shift-upload", has=page.locator("progress"))
    page.locator(".shift-upload", has_text="een.jpg").locator("button").first.click()
    expect(on_its_way).to_have_count(0)
    expect(page.locator("button[name=remove]")).to_have_count(2)
    page.locator("textarea[name=text]").fill("We plantten een boom.")
    expect(form.locator("[data-said]")).not_to_be_empty()
    assert violations(page) == []

    # Words that were typed when there was no connection are kept on this device.
    page.context.set_offline(True)
    page.locator("textarea[name=text]").fill("We plantten een boom op het plein.")
    page.close()
    again = page.context.new_page()
    page.context.set_offline(False)
    again.goto(address)

    expect(again.locator("textarea[name=text]")).to_have_value("We plantten een boom op het plein.")
    expect(again.locator("button[name=remove]")).to_have_count(2)
    again.locator("button[value=hand_in]").click()
    expect(again.locator(".shift-notice--error")).to_be_visible()
    assert violations(again) == []
    again.locator("input[name=recognisable]").first.check()
    again.locator("button[value=hand_in]").click()
    again.wait_for_url("**/thanks/")

    story = Story.objects.get()
    assert (story.text, story.state) == ("We plantten een boom op het plein.", StoryState.WAITING)
    assert sorted(file.name for file in story.files.all()) == ["een.jpg", "twee.jpg"]
    assert violations(again) == []
    assert again.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('shift-story:'))") == []
