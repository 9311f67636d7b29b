from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.base.rules.ranges import NoSuchRange, asked_range


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 1000)),
        ("bytes=0-1", (0, 2)),
        ("Bytes = 0-1", None),
        ("BYTES=10-19", (10, 20)),
        ("bytes=990-5000", (990, 1000)),
        ("bytes=-100", (900, 1000)),
        ("bytes=-5000", (0, 1000)),
        ("bytes=999-999", (999, 1000)),
        # What makes no sense, other units, and several parts at once: the whole file.
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("lines=0-1", None),
        ("bytes=0-1,5-6", None),
        (f"bytes=0-{'9' * 5000}", None),
    ],
)
def test_part_that_a_browser_asks_for(header, part) -> None:
    assert asked_range(header, 1000) == part


@pytest.mark.parametrize(("header", "size"), [("bytes=1000-", 1000), ("bytes=-0", 1000), ("bytes=0-", 0)])
def test_part_beyond_the_end_does_not_exist(header, size) -> None:
    with pytest.raises(NoSuchRange):
        asked_range(header, size)


@given(header=st.from_regex(r"bytes=\d{0,20}-\d{0,20}(,.*)?") | st.text(), size=st.integers(0, 10**15))
def test_part_always_lies_within_the_file(header: str, size: int) -> None:
    try:
        part = asked_range(header, size)
    except NoSuchRange:
        return
    start, end = part or (0, size)
    assert 0 <= start <= end <= size
