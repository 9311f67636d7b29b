from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.stories.rules import CleanedVideo, Patch, Patched

ORIGINAL = bytes(range(1, 201))


def as_one_piece(size: int, patches: list[Patch]) -> bytes:
    result = bytearray(ORIGINAL)
    for patch in patches:
        result[patch.start : patch.end] = patch.head.ljust(patch.end - patch.start, b"\x00")
    return bytes(result[:size])


@given(
    size=st.integers(0, 200),
    borders=st.sets(st.integers(0, 200), max_size=12),
    step=st.integers(1, 50),
    start=st.integers(0, 250),
)
def test_pieces_of_any_size_from_any_place_are_those_of_the_whole(
    size: int, borders: set[int], step: int, start: int
) -> None:
    places = sorted(borders)
    patches = [Patch(low, high, b"head"[: high - low]) for low, high in zip(places[::2], places[1::2], strict=False)]
    file = Patched(io.BytesIO(ORIGINAL), CleanedVideo(size, patches=list(reversed(patches))))

    file.seek(start)
    read = b"".join(iter(lambda: file.read(step), b""))

    assert read == as_one_piece(size, patches)[start:]
    assert file.seek(0, io.SEEK_END) == size
    file.seek(0)
    assert file.read() == as_one_piece(size, patches)
