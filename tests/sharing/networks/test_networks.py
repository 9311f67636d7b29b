"""What each network does differently from the others."""

from __future__ import annotations

import pytest
from django.utils import translation

from shift_plugin.sharing.networks import (
    Bluesky,
    Copy,
    Email,
    Facebook,
    Instagram,
    LinkedIn,
    Mastodon,
    Threads,
    WhatsApp,
    X,
)
from shift_plugin.sharing.networks.mastodon import instance_host

LINK = "https://z.nl/a"
ENCODED = "https%3A%2F%2Fz.nl%2Fa"


@pytest.mark.parametrize(
    ("network", "address", "without_link"),
    [
        (
            LinkedIn,
            f"https://www.linkedin.com/sharing/share-offsite/?url={ENCODED}",
            "https://www.linkedin.com/feed/?shareActive=true&text=Hoi%21",
        ),
        (
            X,
            f"https://x.com/intent/post?text=Hoi%21&url={ENCODED}",
            "https://x.com/intent/post?text=Hoi%21",
        ),
        (Facebook, f"https://www.facebook.com/sharer/sharer.php?u={ENCODED}", "https://www.facebook.com/"),
        (WhatsApp, f"https://wa.me/?text=Hoi%21%0A%0A{ENCODED}", "https://wa.me/?text=Hoi%21"),
        (
            Bluesky,
            f"https://bsky.app/intent/compose?text=Hoi%21%0A%0A{ENCODED}",
            "https://bsky.app/intent/compose?text=Hoi%21",
        ),
        (
            Mastodon,
            f"https://share.joinmastodon.org/#text=Hoi%21%0A%0A{ENCODED}",
            "https://share.joinmastodon.org/#text=Hoi%21",
        ),
        (
            Threads,
            f"https://www.threads.com/intent/post?text=Hoi%21&url={ENCODED}",
            "https://www.threads.com/intent/post?text=Hoi%21",
        ),
        (Instagram, "https://www.instagram.com/", "https://www.instagram.com/"),
        (Email, f"mailto:?body=Hoi%21%0D%0A%0D%0A{ENCODED}", "mailto:?body=Hoi%21"),
        (Copy, "", ""),
    ],
)
def test_address(network, address, without_link):
    assert network().share_address(text="Hoi!", url=LINK) == address
    assert network().share_address(text="Hoi!") == without_link


@pytest.mark.parametrize("network", [LinkedIn, Facebook, Instagram])
def test_text_is_pasted_where_nothing_can_be_filled_in(network):
    with translation.override("en"):
        assert network().instructions == "Your text has been copied. Paste it in the post."
    assert network().full_text("Hoi", LINK) == "Hoi"


@pytest.mark.parametrize(
    ("network", "text", "count"),
    [
        (X, "€ 👨‍👩‍👧", 2 + 1 + 2 + 2 + 23),
        (Bluesky, "€ 👨‍👩‍👧", 3 + 2 + len(LINK)),
        (Mastodon, "€ 👨‍👩‍👧 @a@b.nl", 3 + 3 + 2 + 23),
        (Threads, "€ 👨‍👩‍👧", 2 + 18 + 2 + len(LINK)),
        (LinkedIn, "€ 👨‍👩‍👧", 2 + 8),
    ],
)
def test_counts_in_its_own_unit_and_with_the_link_when_that_is_in_the_text(network, text, count):
    assert network().count(text, LINK) == count


def test_mail_has_the_title_as_its_subject():
    address = Email().share_address(text="a b\nc", url="", options={"title": "Één & twee"})
    assert address == "mailto:?subject=%C3%89%C3%A9n%20%26%20twee&body=a%20b%0D%0Ac"


def test_a_full_mail_stays_below_what_windows_takes():
    text = ("Met vriendelijke groet en veel plezier. " * 40)[: Email.limit - 40].strip()
    assert Email().fits(text, LINK)
    assert len(Email().share_address(text=text, url=LINK, options={"title": "Een titel van gewone lengte"})) < 2000


def test_mail_has_no_address_of_a_post():
    assert not Email().is_post_address("https://mail.example/1")


def test_copied_text_has_the_link():
    assert Copy().full_text("Hoi", LINK) == f"Hoi\n\n{LINK}"


def test_mastodon_opens_somebodys_own_server():
    address = Mastodon().share_address(text="Hoi", url=LINK, options={"instance": "@anna@Mastodon.NL"})
    assert address == f"https://mastodon.nl/share?text=Hoi%0A%0A{ENCODED}"


def test_a_post_on_mastodon_can_be_on_any_server():
    assert Mastodon().is_post_address("https://social.brinkhoven.nl/@anna/1")


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("mastodon.nl", "mastodon.nl"),
        (" Mastodon.NL ", "mastodon.nl"),
        ("https://mastodon.nl", "mastodon.nl"),
        ("https://mastodon.nl/@anna", "mastodon.nl"),
        ("@anna@mastodon.nl", "mastodon.nl"),
        ("anna@social.brinkhoven.nl", "social.brinkhoven.nl"),
        ("", ""),
        ("mastodon", ""),
        ("localhost", ""),
        ("127.0.0.1", ""),
        ("[::1]", ""),
        ("mastodon.nl:8443", ""),
        ("mastodon.nl?x=1", ""),
        ("mastodon.nl#x", ""),
        ("javascript:alert(1)", ""),
        ("a b.nl", ""),
        ("-a.nl", ""),
        ("mastodon.nl\nevil", ""),
    ],
)
def test_instance_host(typed, host):
    assert instance_host(typed) == host
