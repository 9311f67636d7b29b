"""The main job, from the strategy to the report, with a real web server, task cluster, mail server and browser.

With SHIFT_SCREENSHOTS=<folder> every stop is kept as a picture, in both languages; ``make docs`` shows them.
"""

from __future__ import annotations

import os
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page, expect
from wagtail.models import Page as WagtailPage
from wagtail.models import Site as WagtailSite

from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.library.models import LibraryPage, ShareableMessage
from shift_plugin.measuring.enums import Dimension
from shift_plugin.measuring.models import DayTotal
from shift_plugin.people.models import Ambassador
from shift_plugin.sharing.models import Click, Share, TrackedLink
from shift_plugin.strategy.models import KeyMessage, Pillar, StrategyPage
from tests.browser.processes import eventually
from tests.browser.running import Site
from tests.factories.library import locale
from tests.factories.people import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PHONE, DESKTOP = 360, 1280
HUMAN = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"
SCREENSHOTS = os.environ.get("SHIFT_SCREENSHOTS")

WORDS = {
    "nl": {
        "pillar": "Vakmanschap aan het bed",
        "key": "Bij ons leer je elke dag bij van collega's.",
        "title": "Leerling-verzorgenden vertellen over hun eerste week",
        "text": "Vier leerlingen vertellen wat hen raakte in hun eerste week bij Brinkhoven.",
        "reason": "Mooi verhaal! Zet je er nog bij op welke locatie het was?",
        "better": "Vier leerlingen vertellen wat hen raakte in hun eerste week op Het Anker.",
        "own": "Wat een start! Ik loop zelf ook met ze mee.",
    },
    "en": {
        "pillar": "Craft at the bedside",
        "key": "With us you learn from colleagues every day.",
        "title": "Care students about their first week",
        "text": "Four students tell what moved them in their first week at Brinkhoven.",
        "reason": "Lovely story! Could you add at which location it was?",
        "better": "Four students tell what moved them in their first week at Het Anker.",
        "own": "What a start! I walk along with them myself.",
    },
}


class Walk:
    """One person's browser and what they do in it. ``stop`` keeps a picture of where the walk is."""

    def __init__(self, page: Page, site: Site, language: str) -> None:
        self.page, self.site, self.language = page, site, language

    def go(self, path: str) -> None:
        self.page.goto(self.site.address + path)

    def log_in(self, user: Any) -> None:
        self.go(f"/login/?next={reverse('shift:me')}")
        self.page.locator("[name=username]").fill(user.email)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("main [type=submit], main button").last.click()
        self.page.wait_for_url(f"**{reverse('shift:me')}")

    def save(self, action: str | None = None) -> None:
        """Press a button of Wagtail's editor, also when it is folded away in the menu of actions."""
        button = self.page.locator(f"button[name={action}]" if action else "footer button[type=submit]").first
        if not button.is_visible():
            self.page.locator("footer [data-w-dropdown-target=toggle]").first.click()
        with self.page.expect_navigation():
            button.click()

    def stop(self, name: str) -> None:
        if SCREENSHOTS:
            folder = Path(SCREENSHOTS) / self.language
            folder.mkdir(parents=True, exist_ok=True)
            # Wagtail's editor scrolls inside the window, so a picture of it needs a high window.
            in_admin = reverse("wagtailadmin_home") in self.page.url
            width = self.page.viewport_size["width"]
            self.page.set_viewport_size({"width": width, "height": 1500 if in_admin else 900})
            self.page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.fixture
def people(db: Any) -> dict[str, Any]:
    """Users as the organisation has them before the Shift begins; only the roles of the first are given."""
    call_command("shift_setup", verbosity=0)
    names = {
        "master": ("Marijke", "de Graaf", ["master"]),
        "editor": ("Joris", "Bakker", ["editor"]),
        "moderator": ("Fatima", "el Amrani", ["editor"]),
        "employee": ("Sanne", "Visser", []),
    }
    return {
        key: UserFactory(email=f"{key}@brinkhoven.example", first_name=first, last_name=last, roles=roles)
        for key, (first, last, roles) in names.items()
    }


