from __future__ import annotations

import importlib
import importlib.resources
import json
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from shift_plugin.library import rules

VECTORS = json.loads((Path(__file__).parent / "text_vectors.json").read_text(encoding="utf-8"))

# What a counter has to tell apart, and what stands between it. Glued together they would also find what the reference
# does with texts that nobody writes.
WORDS = """
werkenbij.nl/x https://www.zorg.nl/a?b=1&c=2 http://a.b zorg.nl www.zorg.be/ jan@zorg.nl @jan@mastodon.nl #zorg $nl.nl
a_b.de a_b.c.eu t-x.fr intranet.local/x https://intranet.local/x zorg.org/(x) https://nl.wikipedia.org/wiki/Z_(x) Één
KAPS.NL Zorg.Amsterdam één.nl naïef.nl/pad/é bbc.co.uk/x https:// http:// a=b :8080 e\u0301 日本 %20 /@x/ :8443/
""".split()
MARKS = [" ", "\n", "\u3000", *"-/.,!?&#@()'\"+=;*[]~|€…“”–", *"👋 ❤️ 🇳🇱 1️⃣ 👍🏽 👨‍👩‍👧".split()]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6, unique=True).flatmap(
    lambda words: st.lists(
        st.lists(st.sampled_from(MARKS), min_size=1, max_size=3), min_size=len(words), max_size=len(words)
    ).map(lambda marks: "".join(word + "".join(between) for word, between in zip(words, marks, strict=True)))
)


@pytest.fixture(scope="module")
def weighted_length() -> Callable[[str], int]:
    """X's own rules, from a package of somebody else."""
    with pytest.MonkeyPatch.context() as patch:
        # It reads a file of its own through a module that setuptools no longer has.
        patch.setitem(
            sys.modules,
            "pkg_resources",
            SimpleNamespace(
                resource_string=lambda module, name: (
                    importlib.resources.files(module.rpartition(".")[0]).joinpath(name).read_bytes()
                )
            ),
        )
        parse = importlib.import_module("twitter_text").parse_tweet
    return lambda text: parse(text).weightedLength


@pytest.mark.parametrize("counting", rules.COUNTINGS)
def test_every_vector(counting):
    expected = {vector["text"]: vector[counting] for vector in VECTORS}
    assert {text: rules.count_text(text, counting) for text in expected} == expected


def test_there_are_enough_vectors_and_none_twice():
    texts = [vector["text"] for vector in VECTORS]
    assert len(texts) == len(set(texts)) >= 120


def test_vectors_agree_with_the_reference_for_x(weighted_length):
    """``reference`` marks where the reference, of 2019, differs: emoji that are newer, and © and ®, which X itself only
    takes for an emoji when a variation selector asks for it."""
    expected = {vector["text"]: vector.get("reference", vector["x"]) for vector in VECTORS}
    assert {text: weighted_length(text) for text in expected} == expected


def test_vectors_agree_with_the_reference_for_graphemes():
    for vector in VECTORS:
        text = vector["text"].replace("\r\n", "\n")
        assert len(regex.findall(r"\X", text)) == vector["graphemes"]


@settings(deadline=None)
@given(text=TEXTS)
def test_any_text_agrees_with_the_reference_for_x(weighted_length, text):
    assert rules.count_text(text, "x") == weighted_length(text)


@settings(deadline=None)
@given(text=st.text())
def test_units_are_in_order(text):
    graphemes, plain = (rules.count_text(text, counting) for counting in ("graphemes", "plain"))
    assert graphemes <= plain
    assert plain <= 2 * len(text)
    assert rules.count_text(text, "threads") >= graphemes


@settings(deadline=None)
@given(text=st.text())
def test_x_does_not_depend_on_how_accents_are_written(text):
    apart = unicodedata.normalize("NFD", text)
    assert rules.count_text(apart, "x") == rules.count_text(unicodedata.normalize("NFC", text), "x")


@pytest.mark.parametrize("counting", rules.COUNTINGS)
def test_a_line_break_counts_once_whatever_the_browser_sends(counting):
    assert rules.count_text("een\r\ntwee\rdrie", counting) == rules.count_text("een\ntwee\ndrie", counting) == 13


def test_unknown_counting():
    with pytest.raises(ValueError, match="Unknown counting: bytes"):
        rules.count_text("a", "bytes")


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", []),
        ("#Zorg, trots op", ["#Zorg", "#trots", "#op"]),
        ("#zorg#werk;#ZORG", ["#zorg", "#werk"]),
        ("werken-bij 'thuis' #één_twee", ["#werkenbij", "#thuis", "#één_twee"]),
        ("#2026 #zorg2026 # ##", ["#zorg2026"]),
        ("＃日本 #नमस्ते", ["#日本", "#नमस्ते"]),
        ("cafe\u0301", ["#café"]),
        ("C:\u0327a", ["#Ça"]),
    ],
)
def test_normalise_hashtags(typed, tags):
    assert rules.normalise_hashtags(typed) == tags


