"""A real browser, and what every page has to stand up to in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from wagtail.models import Collection
from wagtail.models import Page as WagtailPage
from wagtail.models import Site as WagtailSite

from tests.browser.running import Site
from tests.distribution.conftest import sink  # noqa: F401
from tests.factories.library import locale

# Playwright keeps an event loop in this thread, in which Django would refuse to use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that SHIFT_CHROMIUM names, or else Playwright's own."""
    path = os.environ.get("SHIFT_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def place(db: Any) -> Callable[[str], None]:
    """A site to stand on; a test with several processes empties the database, also of what migrations put there."""

    def make(language: str) -> None:
        if not Collection.get_first_root_node():
            Collection.add_root(name="Root")
        root = WagtailPage.get_first_root_node() or WagtailPage.add_root(title="Root", slug="root")
        home = root.add_child(
            instance=WagtailPage(title="Brinkhoven", slug=f"home-{language}", locale=locale(language))
        )
        WagtailSite.objects.update_or_create(
            is_default_site=True, defaults={"root_page": home, "hostname": "127.0.0.1", "port": 80}
        )

    return make


@pytest.fixture
def site(db: Any, sink: Any, tmp_path: Path) -> Iterator[Site]:  # noqa: F811
    """The site with a web server and a cluster of its own. Ask for it after what is to be in the database before."""
    running = Site(smtp_port=sink.port, logs=tmp_path)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def is_problem(said: ConsoleMessage, page: Page) -> bool:
    """Whether it is an error, other than that the page itself was answered with a 404 or the like."""
    return said.type == "error" and not (
        said.text.startswith("Failed to load resource") and said.location.get("url") == page.url
    )


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """``open_page(width=360, scheme="dark", **context)``: an empty page of its own.

    At the end of the test nothing may have been written to its console as an error: no broken script, no missing file,
    nothing that the content policy stopped.
    """
    contexts, problems = [], []

    def new(width: int = 1280, scheme: str = "light", **options: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: problems.append(said.text) if is_problem(said, page) else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        return page

    yield new
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture(scope="session")
def violations() -> Callable[..., list[str]]:
    """What axe finds against WCAG 2.2 A and AA on a page, or a part of it, as it is now: one line per place."""
    axe = Axe()

    def find(page: Page, part: str | None = None) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": WCAG}}
        # A message that is still fading in has colours that nobody reads it in.
        page.evaluate(
            "() => Promise.race([Promise.allSettled(document.getAnimations().map(item => item.finished)),"
            " new Promise(done => setTimeout(done, 1500))])"
        )
        found = axe.run(page, context=part, options=options).response["violations"]
        return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]

    return find