@pytest.fixture
def pages(db: Any) -> Callable[[str], LibraryPage]:
    """A library and a strategy page, as somebody who builds the site places them."""

    def place(language: str) -> LibraryPage:
        root = WagtailPage.get_first_root_node() or WagtailPage.add_root(title="Root", slug="root")
        home = root.add_child(
            instance=WagtailPage(title="Brinkhoven", slug=f"home-{language}", locale=locale(language))
        )
        WagtailSite.objects.update_or_create(
            is_default_site=True, defaults={"root_page": home, "hostname": "127.0.0.1", "port": 80}
        )
        home.add_child(instance=StrategyPage(title="Strategie", slug="strategie", locale=home.locale))
        return home.add_child(instance=LibraryPage(title="Delen", slug="delen", locale=home.locale))

    return place


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_a_strategy_to_a_tracked_share(
    language: str, people: Any, pages: Any, site: Site, sink: Any, open_page: Callable[..., Page]
) -> None:
    library, words = pages(language), WORDS[language]
    admin_language = {"locale": "nl-NL" if language == "nl" else "en-GB"}

    def walker(name: str, width: int = DESKTOP) -> Walk:
        walk = Walk(open_page(width=width, **admin_language), site, language)
        walk.log_in(people[name])
        return walk

    with translation.override(language):
        master = walker("master")
        set_up_strategy(master, words)
        add_ambassador(master, people["employee"], language)
        choose_mail(walker("employee", PHONE), people["employee"])
        editor = walker("editor")
        write_message(editor, words, language)
        moderator = walker("moderator")
        reject(moderator, words)
        assert words["reason"] in text_of(mail_about(sink, people["editor"].email, words["title"]))
        improve(editor, words)
        approve(moderator)
        plan(moderator)
        its_moment_comes(site)
        mail = mail_about(sink, people["employee"].email, words["title"])
        employee = Walk(open_page(width=PHONE, **admin_language), site, language)
        share_from_mail(employee, mail, words)
        click_from_outside(site)
        see_library(walker("employee", PHONE), library, words)
        see_report(master)


def set_up_strategy(walk: Walk, words: dict[str, str]) -> None:
    page = walk.page
    walk.go(reverse("wagtailsnippets_shift_plugin_pillar:add"))
    page.locator("[name=name]").fill(words["pillar"])
    page.locator("#id_key_messages-ADD").click()
    page.locator("[name=key_messages-0-text]").fill(words["key"])
    walk.stop("01-pillar")
    walk.save()
    assert (Pillar.objects.get().name, KeyMessage.objects.get().text) == (words["pillar"], words["key"])


def add_ambassador(walk: Walk, employee: Any, language: str) -> None:
    page = walk.page
    walk.go(reverse("shift_ambassadors:add"))
    page.locator("[name=language]").select_option(language)
    page.locator("[name=pillars]").first.check()
    choose_person(page, employee)
    walk.stop("02-ambassador")
    walk.save()
    ambassador = Ambassador.objects.get()
    assert (ambassador.user, list(ambassador.pillars.all())) == (employee, [Pillar.objects.get()])


def choose_mail(walk: Walk, employee: Any) -> None:
    """Somebody who likes to share chooses mails at once, at any time, and not the weekly digest that everybody gets."""
    page = walk.page
    page.locator(f"main a[href='{reverse('shift:my_preferences')}']").click()
    page.locator("[name=rhythm][value=at_once]").check()
    for day in page.locator("[name=days]").all():
        day.check()
    page.locator("[name=starts]").fill("00:00")
    page.locator("[name=ends]").fill("00:00")
    with page.expect_navigation():
        page.locator("form.shift-form button").click()
    walk.stop("02-choices")
    chosen = Ambassador.objects.get(user=employee)
    assert (chosen.rhythm, chosen.office_hours) == ("at_once", "1234567 00:00-24:00")


def choose_person(page: Page, user: Any) -> None:
    page.locator("[data-chooser-action-choose]").first.click()
    page.locator(".modal-content").get_by_text(user.last_name).first.click()
    page.locator(".modal-content").wait_for(state="detached")


def write_message(walk: Walk, words: dict[str, str], language: str) -> None:
    page = walk.page
    walk.go(f"{reverse('shift_messages:add')}?locale={language}")
    page.locator("[name=title]").fill(words["title"])
    page.locator("[name=pillars]").first.check()
    page.locator("[name=key_message]").select_option(label=words["key"])
    page.locator("[name=text]").fill(words["text"])
    page.locator("[name=link_url]").fill("https://www.brinkhoven.example/leren")
    walk.stop("03-message")
    walk.save("action-submit")
    message = ShareableMessage.objects.get()
    assert (message.live, message.workflow_in_progress) == (False, True)


def open_first_in_queue(walk: Walk, picture: str) -> None:
    walk.go(reverse("shift_home"))
    walk.stop(f"{picture}-home")
    walk.go(reverse("shift_moderation"))
    walk.stop(f"{picture}-queue")
    walk.page.get_by_role("link", name=ShareableMessage.objects.get().latest_revision.object_str).first.click()


def reject(walk: Walk, words: dict[str, str]) -> None:
    page = walk.page
    open_first_in_queue(walk, "04")
    press_in_menu(page, "[data-workflow-action-name=reject]")
    page.locator(".modal-content textarea").fill(words["reason"])
    walk.stop("05-reject")
    with page.expect_navigation():
        page.locator(".modal-content [type=submit]").click()
    message = ShareableMessage.objects.get()
    assert (message.live, message.latest_revision.content["text"]) == (False, words["text"])


def improve(walk: Walk, words: dict[str, str]) -> None:
    message = ShareableMessage.objects.get()
    walk.go(reverse("shift_messages:edit", args=[message.pk]))
    expect(walk.page.locator("[name=text]")).to_have_value(words["text"])
    walk.stop("06-rejected")
    walk.page.locator("[name=text]").fill(words["better"])
    walk.save("action-submit")


