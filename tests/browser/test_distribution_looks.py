"""What editors see of distributions, and the mail of a digest, as they look: for everybody, on a phone and a screen.

With SHIFT_SCREENSHOTS=<folder> each is kept as a picture.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page

from shift_plugin.distribution.channels.digests import Item, Press
from shift_plugin.distribution.models import DigestItem
from tests.factories.distribution import (
    ChatChannelFactory,
    ChatPostFactory,
    DeliveryFactory,
    DistributionFactory,
    mixed_crowd,
)
from tests.factories.library import MessageFactory, locale
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db(transaction=True)

SCREENSHOTS = os.environ.get("SHIFT_SCREENSHOTS")


@pytest.fixture
def look(violations: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """What is wrong with the part of a page that is ours."""

    def find(page: Page, name: str, part: str | None = None) -> list[str]:
        if SCREENSHOTS:
            Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)
        too_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return violations(page, part) + (["scrolls sideways"] if too_wide else [])

    return find


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    [(360, "nl", "light"), (360, "en", "dark"), (1280, "nl", "dark"), (1280, "en", "light")],
    ids=str,
)
def test_the_mail_of_a_digest(width: int, language: str, scheme: str, db: Any, open_page: Any, look: Any) -> None:
    locale(language)
    pillar = PillarFactory(name="Vakmanschap aan het bed", networks=["linkedin", "whatsapp"])
    texts = {
        "Leerling-verzorgenden vertellen over hun eerste week": "Vier leerlingen vertellen wat hen raakte. " * 9,
        "Arbeidsongeschiktheidsverzekeringsvoorwaardenoverzicht": "https://www.brinkhoven.example/" + "lang" * 30,
        "Wij zoeken een kok": "Kom je bij ons koken?",
    }
    messages = [MessageFactory(title=title, text=text, pillars=[pillar]) for title, text in texts.items()]
    person = AmbassadorFactory(user__email="sanne@brinkhoven.example", user__first_name="Sanne", language=language)
    digest = DistributionFactory(kind="digest", message=None, digest_key="daily-2026-11-24")
    delivery = DeliveryFactory(distribution=digest, ambassador=person, channel="email")
    items = [
        Item(messages[0], sender="Joris Bakker"),
        Item(messages[1], frozenset({"linkedin", "whatsapp"}), pillar=pillar.name),
        Item(messages[2]),
    ]
    mail = Press().letter(delivery, items)
    page = open_page(width=width, scheme=scheme)
    page.set_content(mail.alternatives[0][0])
    assert look(page, f"digest-{width}-{language}-{scheme}") == []


@pytest.fixture
def addresses(place: Any) -> Callable[[str], dict[str, str]]:
    """Every state that an editor meets, by name."""

    def make(language: str) -> dict[str, str]:
        place(language)
        now = timezone.now()
        pillar = PillarFactory(name="Vakmanschap aan het bed")
        message = MessageFactory(title="De brug over de Vecht gaat dicht", pillars=[pillar], locale=locale(language))
        people = mixed_crowd(pillar, number=30, now=now)
        about = {"message": message, "note": "Kijk eens wat er bij ons gebeurt!", "in_chats": True}
        channel = ChatChannelFactory(name="Werkplaats Noord", language=language)
        states = {
            "draft": DistributionFactory(state="draft", send_at=None, reminders=2, **about),
            "soon": DistributionFactory(send_at=now + timedelta(minutes=4), **about),
            "urgent": DistributionFactory(state="draft", is_urgent=True, urgent_reason="De brug gaat dicht", **about),
            "only-chats": DistributionFactory(state="draft", channels=[], **about),
            "nobody": DistributionFactory(state="draft", message=MessageFactory(pillars=[PillarFactory()])),
            "sending": DistributionFactory(state="sending", started_at=now, **about),
            "done": DistributionFactory(state="done", started_at=now, reminders=1, **about),
            "chats-done": DistributionFactory(state="done", started_at=now, **{**about, "channels": []}),
            "cancelled": DistributionFactory(state="cancelled", started_at=now, **about),
            "digest": DistributionFactory(
                kind="digest",
                message=None,
                digest_key="weekly-2026-11-24",
                channels=["email"],
                state="done",
                started_at=now,
            ),
        }
        reasons = {"failed": "550 5.1.1 No such user here", "skipped": "paused", "unknown": "unknown", "pending": ""}
        for name in ("sending", "done", "cancelled", "digest"):
            for place_of, person in enumerate(people[:12]):
                state = ["sent", "sent", *reasons][place_of % 6]
                state = "sent" if name == "done" and state == "pending" else state
                delivery = DeliveryFactory(
                    distribution=states[name],
                    ambassador=person,
                    channel="email",
                    state=state,
                    reason=reasons.get(state, ""),
                )
                DigestItem.objects.create(delivery=delivery, message=message, position=1)
            if name != "digest":
                ChatPostFactory(distribution=states[name], channel=channel)
        post = ChatPostFactory(distribution=states["chats-done"], channel=channel)
        pages = {name: reverse("shift_distributions:inspect", args=[each.pk]) for name, each in states.items()}
        return pages | {
            "list": reverse("shift_distributions:index"),
            "list-of-digests": reverse("shift_distributions:index") + "?kind=digest",
            "cancel": reverse("shift_distributions:step", args=[states["sending"].pk, "cancel"]),
            "confirm-urgent": reverse("shift_distributions:step", args=[states["urgent"].pk, "send"]),
            "form": reverse("shift_distributions:add") + f"?message={message.pk}",
            "channels": reverse("shift_channels:index"),
            "channel": reverse("shift_channels:inspect", args=[channel.pk]),
            "channel-form": reverse("shift_channels:add"),
            "posts": reverse("shift_chat-posts_modeladmin_index"),
            "post": reverse("shift_chat-posts_modeladmin_inspect", args=[post.pk]),
            "deliveries": reverse("shift_deliveries_modeladmin_index"),
            "delivery": reverse("shift_deliveries_modeladmin_inspect", args=[delivery.pk]),
            "home": reverse("shift_home"),
        }

    return make


@pytest.mark.parametrize(("width", "language"), [(360, "nl"), (1280, "en")], ids=str)
def test_every_page_of_distributions_in_the_admin(
    width: int, language: str, live_server: Any, addresses: Any, client: Any, open_page: Any, look: Any
) -> None:
    with translation.override(language):
        pages = addresses(language)
        client.force_login(UserFactory(is_superuser=True))
        page = open_page(width=width, locale=f"{language}-NL")
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        wrong = {}
        for name, address in pages.items():
            page.goto(live_server.url + address)
            wrong[name] = look(page, f"admin-{name}-{width}", "main")
    assert wrong == {name: [] for name in pages}
