"""Which action a row of a list is about, and what it raised."""

from decimal import Decimal

import pytest

from shift_plugin.base.rules import UnreadableFile
from shift_plugin.library.queries import read_amounts
from tests.factories.library import local_action

pytestmark = pytest.mark.django_db


def read(text: str, *pages):
    return read_amounts(text.encode(), file_name="lijst.csv", pages=pages, most_rows=10)


def test_row_finds_its_action_by_reference_or_by_title() -> None:
    run, bake = local_action("Rennen voor Roparun", reference="R-1"), local_action("Taart bakken")
    found = read("Kenmerk;Bedrag\nr 1;1.234,50\nTaart bakken;80\n", run, bake)

    assert found.amounts == {run.pk: Decimal("1234.50"), bake.pk: Decimal(80)}


def test_what_is_unknown_or_no_amount_is_told_and_nothing_is_guessed() -> None:
    run = local_action("Rennen", reference="R-1")
    found = read("Reference,Amount\nR-2,10\nR-1,veel\n,\n", run)

    assert (found.amounts, found.unknown, found.wrong) == ({}, ["R-2"], ["R-1: veel"])


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("Naam;Kleur\na;b\n", "columns"), ("Actie;Bedrag\n" + "a;1\n" * 11, "rows")]
)
def test_list_that_cannot_be_read_says_why(text: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(text, local_action("Rennen"))

    assert refused.value.code == code
