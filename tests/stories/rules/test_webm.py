from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.stories.rules import FileRefused, Patched, clean_webm
from tests.stories.hostile import PICTURES, PLACE, SCRIPT, SECRET, webm


def cleaned(data: bytes) -> bytes:
    return Patched(io.BytesIO(data), clean_webm(io.BytesIO(data), len(data))).read()


@pytest.mark.parametrize("is_open", [False, True])
def test_what_is_not_needed_becomes_empty_space_of_the_same_size(is_open: bool) -> None:
    video = webm(is_open=is_open)
    kept = cleaned(video)

    assert (len(kept), kept.index(PICTURES)) == (len(video), video.index(PICTURES))
    assert [secret for secret in (PLACE, SECRET, SCRIPT) if secret in kept] == []
    assert cleaned(kept) == kept


def test_what_follows_the_video_is_cut_off() -> None:
    assert cleaned(webm(tail=SCRIPT)) == cleaned(webm())


@pytest.mark.parametrize("end", range(0, len(webm()), 41))
def test_half_a_video_is_refused(end: int) -> None:
    with pytest.raises(FileRefused):
        clean_webm(io.BytesIO(webm()[:end]), end)


@given(st.data())
def test_whatever_is_bent_gives_a_refusal_or_a_video(data: st.DataObject) -> None:
    bent = bytearray(webm(is_open=data.draw(st.booleans())))
    for _time in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(bent) - 5))
        bent[place : place + 4] = data.draw(st.binary(min_size=4, max_size=4))
    try:
        kept = cleaned(bytes(bent))
    except FileRefused:
        return
    assert len(kept) <= len(bent)