def approve(walk: Walk) -> None:
    open_first_in_queue(walk, "07")
    with walk.page.expect_navigation():
        press_in_menu(walk.page, "[data-workflow-action-name=approve]")
    eventually(lambda: ShareableMessage.objects.get().live, within=10, what="the message is in the library")


def press_in_menu(page: Page, selector: str) -> None:
    button = page.locator(f"footer {selector}").first
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    button.click()


def plan(walk: Walk) -> None:
    page = walk.page
    message = ShareableMessage.objects.get()
    walk.go(f"{reverse('shift_distributions:add')}?message={message.pk}")
    moment = timezone.localtime(timezone.now() + timedelta(minutes=2))
    page.locator("[name=send_at]").fill(moment.strftime("%Y-%m-%d %H:%M"))
    page.keyboard.press("Escape")
    walk.stop("08-plan")
    walk.save()
    walk.stop("09-people")
    expect(page.locator("main")).to_contain_text("Sanne Visser")
    with page.expect_navigation():
        page.locator('form[action$="/plan/"] button').click()
    assert Distribution.objects.get().state == "planned"


def fill_moment(page: Page, name: str, moment: datetime) -> None:
    """Without going into the field: its calendar would open when it gets to it, over the buttons."""
    write = "(field, text) => { field.value = text; field.dispatchEvent(new Event('change', {bubbles: true})) }"
    page.locator(f"[name={name}]").evaluate(write, moment.strftime("%Y-%m-%d %H:%M"))


def its_moment_comes(site: Site) -> None:
    planned = Distribution.objects.filter(state="planned")
    assert planned.update(send_at=timezone.now()) == 1
    site.in_a_minute(lambda: not planned.exists(), what="it is being sent")


def mail_about(sink: Any, address: str, title: str, within: float = 90) -> EmailMessage:
    def arrived() -> EmailMessage | None:
        mails = [mail for to, mail in list(sink.taken) if to == address and title in text_of(mail) + mail["Subject"]]
        return mails[-1] if mails else None

    return eventually(arrived, within=within, what=f"a mail about “{title}” for {address}")  # type: ignore[return-value]


def text_of(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


def share_from_mail(walk: Walk, mail: EmailMessage, words: dict[str, str]) -> None:
    (address,) = re.findall(r"https?://\S+/share/bluesky/\S+", text_of(mail))[:1]
    walk.page.goto(address)
    share_on_bluesky(walk, words["better"], words["own"], pictures=("10-share", "11-posted"))
    share = Share.objects.get()
    assert (share.network, share.is_own_words, share.source) == ("bluesky", True, "mail")


def share_on_bluesky(walk: Walk, text: str, own: str, pictures: tuple[str, str]) -> None:
    """On the page to share on: own words for those of the message, to the network, and back to say that it is done."""
    page = walk.page
    field = page.locator("textarea[name=text]")
    expect(field).to_have_value(re.compile(re.escape(text)))
    field.fill(own + field.input_value().replace(text, ""))
    walk.stop(pictures[0])
    page.context.route("https://bsky.app/**", lambda route: route.fulfill(body="<title>Bluesky</title>"))
    with page.context.expect_page() as opened:
        page.locator("shift-share-form form button[type=submit]").first.click()
    opened.value.wait_for_url("https://bsky.app/**")
    assert own in urllib.parse.unquote_plus(opened.value.url)
    opened.value.close()
    walk.stop(pictures[1])
    page.locator("[data-after] button[value=yes]").click()
    eventually(lambda: Share.objects.filter(confirmed_at__isnull=False).exists(), within=10, what="the answer is kept")


def click_from_outside(site: Site) -> None:
    link = TrackedLink.objects.get()
    assert link.code in Share.objects.get().text

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: Any, **kwargs: Any) -> None:
            return None

    request = urllib.request.Request(
        f"{site.address}/shift/r/{link.code}", headers={"User-Agent": HUMAN, "Accept": "text/html"}
    )
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(Stay).open(request)
    with answer.value as response:
        assert (response.code, response.headers["Location"]) == (302, link.target_url)
    assert Click.objects.count() == 1


def see_library(walk: Walk, library: LibraryPage, words: dict[str, str]) -> None:
    walk.go(library.url if library.url.startswith("/") else library.get_url_parts()[2])
    expect(walk.page.locator("main")).to_contain_text(words["title"])
    walk.stop("12-library")


def see_report(walk: Walk) -> None:
    def counted() -> bool:
        return DayTotal.objects.filter(dimension=Dimension.ALL, opened=1, confirmed=1, clicks=1).exists()

    walk.site.in_a_minute(counted, what="the figures are added up")
    walk.go(reverse("shift_figures"))
    values = walk.page.locator(".shift-figure__value").all_inner_texts()
    assert [value.strip() for value in values] == ["1", "1", "1"]
    walk.stop("13-report")
    distribution = Distribution.objects.get()
    states = sorted(Delivery.objects.values_list("channel", "state"))
    assert states == [("email", "sent"), ("inbox", "sent")]
    walk.go(reverse("shift_distributions:inspect", args=[distribution.pk]))
    walk.stop("14-distribution")
