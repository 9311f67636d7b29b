"""Reading a list of people: any spelling of the headings, any export of Excel, and nothing that fills the memory."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from shift_plugin.base.rules import UnreadableFile, plain
from shift_plugin.people.rules import (
    as_bool,
    match_headings,
    read_rows,
    split_names,
    suggest,
)


def rows_of(content: bytes, file_name: str = "list.csv", most_rows: int = 100):
    return [(row.line, dict(row.cells)) for row in read_rows(content, file_name=file_name, most_rows=most_rows)]


def excel(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


KIM = [(2, {"email": "kim@example.org", "first_name": "Kim", "team": "Zorg"})]


@pytest.mark.parametrize(
    "content",
    [
        b"E-mail,First name,Team\nkim@example.org,Kim,Zorg\n",
        "\ufeffE-mailadres;Voornaam;Afdeling\r\nkim@example.org;Kim;Zorg\r\n".encode(),
        b"e-mail address\tvoornaam\tTEAM\nkim@example.org\tKim\tZorg\n",
        "E-mail;Voornaam;Team\nkim@example.org;Kim;Zorg\n".encode("cp1252"),
    ],
    ids=["commas, English", "semicolons, Dutch, byte order mark", "tabs, mixed", "Windows code page"],
)
def test_a_csv_file_in_any_common_shape_is_read_the_same(content):
    assert rows_of(content) == KIM


def test_an_excel_file_is_read_from_its_first_sheet():
    assert rows_of(excel(["E-mailadres", "Voornaam", "Afdeling"], ["kim@example.org", "Kim", "Zorg"])) == KIM


def test_accents_of_a_windows_file_survive():
    assert rows_of("E-mail;Voornaam\nzoe@example.org;Zoë\n".encode("cp1252"))[0][1]["first_name"] == "Zoë"


def test_empty_rows_are_skipped_and_lines_keep_the_number_that_the_spreadsheet_shows():
    found = rows_of(b"email\n\nkim@example.org\n   \njo@example.org\n")
    assert [line for line, _cells in found] == [3, 5]


def test_columns_that_mean_nothing_to_us_are_left_out():
    assert rows_of(b"email,shoe size\nkim@example.org,43\n") == [(2, {"email": "kim@example.org"})]


def test_the_mark_against_formulas_of_an_export_is_taken_off_again():
    assert rows_of(b"email,team\nkim@example.org,'=1+1\n")[0][1]["team"] == "=1+1"
    assert rows_of(b"email,team\nkim@example.org,'s Avonds\n")[0][1]["team"] == "'s Avonds"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "list.csv", "empty"),
        (b"email,team\n", "list.csv", "empty"),
        (b"name,team\nKim,Zorg\n", "list.csv", "columns"),
        (b"email\n" + b"a@example.org\n" * 101, "list.csv", "rows"),
        (b"\x00\x01\x02", "list.csv", "format"),
        (b"PK\x03\x04 broken", "list.xlsx", "format"),
        (b"no archive", "list.xlsx", "format"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content, name, code):
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(content, name)
    assert refusal.value.code == code


def test_an_archive_that_unpacks_to_hundreds_of_megabytes_is_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 80 * 1024 * 1024)

    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(out.getvalue(), "bomb.xlsx")
    assert refusal.value.code == "packed"


def test_an_excel_file_with_entities_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(excel(["email"], ["kim@example.org"]))) as source, zipfile.ZipFile(out, "w") as bad:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "xl/workbook.xml":
                data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">]><x>&a;</x>'
            bad.writestr(entry, data)

    with pytest.raises(UnreadableFile) as refusal:
        rows_of(out.getvalue(), "entities.xlsx")
    assert refusal.value.code == "format"


def test_headings_are_found_whatever_their_order_and_the_first_of_two_counts():
    assert match_headings(["Rol", "E-MAIL", "Extern", "role"]) == {0: "roles", 1: "email", 2: "external"}


@pytest.mark.parametrize(("text", "value"), [("Ja", True), ("x", True), ("NEE", False), ("0", False), ("maybe", None)])
def test_yes_and_no_in_two_languages(text, value):
    assert as_bool(text) is value


def test_names_in_one_cell():
    assert split_names("Zorg; Werken", {"zorg"}) == ["Zorg", "Werken"]
    assert split_names("Zorg, Werken", {"zorg"}) == ["Zorg", "Werken"]


def test_a_name_with_a_comma_is_one_name_when_it_is_known():
    name = "Werken, leren en groeien"
    assert split_names(name, {plain(name)}) == [name]


def test_a_typing_mistake_gets_a_suggestion_and_another_word_does_not():
    known = {"communicatie": "Communicatie", "zorg": "Zorg"}
    assert suggest("Comunicatie", known) == "Communicatie"
    assert suggest("Warehouse", known) == ""


@given(st.text())
def test_plain_is_stable(text):
    assert plain(plain(text)) == plain(text)


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_refusal(content):
    try:
        rows = read_rows(content, file_name="list.csv", most_rows=10)
    except UnreadableFile:
        return
    assert all(row.cells for row in rows)
