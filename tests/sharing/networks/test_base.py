from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from shift_plugin.base.enums import network_choices, networks
from shift_plugin.sharing.networks import LinkedIn, Network


class Buurtplein(Network):
    """A network of a site's own."""

    key = "buurtplein"
    label = "Buurtplein"
    share_url = "https://plein.example/delen?tekst={text}&adres={url}&kop={title}"
    hosts = ("plein.example",)
    limit = 100


@pytest.fixture
def plugin(settings):
    """Changes SHIFT_PLUGIN for one test."""

    def change(**values: Any) -> None:
        settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, **values}

    return change


def test_a_site_chooses_its_networks_and_their_order(plugin):
    path = f"{__name__}.Buurtplein"
    plugin(NETWORKS=[path, "shift_plugin.sharing.networks.Copy"])
    assert list(networks()) == ["buurtplein", "copy"]
    assert [key for key, _label in network_choices()] == ["buurtplein", "copy"]


def test_registry_follows_the_setting_back(plugin):
    before = list(networks())
    plugin(NETWORKS=["shift_plugin.sharing.networks.X"])
    assert list(networks()) == ["x"]
    plugin(NETWORKS=[f"shift_plugin.sharing.networks.{name}" for name in ("X", "LinkedIn")])
    assert list(networks()) == ["x", "linkedin"]
    assert before[:2] == ["linkedin", "x"]


def test_fills_text_link_and_title():
    address = Buurtplein().share_address(text="Één & twee", url="https://z.nl/a", options={"title": "Kop"})
    assert (
        address == "https://plein.example/delen?tekst=%C3%89%C3%A9n%20%26%20twee&adres=https%3A%2F%2Fz.nl%2Fa&kop=Kop"
    )


def test_leaves_out_what_is_empty():
    assert Buurtplein().share_address(text="Hoi") == "https://plein.example/delen?tekst=Hoi"


@pytest.mark.parametrize(
    ("template", "prefill"),
    [
        ("https://a.nl/?u={url}", "none"),
        ("https://a.nl/?t={text}", "text"),
        ("https://a.nl/?t={text}&u={url}", "text+url"),
        ("", "none"),
    ],
)
def test_prefill_is_what_the_address_has_room_for(template, prefill):
    network = Buurtplein()
    network.share_url = template
    assert network.prefill == prefill


def test_a_site_can_replace_address_and_limit(plugin):
    plugin(
        NETWORK_OPTIONS={
            "linkedin": {"share_url": "https://www.linkedin.com/feed/?shareActive=true&text={text}", "limit": 1000}
        }
    )
    linkedin = LinkedIn()
    assert (linkedin.prefill, linkedin.limit, LinkedIn.limit) == ("text", 1000, 3000)
    assert linkedin.share_address(text="Hoi", url="https://z.nl/a") == (
        "https://www.linkedin.com/feed/?shareActive=true&text=Hoi%0A%0Ahttps%3A%2F%2Fz.nl%2Fa"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"adress": "https://a.nl"}, "unknown keys: adress"),
        ({"key": "evil"}, "unknown keys: key"),
        ({"share_url": "http://a.nl/?u={url}"}, "must start with https:// or mailto:"),
        ({"share_url": "javascript:alert({text})"}, "must start with https:// or mailto:"),
        ({"share_url": "https://a.nl/?u={adres}"}, "unknown places: adres"),
        ({"share_url": "https://{url}/"}, "must name its host"),
        ({"share_url": "https://{instance}/"}, "unknown places: instance"),
        ({"share_url_without_link": "//a.nl"}, "must start with https:// or mailto:"),
    ],
)
def test_wrong_options_are_told_at_once(plugin, options, message):
    plugin(NETWORK_OPTIONS={"linkedin": options})
    with pytest.raises(ImproperlyConfigured, match=message):
        LinkedIn()


def test_the_network_of_the_docs_works_as_it_stands_there():
    page = Path(__file__).parents[3] / "docs" / "how-to" / "add-a-network.md"
    code = next(block for block in re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL) if "class " in block)
    names: dict[str, Any] = {}
    exec(code, names)
    telegram = names["Telegram"]()
    assert telegram.share_address(text="Hoi!", url="https://z.nl/a") == (
        "https://t.me/share/url?url=https%3A%2F%2Fz.nl%2Fa&text=Hoi%21"
    )
    assert telegram.share_address(text="Hoi!") == "https://t.me/share/url?text=Hoi%21"
    assert telegram.is_post_address("https://t.me/brinkhoven/1")
    assert telegram.counter == {"counting": "plain", "limit": 4096, "room": 60}
