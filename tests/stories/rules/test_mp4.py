from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.stories.rules import FileRefused, Patched, clean_mp4
from tests.stories.hostile import PICTURES, PLACE, SECRET, box, mp4

MEASURED = b"GPS5 52.38 4.89" * 9
VIDEO = mp4(measured=MEASURED)


def cleaned(data: bytes) -> bytes:
    return Patched(io.BytesIO(data), clean_mp4(io.BytesIO(data), len(data))).read()


def test_what_is_not_needed_becomes_empty_space_of_the_same_size() -> None:
    kept = cleaned(VIDEO)

    assert len(kept) == len(VIDEO)
    assert [secret for secret in (PLACE, SECRET, MEASURED, b"udta", b"meta", b"uuid") if secret in kept] == []
    assert (kept.index(PICTURES), kept.count(b"trak")) == (VIDEO.index(PICTURES), 1)


def test_cleaned_video_stays_as_it_is() -> None:
    assert cleaned(cleaned(VIDEO)) == cleaned(VIDEO)


def test_what_follows_the_last_box_is_cut_off() -> None:
    assert cleaned(VIDEO + b"PK\x03\x04 and more") == cleaned(VIDEO)


def test_long_boxes_and_a_last_one_without_length_are_read() -> None:
    start, rest = VIDEO[:24], VIDEO[24:]
    secret = SECRET * 9
    long = (1).to_bytes(4, "big") + b"uuid" + (16 + len(secret)).to_bytes(8, "big") + secret
    kept = cleaned(start + long + rest[8 + len(PICTURES + MEASURED) :] + bytes(4) + b"mdat" + PICTURES)

    assert (SECRET in kept, kept.endswith(PICTURES), kept[24:48]) == (
        False,
        True,
        (1).to_bytes(4, "big") + b"free" + (16 + len(secret)).to_bytes(8, "big") + bytes(8),
    )


def test_track_of_measurements_that_claims_the_pictures_empties_no_more_than_media() -> None:
    """A table of contents may claim any place in the file; the rest of it stays as it is."""
    offset = (VIDEO.index(MEASURED)).to_bytes(4, "big")
    claims_all = VIDEO.replace(offset, bytes(4)).replace(
        len(MEASURED).to_bytes(4, "big"), (0x7FFFFFFF).to_bytes(4, "big")
    )

    assert cleaned(claims_all)[:32] == VIDEO[:32]


@pytest.mark.parametrize("end", range(0, VIDEO.index(b"uuid") - 4, 37))
def test_half_a_video_is_refused(end: int) -> None:
    with pytest.raises(FileRefused):
        clean_mp4(io.BytesIO(VIDEO[:end]), end)


@given(st.data())
def test_whatever_is_bent_gives_a_refusal_or_a_video_without_secrets_in_known_places(data: st.DataObject) -> None:
    bent = bytearray(VIDEO)
    for _time in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(bent) - 5))
        bent[place : place + 4] = data.draw(st.binary(min_size=4, max_size=4))
    try:
        kept = cleaned(bytes(bent))
    except FileRefused:
        return
    assert len(kept) <= len(bent)
    assert kept[4:8] == b"ftyp"


def test_boxes_in_boxes_in_boxes_are_no_way_to_keep_the_server_busy() -> None:
    with pytest.raises(FileRefused):
        cleaned(VIDEO + box(b"moov", box(b"trak") * 30_000))
