"""What every export of the admin has in common, tried on two of them."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.factories.people import AmbassadorFactory, ImportRunFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(client):
    """The rows of an exported listing, for a Dutch administrator."""
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    def rows(name: str) -> list[dict[str, str]]:
        answer = client.get(reverse(name), {"export": "csv"}, headers={"accept-language": "nl"})
        return list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))

    return rows


def test_an_export_speaks_the_language_of_the_reader(export):
    AmbassadorFactory(is_external=True, user__first_name="=1+1", user__last_name="Vis", team=None)
    TeamFactory(name="Keuken", kind="location")

    assert export("shift_teams:index") == [{"Naam": "Keuken", "Soort": "locatie"}]
    (person,) = export("shift_ambassadors:index")
    assert {heading: person[heading] for heading in ("Naam", "Extern", "Gestopt op")} == {
        "Naam": "'=1+1 Vis",
        "Extern": "Ja",
        "Gestopt op": "",
    }


def test_zero_is_a_figure_and_nothing_is_an_empty_cell_and_moments_are_local(export, settings):
    settings.TIME_ZONE = "Europe/Amsterdam"
    ImportRunFactory(row_count=3, error_count=0, finished_at=datetime(2026, 7, 1, 10, 0, 30, tzinfo=UTC))
    ImportRunFactory(state="preview", finished_at=None)

    runs = export("shift_imports_modeladmin_index")

    assert {(run["Status"], run["Rijen"], run["Rijen met fouten"], run["Afgerond op"]) for run in runs} == {
        ("geïmporteerd", "3", "0", "2026-07-01 12:00"),
        ("wacht op bevestiging", "0", "0", ""),
    }
