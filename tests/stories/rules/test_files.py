from __future__ import annotations

import contextlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.stories.enums import Refusal
from shift_plugin.stories.rules import FileRefused, FileType, clean_name, sniff
from tests.stories.hostile import box, numbers, picture, webm


@pytest.mark.parametrize(
    ("head", "file_type"),
    [
        (picture("JPEG"), FileType.JPEG),
        (picture("PNG"), FileType.PNG),
        (picture("WEBP"), FileType.WEBP),
        (picture("AVIF"), FileType.AVIF),
        (box(b"ftyp", b"heic", numbers(0), b"mif1heic"), FileType.HEIF),
        (box(b"ftyp", b"mif1", numbers(0), b"mif1heic"), FileType.HEIF),
        (box(b"ftyp", b"mif1", numbers(0), b"mif1avif"), FileType.AVIF),
        (box(b"ftyp", b"qt  ", numbers(0)), FileType.MOV),
        (box(b"ftyp", b"mp42", numbers(0)), FileType.MP4),
        (box(b"ftyp", b"3gp5", numbers(0)), FileType.MP4),
        (webm(), FileType.WEBM),
    ],
)
def test_first_bytes_tell_the_type(head: bytes, file_type: FileType) -> None:
    assert sniff(head) is file_type


@given(st.binary(max_size=200))
def test_whatever_the_bytes_there_is_a_type_or_a_refusal(head: bytes) -> None:
    with contextlib.suppress(FileRefused):
        assert sniff(head) in FileType


def test_scanner_may_use_a_code_of_its_own() -> None:
    assert str(FileRefused("virus")) == Refusal.UNSAFE.label
    assert str(FileRefused("virus", message="Er zit een virus in: 100% zeker.")) == "Er zit een virus in: 100% zeker."


@given(st.text(max_size=300))
def test_name_is_one_short_line_without_folders_or_what_cannot_be_seen(name: str) -> None:
    cleaned = clean_name(name)

    assert len(cleaned) <= 100
    assert cleaned == cleaned.strip()
    assert not set(cleaned) & set("/\\")
    assert all(sign == " " or unicodedata.category(sign)[0] not in "CZ" for sign in cleaned)
    assert clean_name(cleaned) == cleaned
