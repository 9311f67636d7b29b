"""The ledger over HTTP: recording, who may look, withdrawing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from shift_plugin.library.models import ShareableMessage
from shift_plugin.stories.models import Consent
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.sharing import ShareFactory
from tests.factories.stories import ConsentFactory, StoryFileFactory, jpeg

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF"


def address(name, *args):
    return reverse(f"shift_consents:{name}", args=args)


def filled_in(**values):
    return {"person": "Anna de Wit", "evidence": "note", "note": "Gevraagd bij de balie.", **values}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def as_editor(client, editor):
    client.force_login(editor)
    return client


def test_a_consent_is_recorded_for_a_file_of_a_story(as_editor, editor) -> None:
    photo = StoryFileFactory()

    shown = as_editor.get(f"{address('add')}?file={photo.key}")
    answer = as_editor.post(
        address("add"), filled_in(file_key=photo.key, channels=["intranet", "linkedin"], until="2099-01-01")
    )

    consent = Consent.objects.get()
    assert photo.key in shown.content.decode()
    assert (answer.status_code, answer.url) == (302, address("inspect", consent.pk))
    assert (consent.file, consent.recorded_by, consent.channels) == (photo, editor, ["intranet", "linkedin"])


def test_a_consent_is_recorded_for_an_image_of_the_site(as_editor) -> None:
    image = ImageFactory()

    as_editor.post(address("add"), filled_in(image=image.pk))

    assert Consent.objects.get().image == image


def test_a_signed_form_is_kept_where_nobody_opens_it_by_address(as_editor, settings) -> None:
    photo = StoryFileFactory()
    form = SimpleUploadedFile("../Formulier Anna.pdf", PDF)

    as_editor.post(address("add"), filled_in(file_key=photo.key, evidence="file", note="", signed_file=form))

    consent = Consent.objects.get()
    assert not consent.signed_file.path.startswith(f"{settings.MEDIA_ROOT}/")
    assert ("Anna" in consent.signed_file.name, consent.signed_name) == (False, "Formulier Anna.pdf")
    got = as_editor.get(address("signed_form", consent.key))
    assert (got.status_code, b"".join(got.streaming_content)) == (200, PDF)
    assert got.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("form.pdf", b"<html><script>alert(1)</script>"),
        ("form.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("form.jpg", b"\xff\xd8\xff not an image"),
        ("form.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024)),
    ],
)
def test_other_files_are_refused_at_the_field_and_the_rest_is_kept(as_editor, name, data) -> None:
    photo = StoryFileFactory()
    form = SimpleUploadedFile(name, data, content_type="application/pdf")

    answer = as_editor.post(address("add"), filled_in(file_key=photo.key, evidence="file", signed_file=form))

    assert list(answer.context["form"].errors) == ["signed_file"]
    assert (answer.context["form"]["person"].value(), Consent.objects.count()) == ("Anna de Wit", 0)


def test_a_scanned_form_may_be_a_photo(as_editor) -> None:
    photo = StoryFileFactory()
    form = SimpleUploadedFile("scan.jpg", jpeg())

    as_editor.post(address("add"), filled_in(file_key=photo.key, evidence="file", signed_file=form))

    assert Consent.objects.get().signed_name == "scan.jpg"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"note": ""}, "note"),
        ({"evidence": "file"}, "signed_file"),
        ({"is_minor": "on", "evidence": "file", "note": "", "signed_file": "pdf"}, "note"),
        ({"until": "2001-01-01"}, "until"),
        ({"person": ""}, "person"),
        ({"channels": ["myspace"]}, "channels"),
    ],
)
def test_what_is_missing_is_said_at_its_field(as_editor, values, field) -> None:
    values = filled_in(file_key=StoryFileFactory().key, **values)
    if values.get("signed_file"):
        values["signed_file"] = SimpleUploadedFile("form.pdf", PDF)

    answer = as_editor.post(address("add"), values)

    assert list(answer.context["form"].errors) == [field]


def test_it_has_to_be_about_something(as_editor) -> None:
    for key in ("", "NoSuchFile"):
        answer = as_editor.post(address("add"), filled_in(file_key=key))
        assert list(answer.context["form"].errors) == ["image"]


def test_a_change_is_written_in_the_history_and_keeps_the_subject(as_editor) -> None:
    consent = ConsentFactory()

    as_editor.post(address("edit", consent.pk), filled_in(person="Bas", until="2099-01-01"))

    changed = Consent.objects.get()
    assert (changed.person, changed.file) == ("Bas", consent.file)
    history = as_editor.get(address("history", consent.pk)).content.decode()
    assert "2099-01-01" in history


def test_withdrawing_says_beforehand_what_happens_and_afterwards_where_it_went(as_editor) -> None:
    photo = ImageFactory()
    _unshared, shared = (MessageFactory(image=photo, image_alt="Een boom") for _number in range(2))
    ShareFactory(message=shared, post_url="https://social.example/posts/1", ambassador__user__last_name="Zeldzaam")
    ShareFactory(message=shared)
    consent = ConsentFactory(file=None, image=photo)

    before = as_editor.get(address("withdraw", consent.pk))
    after = as_editor.post(address("withdraw", consent.pk), {"note": "Wil niet meer"}, follow=True)

    assert (before.context["unshared"], before.context["shared"]) == (1, 1)
    page = after.content.decode()
    assert ("https://social.example/posts/1" in page, "Zeldzaam" in page) == (True, False)
    assert [(place.message, place.times, place.others, place.holds_it) for place in after.context["places"]] == [
        (shared, 2, 1, True)
    ]

    as_editor.post(address("take_out", consent.pk, shared.pk))
    assert not ShareableMessage.objects.filter(image=photo).exists()
    assert [place.holds_it for place in as_editor.get(address("inspect", consent.pk)).context["places"]] == [False]


def test_withdrawing_by_opening_an_address_does_nothing(as_editor) -> None:
    consent = ConsentFactory()
    as_editor.get(address("withdraw", consent.pk))
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


def test_a_withdrawn_consent_is_not_edited(as_editor) -> None:
    consent = ConsentFactory(withdrawn_at=timezone.now())

    answer = as_editor.post(address("edit", consent.pk), filled_in(person="Bas"))

    assert answer.url == address("inspect", consent.pk)
    assert Consent.objects.get().person == consent.person


def test_the_ledger_is_searched_and_filtered(as_editor) -> None:
    today = timezone.localdate()
    rows = {
        "valid": ConsentFactory(person="Anna"),
        "soon": ConsentFactory(person="Bas", until=today + timedelta(days=20)),
        "later": ConsentFactory(person="Cor", until=today + timedelta(days=80)),
        "expired": ConsentFactory(person="Dirk", until=today - timedelta(days=1)),
        "withdrawn": ConsentFactory(person="Eef", withdrawn_at=timezone.now()),
    }

    def found(**query):
        return {row.person for row in as_editor.get(address("index"), query).context["object_list"]}

    assert found() == {"Anna", "Bas", "Cor", "Dirk", "Eef"}
    assert found(q="ann") == {"Anna"}
    assert found(state="valid") == {"Anna", "Bas", "Cor"}
    assert found(state="expiring") == {"Bas", "Cor"}
    assert found(state="expiring30") == {"Bas"}
    assert found(state="expired") == {"Dirk"}
    assert found(state="withdrawn") == {"Eef"}
    assert found(pillar=rows["valid"].file.story.pillar_id) == {"Anna"}
    assert found(image="nonsense") == set()


def test_the_export_holds_no_formula(as_editor) -> None:
    ConsentFactory(person="=1+1")

    answer = as_editor.get(address("index"), {"export": "csv"})

    assert "'=1+1" in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_ledger_takes_as_many_queries_for_many_rows(as_editor, number, django_assert_max_num_queries) -> None:
    as_editor.get(address("index"))
    ConsentFactory.create_batch(number)

    with django_assert_max_num_queries(16):
        as_editor.get(address("index"))


@pytest.mark.parametrize("roles", [[], ["publisher"], ["creator"]])
def test_to_colleagues_no_consent_exists(client, editor, roles) -> None:
    consent = ConsentFactory()
    consent.signed_file.save("form", SimpleUploadedFile("form.pdf", PDF))
    client.force_login(AmbassadorFactory(roles=roles).user if roles else UserFactory())

    there, nowhere = (
        [client.get(url) for url in (address("inspect", pk), address("edit", pk), address("signed_form", key))]
        for pk, key in ((consent.pk, consent.key), (consent.pk + 1, "NoSuchKey"))
    )

    assert [answer.status_code for answer in there] == [answer.status_code for answer in nowhere]
    assert 200 not in [answer.status_code for answer in there]
    assert client.post(address("withdraw", consent.pk)).status_code != 200
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


@pytest.mark.parametrize("nonsense", ["image=abc", "document=abc", "image=999999", "image=99999999999999999999999"])
def test_a_photo_that_is_not_there_is_not_chosen(as_editor, nonsense) -> None:
    photo = ImageFactory()

    shown = [as_editor.get(f"{address('add')}?{query}") for query in (nonsense, f"image={photo.pk}")]

    assert [(page.status_code, page.context["form"].initial.get("image")) for page in shown] == [
        (200, None),
        (200, str(photo.pk)),
    ]
