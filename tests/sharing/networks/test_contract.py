"""What every network that can be chosen has to do. A network that is added to the settings is tested by being there."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from django.template.loader import get_template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from shift_plugin.base.enums import networks
from shift_plugin.conf import DEFAULT_NETWORKS
from shift_plugin.library.rules import COUNTINGS
from shift_plugin.sharing.networks import Network

LINK = "https://go.brinkhoven.example/r/aB3dE5fG7h?x=1&y=é#deel"
NASTY = [
    'Wij & zij zoeken #collega\'s: 100% "echt" <b>wij</b>?',
    "eerste regel\nlaatste regel",
    "eerste regel\r\nlaatste regel",
    "plus+plus = 2 / 1; a=b&url=https://evil.example/&bcc=jan@zorg.nl",
    "👨‍👩‍👧‍👦 🇳🇱 e\u0301 € … “ja” %0A %26 {url} {text} {title}",
    "javascript:alert(1)",
    "\ud83d half an emoji",
]


def pytest_generate_tests(metafunc):
    if "network" in metafunc.fixturenames:
        metafunc.parametrize("network", networks().values(), ids=networks())


def fields(address: str) -> list[str]:
    """Every value in an address, decoded, as the network reads it."""
    parts = urlsplit(address)
    if parts.scheme == "mailto":
        return [unquote(field.partition("=")[2]) for field in parts.query.split("&")]
    found = parse_qs(parts.query, keep_blank_values=True) | parse_qs(parts.fragment, keep_blank_values=True)
    return [value for values in found.values() for value in values]


def sendable(text: str) -> str:
    """The text as it can be sent: one kind of line break, no halves of characters, no white space around it."""
    return text.replace("\r\n", "\n").encode("utf-8", "replace").decode().strip()


def test_the_networks_of_the_product_are_all_there():
    assert list(networks()) == [path.rpartition(".")[2].lower() for path in DEFAULT_NETWORKS]


def test_has_its_own_fields(network: Network):
    assert re.fullmatch(r"[a-z][a-z0-9_]{0,19}", network.key)
    assert network.counting in COUNTINGS
    assert network.limit is None or network.limit > 0
    assert network.max_hashtags is None or network.max_hashtags >= 0
    assert network.opens in ("new_tab", "mailto", "native", "copy")
    assert network.prefill in ("none", "text", "text+url")
    assert 0 <= network.link_room < (network.limit or 1000)
    assert set(network.counter) == {"counting", "limit", "room"}
    get_template(f"shift_plugin/icons/{network.icon}.html")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_has_words_that_are_looked_up_when_they_are_shown(network: Network, language):
    with translation.override(language):
        assert str(network.label)
        assert str(network.instructions)
    assert network.label is type(network).label


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("url", [LINK, ""])
def test_address_is_safe_and_says_what_was_meant(network: Network, text, url):
    address = network.share_address(text=text, url=url, options={"title": "Kijk & deel"})
    if network.opens == "copy":
        assert address == ""
        return
    parts = urlsplit(address)
    assert parts.scheme == ("mailto" if network.opens == "mailto" else "https")
    assert address.isascii()
    assert not re.search(r"[\s\"'<>\\{}]", address)
    own = urlsplit(network.share_url).hostname
    assert parts.hostname == own

    said = "\n".join(field.replace("\r\n", "\n") for field in fields(address))
    if network.prefill != "none":
        assert sendable(text) in said
        assert said.count(url) == 1 or not url
    elif "{url}" in network.share_url and url:
        assert url in fields(address)


def test_text_cannot_add_fields_of_its_own(network: Network):
    plain = network.share_address(text="Hoi", url=LINK, options={"title": "t"})
    nasty = network.share_address(text="Hoi&bcc=x@y.nl&url=z#text=w?a=b", url=LINK, options={"title": "t&cc=x@y.nl"})
    assert len(fields(plain)) == len(fields(nasty))


def test_link_that_is_in_the_text_is_not_added_again(network: Network):
    address = network.share_address(text=f"Kijk: {LINK} mooi", url=LINK)
    said = unquote(address)
    assert said.count("aB3dE5fG7h") == (0 if network.opens in ("copy", "native") else 1)
    assert network.full_text(f"Kijk: {LINK} mooi", LINK) == f"Kijk: {LINK} mooi"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "/r/abc", "ftp://zorg.nl", "https://"]
)
def test_refuses_a_link_that_is_no_web_address(network: Network, url):
    with pytest.raises(ValueError, match="Not a web address"):
        network.share_address(text="Hoi", url=url)


def test_a_text_of_the_limit_fits_and_one_more_does_not(network: Network):
    if network.limit is None:
        assert network.fits("a" * 100_000, LINK)
        return
    rest = network.limit - network.count("", LINK) - (2 if network.count("", LINK) else 0)
    assert network.count("a" * rest, LINK) == network.limit
    assert network.fits("a" * rest, LINK)
    assert not network.fits("a" * (rest + 1), LINK)


def test_room_for_a_link_is_enough_for_a_short_one(network: Network):
    link = "https://go.brinkhoven.nl/r/aB3dE5fG7h"
    taken = network.count("Hoi", link) - network.count("Hoi")
    assert taken <= network.link_room or network.limit is None


def test_knows_addresses_of_its_own_posts(network: Network):
    assert not network.is_post_address("javascript:alert(1)")
    assert not network.is_post_address("")
    for host in network.hosts:
        assert network.is_post_address(f"https://www.{host}/posts/1")
        assert not network.is_post_address(f"https://evil-{host}/posts/1")
        assert not network.is_post_address(f"https://{host}.evil.example/posts/1")


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_any_text_survives_the_way_to_any_network(text):
    for network in networks().values():
        if network.prefill != "none":
            address = network.share_address(text=text, url=LINK)
            assert sendable(text) in "\n".join(field.replace("\r\n", "\n") for field in fields(address))
            assert quote(LINK, safe="") in address
