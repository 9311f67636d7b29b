"""The mail of a digest: made of blocks that many people get, and of words that are for one person only."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from shift_plugin.distribution.channels.digests import Item, Press, why_item
from shift_plugin.distribution.models import Delivery, Distribution
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db


def delivery_to(name: str, language: str = "nl") -> Delivery:
    digest = Distribution.objects.filter(kind="digest").first() or DistributionFactory(
        kind="digest", message=None, digest_key="daily-2026-11-24"
    )
    person = AmbassadorFactory(
        user__email=f"{name.lower()}@brinkhoven.example",
        user__first_name=name,
        user__last_name="Vis",
        language=language,
    )
    return DeliveryFactory(distribution=digest, ambassador=person, channel="email", state="claimed")


def bodies(mail: Any) -> tuple[str, str]:
    (html, _kind) = mail.alternatives[0]
    return mail.body, html


@pytest.fixture
def items(pillar: Any) -> list[Item]:
    titles = ("De moestuin is open", "Wij zoeken een kok", "Hoe Lotte hier begon")
    return [Item(MessageFactory(title=title, text=f"{title}, kom kijken.", pillars=[pillar])) for title in titles]


def test_the_messages_stand_in_their_order_each_with_its_own_reason(items):
    items = [Item(items[0].message, sender="Joris Bakker"), Item(items[1].message, pillar="Vakmanschap"), items[2]]
    text, html = bodies(Press().letter(delivery_to("Sanne"), items))
    wanted = [
        "De moestuin is open",
        "Naar je gestuurd door Joris Bakker.",
        "Wij zoeken een kok",
        "Voor jouw groep “Vakmanschap”.",
        "Hoe Lotte hier begon",
        "Voor jou gekozen door de redactie.",
    ]
    for body in (text, html.partition("</h1>")[2]):
        places = [body.find(words) for words in wanted]
        assert -1 not in places, body
        assert places == sorted(places)


def test_what_is_made_for_one_person_never_reaches_another(items):
    """One press, two people: the blocks are shared, the name, the links and the reason are not."""
    press = Press()
    first, second = delivery_to("Sanne"), delivery_to("Joost")
    mine = press.letter(first, [Item(items[0].message, sender="Geheime Afzender"), items[1]])
    yours = press.letter(second, [Item(items[0].message, pillar="Vakmanschap")])
    for body in bodies(yours):
        assert "Joost" in body
        assert "Sanne" not in body
        assert "Geheime Afzender" not in body
        assert "Wij zoeken een kok" not in body
    own = r"[?&]t=([^\s\"&]+)|/(?:unsubscribe|preferences)/([^\s\"]+)"
    tokens = [set(re.findall(own, mail.body)) for mail in (mine, yours)]
    assert tokens[0]
    assert tokens[0] & tokens[1] == set()
    assert yours.to == [second.ambassador.email]


def test_a_press_makes_a_block_once_and_anew_when_the_message_is_published_anew(items):
    press, person = Press(), delivery_to("Sanne")
    assert not press.has_all("nl", items)
    press.letter(person, items)
    assert press.has_all("nl", items)
    assert not press.has_all("en", items)
    message = items[0].message
    message.title = message.text = "De kas is open"
    message.last_published_at = timezone.now() + timedelta(minutes=1)
    assert not press.has_all("nl", items)
    text, html = bodies(press.letter(person, items))
    assert "De kas is open" in text
    assert "De moestuin is open" not in text + html


def test_each_reader_gets_the_frame_in_their_own_language(items):
    press = Press()
    with translation.override("fr"):
        dutch = press.letter(delivery_to("An", "nl"), items)
        english = press.letter(delivery_to("Al", "en"), items)
    assert (dutch.subject, english.subject) == (
        "Nieuwe berichten voor jou om te delen",
        "New messages for you to share",
    )
    assert 'lang="en"' in bodies(english)[1]
    assert "Hi Al," in english.body


def test_what_editors_type_is_text_and_no_html(pillar):
    evil = MessageFactory(title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>", pillars=[pillar])
    text, html = bodies(Press().letter(delivery_to("Sanne"), [Item(evil, sender="<b>Ik</b>")]))
    assert "<script>" in text
    assert "<script>" not in html
    assert "<img src=x" not in html
    assert "<b>Ik" not in html
    assert "&lt;b&gt;Ik" in html


def test_three_networks_that_fit_the_pillars_at_most(items):
    few = Item(items[0].message, networks=frozenset({"linkedin"}))
    _text, html = bodies(Press().letter(delivery_to("Sanne"), [few]))
    assert re.findall(r"/share/(\w+)", html) == ["linkedin"]
    _text, html = bodies(Press().letter(delivery_to("Joost"), [items[1]]))
    assert len(re.findall(r"/share/(\w+)", html)) == 3


def test_why_in_the_language_that_is_active(items):
    with translation.override("en"):
        assert why_item(Item(items[0].message, sender="Joris", pillar="Craft")) == "Sent to you by Joris."
        assert why_item(Item(items[0].message, pillar="Craft")) == "For your group “Craft”."
        assert why_item(items[0]) == "Chosen for you by the editors."
