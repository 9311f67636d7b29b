"""A vacancy from the careers site outside until after its closing date, when nothing of it is offered any more.

With a real web server, task cluster, mail server and browser, and a careers site with a name, a certificate and an
answer of its own. With SHIFT_SCREENSHOTS=<folder> every stop is kept as a picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page, expect
from wagtail.models import Site as WagtailSite

from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.library.models import LibraryPage, ShareableMessage
from shift_plugin.sharing.models import TrackedLink
from shift_plugin.vacancies.models import FeedRun, VacancyIndexPage, VacancyPage
from tests.browser.outside import show_to_processes
from tests.browser.processes import eventually
from tests.browser.running import Site
from tests.browser.test_main_job import (
    DESKTOP,
    PHONE,
    Walk,
    click_from_outside,
    fill_moment,
    press_in_menu,
    share_on_bluesky,
)
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.strategy import KeyMessageFactory, PillarFactory
from tests.feed_server import FeedServer, page
from tests.vacancies import answers

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "nl": {"ours": "Kok in de wijk", "other": "Buschauffeur", "key": "Bij ons werk je dichtbij.", "own": "Kom koken!"},
    "en": {"ours": "Cook", "other": "Bus driver", "key": "With us you work nearby.", "own": "Come and cook!"},
}


@pytest.fixture
def careers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FeedServer]:
    """The careers site outside. Ask for it before the site."""
    server = FeedServer(tmp_path)
    show_to_processes(server, monkeypatch)
    yield server
    server.close()


@pytest.fixture
def people(place: Callable[[str], None]) -> Callable[[str, Site], dict[str, Any]]:
    """A page with vacancies and the library on the site; HR, an editor, and a colleague who shares."""

    def make(language: str, site: Site) -> dict[str, Any]:
        place(language)
        WagtailSite.objects.update(port=urlsplit(site.address).port)
        home = WagtailSite.objects.get(is_default_site=True).root_page
        pillar = PillarFactory(name="Werken bij ons")
        key = KeyMessageFactory(pillar=pillar, text=WORDS[language]["key"])
        # Outsiders don't get into this intranet, so what is shared leads to the careers site.
        shared = {"pillar": pillar, "key_message": key, "locale": home.locale, "is_public": False}
        home.add_child(instance=VacancyIndexPage(title="Werken bij Brinkhoven", slug="vacatures", **shared))
        home.add_child(instance=LibraryPage(title="Delen", slug="delen", locale=home.locale))
        call_command("shift_setup", verbosity=0)
        names = {"hr": ("Hanna", "Raads"), "editor": ("Joris", "Bakker")}
        users = {
            key: UserFactory(email=f"{key}@brinkhoven.example", first_name=first, last_name=last, roles=[key])
            for key, (first, last) in names.items()
        }
        colleague = AmbassadorFactory(user__last_name="Visser", pillars=[pillar], language=language, team=None)
        return {**users, "colleague": colleague.user}

    return make


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_the_careers_site_until_after_the_closing_date(
    language: str, people: Any, careers: FeedServer, site: Site, open_page: Callable[..., Page]
) -> None:
    words, browser = WORDS[language], {"locale": "nl-NL" if language == "nl" else "en-GB"}
    offers = [answers.offer(number, words[name]) for number, name in enumerate(("ours", "other"), 1)]
    careers.pages[answers.RECRUITEE] = page(answers.recruitee(*offers))
    with translation.override(language):
        who = people(language, site)

        def walker(name: str, width: int = DESKTOP) -> Walk:
            walk = Walk(open_page(width=width, **browser), site, language)
            walk.log_in(who[name])
            return walk

        hr = walker("hr")
        import_vacancies(hr, words)
        offer(hr, words)
        editor = walker("editor")
        approve(editor)
        colleague = walker("colleague", PHONE)
        share(colleague, words)
        click_from_outside(site)
        plan(editor)
        choose_closing_moment(hr, words)
        it_comes(site)
        nothing_is_offered(hr, colleague, editor, words)
        follow_the_link(Walk(open_page(width=PHONE, **browser), site, language), words)


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def import_vacancies(walk: Walk, words: dict[str, str]) -> None:
    """HR says where the vacancies are, has them read at once, and looks at the report."""
    page = walk.page
    walk.go(reverse("shift_vacancy_feeds:add"))
    page.locator("[name=name]").fill("Recruitee")
    page.locator("[name=kind]").select_option("recruitee")
    page.locator("[name=address]").fill("brinkhoven")
    page.locator("[name=index_page]").select_option(label="Werken bij Brinkhoven")
    walk.stop("50-feed")
    walk.save()
    walk.go(reverse("shift_vacancy_feeds:index"))
    walk.stop("51-feeds")
    page.get_by_role("link", name="Recruitee").first.click()
    walk.stop("52-feed-read-now")
    press(page, 'form[action$="/read/"] button')
    eventually(lambda: FeedRun.objects.filter(state="done").exists(), within=60, what="the feed is read")
    page.reload()
    walk.stop("53-reading")
    run = FeedRun.objects.get()
    assert (run.found, run.added, run.refused) == (2, 2, 0)
    assert sorted(VacancyPage.objects.live().values_list("title", flat=True)) == sorted([words["ours"], words["other"]])


def offer(walk: Walk, words: dict[str, str]) -> None:
    page, vacancy = walk.page, VacancyPage.objects.get(title=words["ours"])
    page.goto(vacancy.full_url)
    expect(page.locator("main h1")).to_have_text(words["ours"])
    walk.stop("54-vacancy")
    walk.go(reverse("shift_vacancies"))
    walk.stop("55-vacancies-in-admin")
    press(page, f'a[href="{reverse("shift_offer_vacancy", args=[vacancy.pk])}"]')
    expect(page.locator("[name=title]")).to_have_value(words["ours"])
    walk.stop("56-offer")
    press(page, 'main form[method="post"] button[type=submit]')
    walk.stop("57-offered")
    message = ShareableMessage.objects.get()
    assert (message.live, message.workflow_in_progress, message.link_url) == (False, True, vacancy.apply_url)


def approve(walk: Walk) -> None:
    walk.go(reverse("shift_messages:edit", args=[ShareableMessage.objects.get().pk]))
    walk.stop("58-vacancy-to-approve")
    with walk.page.expect_navigation():
        press_in_menu(walk.page, "[data-workflow-action-name=approve]")
    eventually(lambda: ShareableMessage.objects.get().live, within=10, what="the message is in the library")


def library(walk: Walk) -> Any:
    walk.go(LibraryPage.objects.get().get_url_parts()[2])
    return expect(walk.page.locator("main"))


def share(walk: Walk, words: dict[str, str]) -> None:
    library(walk).to_contain_text(words["ours"])
    walk.page.get_by_role("link", name=words["ours"]).first.click()
    walk.stop("59-vacancy-message")
    walk.page.locator('main a[href*="/share/bluesky/"]').first.click()
    text = ShareableMessage.objects.get().text
    share_on_bluesky(walk, text, words["own"], pictures=("60-share-the-vacancy", "61-shared-the-vacancy"))
    assert TrackedLink.objects.get().target_url.startswith("https://brinkhoven.recruitee.com/o/vacature-1?")


def plan(walk: Walk) -> None:
    """A mail about it, two days from now."""
    page = walk.page
    walk.go(f"{reverse('shift_distributions:add')}?message={ShareableMessage.objects.get().pk}")
    moment = timezone.localtime(timezone.now() + timedelta(days=2))
    fill_moment(page, "send_at", moment)
    walk.save()
    press(page, 'form[action$="/plan/"] button')
    assert Distribution.objects.get().state == "planned"


def choose_closing_moment(walk: Walk, words: dict[str, str]) -> None:
    """The careers site said nothing about it. What is offered ends at the same moment."""
    vacancy = VacancyPage.objects.get(title=words["ours"])
    walk.go(reverse("wagtailadmin_pages:edit", args=[vacancy.pk]))
    moment = timezone.localtime(timezone.now() + timedelta(hours=1), timezone.get_default_timezone())
    fill_moment(walk.page, "closes_at", moment)
    walk.stop("62-closing-moment")
    walk.save("action-publish")
    vacancy.refresh_from_db()
    assert vacancy.closes_at == moment.replace(second=0, microsecond=0)
    assert ShareableMessage.objects.get().expire_at == vacancy.closes_at


def it_comes(site: Site) -> None:
    """The hour passes at once."""
    past = timezone.now() - timedelta(minutes=1)
    VacancyPage.objects.exclude(closes_at=None).update(closes_at=past)
    ShareableMessage.objects.update(expire_at=past)
    site.in_a_minute(lambda: not ShareableMessage.objects.get().live, what="the message leaves the library")
    stopped = Distribution.objects.filter(state="stopped")
    eventually(stopped.exists, within=30, what="the mail that was planned is stopped")
    led_away = TrackedLink.objects.exclude(former_url="")
    eventually(led_away.exists, within=30, what="the link no longer leads to the careers site")


def nothing_is_offered(hr: Walk, colleague: Walk, editor: Walk, words: dict[str, str]) -> None:
    hr.go(reverse("shift_vacancies"))
    hr.stop("63-vacancies-one-closed")
    library(colleague).not_to_contain_text(words["ours"])
    colleague.stop("64-library-without-it")
    colleague.go(VacancyIndexPage.objects.get().get_url_parts()[2])
    expect(colleague.page.locator("main .shift-card")).to_have_count(1)
    expect(colleague.page.locator("main")).to_contain_text(words["other"])
    colleague.stop("65-open-vacancies")
    colleague.go(VacancyPage.objects.get(title=words["ours"]).get_url_parts()[2])
    expect(colleague.page.locator("main .shift-notice")).to_be_visible()
    expect(colleague.page.locator("main .shift-card")).to_have_count(1)
    expect(colleague.page.locator("main script[type='application/ld+json']")).to_have_count(0)
    colleague.stop("66-closed-vacancy")
    editor.go(reverse("shift_distributions:inspect", args=[Distribution.objects.get().pk]))
    editor.stop("67-stopped-distribution")
    assert not Delivery.objects.filter(state="sent").exists()


def follow_the_link(walk: Walk, words: dict[str, str]) -> None:
    """Who sees the post a week later hears that it is over, and where to apply for what there is now."""
    page = walk.page
    answer = page.goto(f"{walk.site.address}/shift/r/{TrackedLink.objects.get().code}")
    assert answer is not None
    assert (answer.status, urlsplit(page.url).path) == (200, reverse("shift:vacancy_closed"))
    expect(page.locator("html")).to_have_attribute("lang", walk.language)
    walk.stop("68-link-of-a-closed-vacancy")
    other = page.get_by_role("link", name=words["other"])
    expect(other).to_have_attribute("href", "https://brinkhoven.recruitee.com/o/vacature-2")
    expect(page.locator("main")).not_to_contain_text(words["ours"])
