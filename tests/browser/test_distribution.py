"""An editor sends a message, with a real web server, task cluster, slow mail server and browser.

They look at the effect beforehand, take it back, send it, watch how far it is, and cancel half-way. The Social Master
sends what is urgent, with a reason. With SHIFT_SCREENSHOTS=<folder> every stop is kept as a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page, expect
from wagtail.models import ModelLogEntry

from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.people.enums import Rhythm
from tests.browser.processes import eventually
from tests.browser.running import Site
from tests.browser.test_main_job import DESKTOP, PHONE, Walk
from tests.factories.library import MessageFactory, locale
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE, IN_DIGEST = 40, 3
NOTES = {"nl": "Kijk eens wat er bij ons gebeurt!", "en": "Look what is happening here!"}
REASONS = {"nl": "De brug gaat vannacht al dicht.", "en": "The bridge closes tonight."}


@pytest.fixture
def people(db: Any) -> dict[str, Any]:
    call_command("shift_setup", verbosity=0)
    names = {"editor": ("Joris", "Bakker"), "master": ("Marijke", "de Graaf")}
    return {
        key: UserFactory(email=f"{key}@brinkhoven.example", first_name=first, last_name=last, roles=[key])
        for key, (first, last) in names.items()
    }


@pytest.fixture
def audience(people: Any) -> Callable[[str], Any]:
    """A message in a language, with people who get it at once, in the digest, or not."""

    def make(language: str) -> Any:
        pillar = PillarFactory(name="Vakmanschap")
        everybody = {"pillars": [pillar], "language": language, "team": None}
        AmbassadorFactory.create_batch(AT_ONCE, **everybody)
        AmbassadorFactory.create_batch(IN_DIGEST, rhythm=Rhythm.WEEKLY, **everybody)
        name = {"user__first_name": "Petra", "user__last_name": "Pauzeman"}
        AmbassadorFactory(paused_until=timezone.now() + timedelta(days=30), **name, **everybody)
        return MessageFactory(title="De brug gaat dicht", pillars=[pillar], locale=locale(language))

    return make


@pytest.fixture
def one_minute_to_undo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHIFT_WALK_UNDO_MINUTES", "1")


@pytest.mark.usefixtures("one_minute_to_undo")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_the_effect_beforehand_to_cancelling_half_way(
    language: str, people: Any, audience: Any, site: Site, sink: Any, open_page: Callable[..., Page]
) -> None:
    sink.pause = 1
    message = audience(language)
    context = {"locale": "nl-NL" if language == "nl" else "en-GB"}
    with translation.override(language):
        walk = Walk(open_page(width=DESKTOP, **context), site, language)
        walk.log_in(people["editor"])
        fill_in(walk, message, language)
        distribution = Distribution.objects.get()
        see_effect(walk, distribution)
        send_and_take_back(walk, distribution)
        press(walk, "send")
        master = Walk(open_page(width=PHONE, **context), site, language)
        master.log_in(people["master"])
        send_urgent(master, message, language)
        watch(walk, distribution)
        see_without_script(open_page(storage_state=walk.page.context.storage_state(), java_script_enabled=False), walk)
        cancel_half_way(walk, distribution, sink)


def press(walk: Walk, step: str) -> None:
    with walk.page.expect_navigation():
        walk.page.locator(f'form[action$="/{step}/"] button').click()


def fill_in(walk: Walk, message: Any, language: str) -> None:
    page = walk.page
    walk.go(f"{reverse('shift_distributions:add')}?message={message.pk}")
    page.locator("[name=note]").fill(NOTES[language])
    page.locator("[name=reminders]").select_option("1")
    expect(page.locator("[name=is_urgent]")).to_have_count(0)
    walk.stop("20-distribution-form")
    walk.save()


def see_effect(walk: Walk, distribution: Distribution) -> None:
    """Each number leads to its names, with the reason."""
    page = walk.page
    groups = page.locator(".shift-effect a")
    numbers = groups.locator("strong").all_inner_texts()
    assert [int(number) for number in numbers] == [AT_ONCE, IN_DIGEST, 1, AT_ONCE + IN_DIGEST + 1]
    walk.stop("21-effect")
    page.locator('.shift-effect a[href*="paused"]').click()
    expect(page.locator("table.listing")).to_contain_text("Petra Pauzeman")
    page.locator("main [name=q]").fill("bestaatniet")
    page.keyboard.press("Enter")
    expect(page.locator("table.listing")).to_have_count(0)
    walk.go(reverse("shift_distributions:inspect", args=[distribution.pk]))


def send_and_take_back(walk: Walk, distribution: Distribution) -> None:
    press(walk, "send")
    left = walk.page.locator("shift-countdown [data-left]")
    first = left.inner_text()
    assert first in [f"0:{second:02}" for second in range(30, 60)] + ["1:00"]
    expect(left).not_to_have_text(first)
    walk.stop("22-take-back")
    press(walk, "unplan")
    distribution.refresh_from_db()
    assert (distribution.state, distribution.send_at) == ("draft", None)
    assert not Delivery.objects.exists()


def send_urgent(walk: Walk, message: Any, language: str) -> None:
    """By who may, with a reason, after it says what it breaks; and taken back."""
    page = walk.page
    walk.go(f"{reverse('shift_distributions:add')}?message={message.pk}")
    page.locator("[name=is_urgent]").check()
    walk.stop("23-urgent-form")
    walk.save()
    expect(page.locator("[name=urgent_reason]")).to_have_attribute("aria-invalid", "true")
    page.locator("[name=urgent_reason]").fill(REASONS[language])
    walk.save()
    urgent = Distribution.objects.get(is_urgent=True)
    press(walk, "send")
    expect(page.locator("main")).to_contain_text(REASONS[language])
    expect(page.locator("main")).to_contain_text(str(IN_DIGEST))
    walk.stop("24-urgent-confirm")
    urgent.refresh_from_db()
    assert urgent.state == "draft"
    with page.expect_navigation():
        page.locator("button[name=confirmed]").click()
    urgent.refresh_from_db()
    assert urgent.state == "planned"
    walk.stop("25-urgent-planned")
    logged = ModelLogEntry.objects.for_instance(urgent).get(action="shift.distribution.urgent")
    assert logged.data == {"reason": REASONS[language]}
    press(walk, "unplan")


def watch(walk: Walk, distribution: Distribution) -> None:
    """When the time to take it back is over, the page leads on; then the figures move by themselves."""
    page = walk.page
    # The rest of the minute passes at once.
    Distribution.objects.filter(pk=distribution.pk).update(send_at=timezone.now() + timedelta(seconds=5))
    page.reload()
    expect(page.locator("shift-countdown [data-after]")).to_be_visible(timeout=30_000)
    expect(page.locator('form[action$="/unplan/"]')).to_be_hidden()
    sending = Distribution.objects.filter(pk=distribution.pk, state="sending")
    walk.site.in_a_minute(sending.exists, what="it is being sent")
    page.locator("[data-after] a").click()
    delivered = page.locator('td[data-figure="delivered"]')
    expect(page.locator("[data-fallback]")).to_be_hidden()
    seen = delivered.inner_text()
    expect(delivered).not_to_have_text(seen, timeout=60_000)
    assert int(delivered.inner_text()) > int(seen)
    expect(page.locator('[data-figure="due"]')).not_to_have_text("0")
    walk.stop("26-progress")
    page.set_viewport_size({"width": PHONE, "height": 900})
    walk.stop("27-progress-phone")
    page.set_viewport_size({"width": DESKTOP, "height": 900})


def see_without_script(page: Page, walk: Walk) -> None:
    """The same figures, and a link to look again."""
    page.goto(walk.page.url)
    expect(page.locator("[data-fallback] a")).to_be_visible()
    expect(page.locator("[data-done]")).to_be_hidden()
    assert int(page.locator('td[data-figure="delivered"]').inner_text()) > 0


def cancel_half_way(walk: Walk, distribution: Distribution, sink: Any) -> None:
    """It says exactly how far it was, and that is what the mail server saw."""
    page = walk.page
    with page.expect_navigation():
        page.locator('a[href$="/cancel/"]').click()
    walk.stop("28-cancel")
    with page.expect_navigation():
        page.locator("main form button, .nice-padding form button").last.click()
    entry = ModelLogEntry.objects.for_instance(distribution).get(action="shift.distribution.cancel")
    told = entry.data
    said = page.locator(".messages").inner_text()
    assert f" {told['sent']} " in said
    assert f" {told['stopped']} " in said
    assert told["sent"] + told["leaving"] + told["stopped"] == AT_ONCE
    assert 0 < told["stopped"] < AT_ONCE
    walk.stop("29-cancelled")
    mails = Delivery.objects.filter(distribution=distribution, channel="email")
    eventually(lambda: not mails.filter(state="sending").exists(), within=60, what="what was on its way has arrived")
    assert mails.filter(state="sent").count() == len(sink.taken) == told["sent"] + told["leaving"]
    assert mails.filter(state="skipped", reason="cancelled").count() == told["stopped"]
    assert sink.twice() == []
