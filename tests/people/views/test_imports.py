"""Uploading a list, looking at what it would do, and confirming."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from shift_plugin.people.enums import ImportState
from shift_plugin.people.models import Ambassador, ImportRun
from tests.factories.people import ImportRunFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def master(client):
    call_command("shift_setup", verbosity=0)
    user = UserFactory(roles=["master"])
    client.force_login(user)
    return user


def upload(client, content, name="list.csv", **values):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    address = reverse("shift_ambassador_import")
    return client.post(address, {"file": file, **values}, follow=True, headers={"accept-language": "en"})


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_a_list_is_shown_before_anybody_is_added_and_added_on_confirmation(client, master):
    TeamFactory(name="Zorg")
    answer = upload(client, "email,first name,team\nkim@example.org,Kim,Zorg\n")

    run = ImportRun.objects.get()
    assert run.created_by == master
    assert "1 row, and it is right." in text_of(answer)
    assert not Ambassador.objects.exists()

    client.post(reverse("shift_ambassador_import_preview", args=[run.pk]))
    assert Ambassador.objects.get().user.email == "kim@example.org"


def test_what_is_wrong_stands_in_its_cell_with_the_row_of_the_file_and_there_is_no_button_to_confirm(client, master):
    TeamFactory(name="Communicatie")
    answer = upload(client, "email,team\nok@example.org,Communicatie\nkim@example.org,Comunicatie\n")

    text = text_of(answer)
    assert '<th scope="row">3</th>' in text
    assert "There is no team “Comunicatie”. Do you mean “Communicatie”?" in text
    assert text.index('<th scope="row">3</th>') < text.index('<th scope="row">2</th>')
    assert "Add and update these people" not in text


def test_confirming_a_list_with_errors_by_hand_adds_nobody(client, master):
    upload(client, "email,team\nkim@example.org,Nowhere\n")
    run = ImportRun.objects.get()

    answer = client.post(reverse("shift_ambassador_import_preview", args=[run.pk]), follow=True)

    assert not Ambassador.objects.exists()
    assert answer.status_code == 200
    assert ImportRun.objects.get().state == ImportState.PREVIEW


def test_ticking_the_box_makes_new_teams(client, master):
    upload(client, "email,team\nkim@example.org,New team\n", creates_missing="on")
    client.post(reverse("shift_ambassador_import_preview", args=[ImportRun.objects.get().pk]))
    assert Ambassador.objects.get().team.name == "New team"


def test_a_list_can_be_thrown_away(client, master):
    upload(client, "email\nkim@example.org\n")
    run = ImportRun.objects.get()

    client.post(reverse("shift_ambassador_import_preview", args=[run.pk]), {"cancel": "1"})

    run.refresh_from_db()
    assert (run.state, run.rows) == (ImportState.CANCELLED, [])
    assert client.get(reverse("shift_ambassador_import_preview", args=[run.pk])).status_code == 302


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        ("", "a.csv", "empty"),
        ("name\nKim\n", "a.csv", "There is no column with e-mail addresses."),
        (b"PK broken", "a.xlsx", "We can&#x27;t read this file."),
    ],
)
def test_a_file_that_cannot_be_read_says_why_at_the_field(client, master, content, name, words):
    assert words in text_of(upload(client, content, name))
    assert not ImportRun.objects.exists()


def test_cells_are_shown_as_text_and_never_run(client, master):
    answer = upload(client, "email,team\nkim@example.org,<script>alert(1)</script>\n")
    assert "<script>alert(1)</script>" not in answer.content.decode()


@pytest.mark.parametrize(("language", "heading", "sign"), [("nl", "E-mail", ";"), ("en", "E-mail address", ",")])
def test_the_example_file_can_be_uploaded_as_it_is(client, master, language, heading, sign):
    PillarFactory(name="Vakmanschap")
    answer = client.get(reverse("shift_ambassador_import_example"), headers={"accept-language": language})

    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert heading in answer.content.decode("utf-8-sig").splitlines()[0]
    assert sign in answer.content.decode("utf-8-sig").splitlines()[0]
    upload(client, answer.content)
    assert ImportRun.objects.get().error_count == 0


def test_imports_are_listed_to_look_at_and_not_to_change(client, master):
    run = ImportRunFactory(file_name="colleagues.csv", created_count=12)
    base = reverse("wagtailadmin_home") + "shift/imports/"

    assert "colleagues.csv" in text_of(client.get(base))
    assert client.get(f"{base}inspect/{run.pk}/").status_code == 200
    assert b"colleagues.csv" in b"".join(client.get(f"{base}?export=csv").streaming_content)
    assert client.get(f"{base}edit/{run.pk}/").status_code in (302, 403, 404)
    assert client.get(f"{base}create/").status_code in (302, 403, 404)


def test_an_editor_may_not_import(client):
    call_command("shift_setup", verbosity=0)
    client.force_login(UserFactory(roles=["editor"]))
    run = ImportRunFactory(state=ImportState.PREVIEW, rows=[[2, {"email": "kim@example.org"}, False]])

    for address in (
        reverse("shift_ambassador_import"),
        reverse("shift_ambassador_import_example"),
        reverse("shift_ambassador_import_preview", args=[run.pk]),
    ):
        assert client.get(address).status_code == 302
        client.post(address)
    assert not Ambassador.objects.exists()