@settings(deadline=None)
@given(text=st.text())
def test_normalised_hashtags_stay_the_same(text):
    tags = rules.normalise_hashtags(text)
    assert rules.normalise_hashtags(" ".join(tags)) == tags


@pytest.mark.parametrize(
    ("text", "parts", "composed"),
    [
        ("Trots!", {}, "Trots!"),
        ("  Trots!\r\nEcht. \n", {}, "Trots!\nEcht."),
        ("Trots!", {"hashtags": "#zorg werk"}, "Trots!\n\n#zorg #werk"),
        ("Trots!", {"hashtags": ["#zorg", "#werk"], "disclosure": "#werk"}, "Trots!\n\n#werk #zorg"),
        ("Trots! #Zorg", {"hashtags": ["#zorg"], "disclosure": "#werk"}, "Trots! #Zorg\n\n#werk"),
        ("Trots! #WERK", {"disclosure": "#werk"}, "Trots! #WERK"),
        ("Veel #werkplezier", {"disclosure": "#werk"}, "Veel #werkplezier\n\n#werk"),
        (
            "Trots!",
            {"disclosure": "Ik werk bij Brinkhoven.", "hashtags": ["#zorg"]},
            "Trots!\n\nIk werk bij Brinkhoven. #zorg",
        ),
        ("Trots!", {"link": "https://z.nl/a"}, "Trots!\n\nhttps://z.nl/a"),
        ("Trots!", {"link": "https://z.nl/a", "hashtags": ["#zorg"]}, "Trots!\n\n#zorg\nhttps://z.nl/a"),
        ("Zie https://z.nl/a.", {"link": "https://z.nl/a"}, "Zie https://z.nl/a."),
        ("Zie https://z.nl/ab", {"link": "https://z.nl/a"}, "Zie https://z.nl/ab\n\nhttps://z.nl/a"),
        ("", {"link": "https://z.nl/a"}, "https://z.nl/a"),
        ("Hoi #een", {"hashtags": ["#twee", "#drie"], "max_hashtags": 2}, "Hoi #een\n\n#twee"),
        ("Hoi #een", {"hashtags": ["#twee"], "disclosure": "#werk", "max_hashtags": 1}, "Hoi #een\n\n#werk"),
        ("https://z.nl/#zorg", {"hashtags": ["#zorg"]}, "https://z.nl/#zorg\n\n#zorg"),
    ],
)
def test_compose_text(text, parts, composed):
    assert rules.compose_text(text, **parts) == composed
    assert rules.compose_text(composed, **parts) == composed


@settings(deadline=None)
@given(
    text=TEXTS,
    tags=TEXTS,
    disclosure=st.sampled_from(["", "#werk", "Ik werk hier."]),
    link=st.sampled_from(["", "https://z.nl/r/Ab3"]),
)
def test_composing_twice_adds_nothing(text, tags, disclosure, link):
    parts = {"hashtags": rules.normalise_hashtags(tags), "disclosure": disclosure, "link": link}
    once = rules.compose_text(text, **parts)
    assert rules.compose_text(once, **parts) == once
    assert rules.is_disclosed(once, disclosure)


@pytest.mark.parametrize(
    "same",
    [
        "trots op ons TEAM!",
        "  Trots op\n\nons team! ",
        "Trots op ons team! #werk #zorg",
        "Trots op ons team!\nhttps://go.zorg.nl/r/aB3dE5fG7h",
        "Trots op ons team! #Één https://z.nl/#x",
    ],
)
def test_fingerprint_of_the_same_words(same):
    assert rules.normalised_fingerprint(same) == rules.normalised_fingerprint("Trots op ons team!")


@pytest.mark.parametrize("other", ["Trots op jouw team!", "Trots op ons team? ", "Trots op ons team! Echt.", ""])
def test_fingerprint_of_other_words(other):
    assert rules.normalised_fingerprint(other) != rules.normalised_fingerprint("Trots op ons team!")


def test_fingerprint_fits_its_column_and_is_empty_without_words():
    assert len(rules.normalised_fingerprint("Trots")) == rules.FINGERPRINT_LENGTH == 32
    assert rules.normalised_fingerprint(" #werk https://z.nl ") == ""


def seconds(text: str) -> float:
    """Of processor time, the best of three: the others were disturbed."""
    times = []
    for _ in range(3):
        start = time.process_time()
        rules.count_text(text, "x")
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("piece", ["a.", "nlx.", "日.", "(a", "@a@", "https://"])
def test_time_grows_with_the_text_and_not_with_its_square(piece):
    text = "https://a.nl/" + piece * 2000
    seconds(text)
    assert seconds(text) <= 0.05 + 10 * seconds(text[: len(text) // 4])
