"""The pages about vacancies in their states: WCAG 2.2 AA, a strict content policy, no sideways scrolling."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page as WagtailPage
from wagtail.models import Site as WagtailSite

from tests.factories.people import TeamFactory, UserFactory
from tests.factories.vacancies import VacancyFactory, VacancyIndexFactory

pytestmark = pytest.mark.django_db(transaction=True)
# A folder for pictures of the pages, for who wants to see them.
PICTURES = os.environ.get("SHIFT_PICTURES", "")


def fill(home: WagtailPage) -> dict[str, str]:
    """Name → address of each page and state."""
    now = timezone.now()
    place = {"locale": home.locale}
    index = VacancyIndexFactory(parent=home, title="Werken bij Brinkhoven", introduction="Kies er een.", **place)
    empty = VacancyIndexFactory(parent=home, title="Stage", **place)
    text = "<h3>Wat je doet</h3><ul><li>Je bouwt mee.</li></ul><p>Lees <a href='https://x.example'>meer</a>.</p>"
    fields: dict[str, Any] = {"parent": index, "text": text, **place}
    contact = {"contact_name": "Anouk", "contact_email": "hr@brinkhoven.example", "contact_phone": "0123 456 789"}
    vacancy = VacancyFactory(
        title="Verzorgende voor de nacht", team=TeamFactory(), closes_at=now + timedelta(days=3), **contact, **fields
    )
    closed = VacancyFactory(title="Timmerman", closes_at=now - timedelta(days=3), **fields)
    alone = VacancyFactory(parent=empty, title="Stagiair", closes_at=now - timedelta(days=3), **place)
    return {
        "index": index.get_url(),
        "index-found": index.get_url() + "?q=nacht",
        "index-nothing": index.get_url() + "?q=xylofoon",
        "index-empty": empty.get_url(),
        "vacancy": vacancy.get_url(),
        "closed": closed.get_url(),
        "closed-alone": alone.get_url(),
        "link": reverse("shift:vacancy_closed"),
    }


@pytest.mark.parametrize(("width", "language", "scheme"), [(360, "nl", "dark"), (1280, "en", "light")])
def test_everybody_can_use_the_pages(
    width: int,
    language: str,
    scheme: str,
    live_server: Any,
    open_page: Callable[..., Any],
    violations: Any,
    place: Callable[[str], None],
) -> None:
    place(language)
    with translation.override(language):
        addresses = fill(WagtailSite.objects.get(is_default_site=True).root_page)
    client = Client()
    client.force_login(UserFactory())
    page = open_page(width=width, scheme=scheme, locale=f"{language}-NL")
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )

    wrong = []
    for name, address in addresses.items():
        path = address.partition("127.0.0.1")[2] or address
        response = page.goto(live_server.url + path)
        wrong += [f"{name}: {problem}" for problem in violations(page)]
        if response.status != 200:
            wrong.append(f"{name}: {response.status}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{name}: scrolls sideways")
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}-{language}-{scheme}.png", full_page=True)
    assert wrong == []
