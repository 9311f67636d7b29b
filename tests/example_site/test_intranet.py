"""The host that the plugin is shown in: private, strict, findable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from example_site.picture_motifs import MOTIFS
from example_site.pictures import PALETTES, draw
from tests.factories.people import UserFactory

MANAGE = Path(__file__).resolve().parents[2] / "example_site" / "manage.py"


@pytest.fixture
def employee(db, client):
    user = UserFactory(email="anna@brinkhoven.example", first_name="Anna", last_name="Bos", job_title="Kok")
    client.force_login(user)
    return user


@pytest.mark.django_db
def test_the_directory_is_private(client) -> None:
    response = client.get("/nl/people/")
    assert (response.status_code, response["Location"]) == (302, "/login/?next=/nl/people/")


def test_pages_allow_nothing_inline(client, employee) -> None:
    policy = client.get("/nl/people/")["Content-Security-Policy"]
    assert policy == (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; "
        "frame-ancestors 'self'; form-action 'self'; base-uri 'self'"
    )


def test_people_are_found_by_name_location_and_job(client, employee) -> None:
    UserFactory(first_name="Bram", last_name="Smit", job_title="Verpleegkundige", location="De Linde, Amersfoort")
    for query, found in (("q=bos", ["Anna"]), ("location=De+Linde,+Amersfoort", ["Bram"]), ("job=verpleeg", ["Bram"])):
        people = client.get(f"/nl/people/?{query}").context["people"]
        assert [person.first_name for person in people] == found


def test_the_directory_asks_no_more_for_more_people(client, employee) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/nl/people/")
        return len(captured)

    queries()
    before = queries()
    UserFactory.create_batch(2, job_title="Kok")
    assert queries() == before


def test_search_finds_people(client, employee) -> None:
    assert [person.pk for person in client.get("/nl/search/?q=anna").context["people"]] == [employee.pk]


def test_the_language_of_the_last_page_is_kept(client, employee) -> None:
    client.get("/en/people/")
    assert client.get("/login/", follow=True).wsgi_request.LANGUAGE_CODE == "en"


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_picture_is_the_same_every_time(motif) -> None:
    assert draw("one", motif, "teal") == draw("one", motif, "teal")
    assert draw("one", motif, "teal") != draw("one", motif, "pink")


def test_every_palette_can_be_used() -> None:
    assert len({draw("one", "bike", palette) for palette in PALETTES}) == len(PALETTES)


def test_the_production_settings_pass_the_deployment_check(tmp_path) -> None:
    environment = {
        # Without what the browser tests set for this process.
        **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")},
        "DJANGO_SETTINGS_MODULE": "example_site.settings.production",
        "SECRET_KEY": "".join(chr(33 + number % 90) for number in range(0, 540, 7)),
        "ALLOWED_HOSTS": "intranet.brinkhoven.example",
        "SHIFT_VAR_DIR": str(tmp_path),
    }
    command = [sys.executable, str(MANAGE), "check", "--deploy", "--fail-level", "WARNING"]
    checked = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
