"""What somebody chooses about mail: from a real mail, sent by a real cluster, without log-in and without a mouse."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from shift_plugin.distribution.actions import starting
from shift_plugin.people.actions import mark_undeliverable
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, personal_token
from tests.browser.processes import eventually
from tests.browser.running import Site
from tests.factories.distribution import DistributionFactory
from tests.factories.library import MessageFactory, locale
from tests.factories.people import AmbassadorFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db(transaction=True)

ALWAYS = "1234567 00:00-24:00"
LOOKS = [(360, "nl", "light"), (360, "en", "dark"), (1280, "nl", "dark"), (1280, "en", "light")]


def person_in(language: str, **choices: Any) -> Ambassador:
    locale(language)
    defaults = {"rhythm": "at_once", "office_hours": ALWAYS, "language": language}
    return AmbassadorFactory(**{**defaults, **choices})


def sent_mail(sink: Any, person: Ambassador, language: str) -> EmailMessage:
    """A distribution leaves now, and the cluster sends it."""
    pillar = PillarFactory()
    person.memberships.create(pillar=pillar, source="assigned")
    message = MessageFactory(title="Nieuwe werkplaats open", pillars=[pillar], language=language)
    now = timezone.now()
    distribution = DistributionFactory(message=message, send_at=now)
    starting.start(distribution_id=distribution.pk, now=now)
    starting.queue_senders(now=now)
    eventually(lambda: person.email in sink.addresses, within=90, what="the mail arrived")
    return sink.mail_to(person.email)


def link(mail: EmailMessage, name: str) -> str:
    text = mail.get_body(("plain",)).get_content()
    return re.findall(rf"https?://\S+/{name}/\S+", text)[0]


def fresh(person: Ambassador) -> Ambassador:
    return Ambassador.objects.get(pk=person.pk)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("form.shift-form button").click()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_a_mail_to_a_calmer_rhythm_a_pause_and_back(
    language: str, place: Any, site: Site, sink: Any, open_page: Callable[..., Page]
) -> None:
    place(language)
    with translation.override(language):
        person = person_in(language)
        mail = sent_mail(sink, person, language)
        # Without JavaScript all of it works too.
        page = open_page(width=360, java_script_enabled=language == "nl")
        page.goto(link(mail, "preferences"))
        assert page.locator("html").get_attribute("lang") == language
        change_rhythm(page, person)
        pause_and_come_back(page, person)
        unsubscribe_with_one_click(page, person, mail)


def change_rhythm(page: Page, person: Ambassador) -> None:
    expect(page.locator("[name=rhythm][value=at_once]")).to_be_checked()
    page.locator("[name=rhythm][value=daily]").check()
    page.locator("[name=weekly_cap]").fill("0")
    page.locator("[name=days][value='5']").uncheck()
    save(page)
    expect(page.locator("[role=alert]").first).to_be_visible()
    # Nothing that was typed is lost.
    expect(page.locator("[name=rhythm][value=daily]")).to_be_checked()
    expect(page.locator("[name=days][value='5']")).not_to_be_checked()
    expect(page.locator("[name=weekly_cap]")).to_have_value("0")
    assert fresh(person).rhythm == "at_once"

    page.locator("[name=weekly_cap]").fill("2")
    page.locator("[name=starts]").fill("09:30")
    page.locator("[name=ends]").fill("15:00")
    save(page)
    now = fresh(person)
    assert (now.rhythm, now.weekly_cap, now.office_hours) == ("daily", 2, "123467 09:30-15:00")
    expect(page.locator("#shift-now + p")).to_contain_text("9:30")


def pause_and_come_back(page: Page, person: Ambassador) -> None:
    day = timezone.localdate() + timedelta(days=30)
    page.locator("[name=paused_until]").fill(day.isoformat())
    save(page)
    assert timezone.localtime(fresh(person).paused_until).date() == day
    expect(page.locator("#shift-now + p")).to_contain_text(str(day.year))

    page.locator("[name=paused_until]").fill("")
    save(page)
    assert fresh(person).paused_until is None


def unsubscribe_with_one_click(page: Page, person: Ambassador, mail: EmailMessage) -> None:
    """First as a mail program does it (RFC 8058), then taken back by the person."""
    address = link(mail, "unsubscribe")
    body = urllib.parse.urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urllib.request.urlopen(urllib.request.Request(address, data=body)) as answer:
        assert (answer.status, answer.url) == (200, address)
    assert fresh(person).receives_mail is False

    page.goto(address)
    with page.expect_navigation():
        page.locator("form:has([name=step]) button").click()
    now = fresh(person)
    assert (now.receives_mail, now.rhythm, now.office_hours) == (True, "daily", "123467 09:30-15:00")
    expect(page.locator("main")).to_contain_text("9:30")


def test_the_keyboard_alone_is_enough(live_server: Any, place: Any, open_page: Callable[..., Page]) -> None:
    place("en")
    person = person_in("en", office_hours="12345 08:00-18:00")
    page = open_page(locale="en-GB")
    page.goto(live_server.url + reverse("shift:preferences", args=[personal_token(PREFERENCES, person.pk)]))

    def tab_to(name: str) -> None:
        for _press in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == name:
                return
        raise AssertionError(f"Tab never reaches {name}.")

    tab_to("rhythm")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to("weekly_cap")
    page.keyboard.type("1")
    tab_to("days")
    page.keyboard.press("Space")
    tab_to("starts")
    page.keyboard.type("1000")
    tab_to("holiday_region")
    page.keyboard.type("Belg")
    with page.expect_navigation():
        tab_to("paused_until")
        page.keyboard.press("Enter")

    now = fresh(person)
    assert (now.rhythm, now.weekly_cap, now.office_hours, now.holiday_region) == (
        "weekly",
        1,
        "2345 10:00-18:00",
        "BE",
    )


@pytest.mark.parametrize(("width", "language", "scheme"), LOOKS, ids=lambda value: str(value))
def test_everybody_can_use_the_page_in_all_its_states(
    width: int,
    language: str,
    scheme: str,
    live_server: Any,
    place: Any,
    open_page: Callable[..., Page],
    violations: Callable[[Page], list[str]],
) -> None:
    place(language)
    with translation.override(language):
        page = open_page(width=width, scheme=scheme, locale=f"{language}-NL")
        wrong = {}
        for state, choices in {
            "paused": {"paused_until": timezone.now() + timedelta(days=9)},
            "only the inbox": {"receives_mail": False},
            "weekly, with holidays": {"rhythm": "weekly", "holiday_region": "DE-BY"},
            "dead": {},
        }.items():
            person = person_in(language, **choices)
            if state == "dead":
                mark_undeliverable(address=person.email)
            page.goto(live_server.url + reverse("shift:preferences", args=[personal_token(PREFERENCES, person.pk)]))
            wrong[state] = violations(page) + sideways(page)
        page.locator("[name=weekly_cap]").fill("0")
        page.locator("[name=days]").first.uncheck()
        page.locator("[name=ends]").fill("01:00")
        page.locator("[name=starts]").fill("02:00")
        page.locator("[name=paused_until]").fill("2020-01-01")
        save(page)
        assert page.locator("[aria-invalid=true]").count() == 3
        wrong["errors"] = violations(page) + sideways(page)
        # A link of the summary leads to its field.
        page.locator("[role=alert] a").first.click()
        assert urlsplit(page.url).fragment == "id_weekly_cap"
    assert wrong == {state: [] for state in wrong}


def sideways(page: Page) -> list[str]:
    too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return ["scrolls sideways"] if too_wide else []


def test_links_of_another_purpose_or_person_open_nothing(
    live_server: Any, place: Any, open_page: Callable[..., Page]
) -> None:
    place("en")
    person, other = person_in("en"), person_in("en")
    page = open_page(locale="en-GB")
    own = personal_token(PREFERENCES, person.pk)
    theirs = personal_token(PREFERENCES, other.pk)
    bent = [
        personal_token(UNSUBSCRIBE, other.pk),
        theirs.partition(":")[0] + ":" + own.partition(":")[2],
        theirs[:-1] + ("A" if theirs[-1] != "A" else "B"),
        "nothing",
    ]
    for token in bent:
        answer = page.goto(live_server.url + reverse("shift:preferences", args=[token]))
        assert answer is not None
        assert answer.status == 410
        assert page.locator("[name=rhythm]").count() == 0
        expect(page.locator("main")).not_to_contain_text(other.user.last_name)
    assert (fresh(other).rhythm, fresh(other).receives_mail) == ("at_once", True)
