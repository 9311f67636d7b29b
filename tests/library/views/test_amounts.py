"""The admin page with what local actions raised."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from shift_plugin.library.models import LocalActionPage
from tests.factories.library import local_action
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/cms/shift/local-actions/"


@pytest.fixture
def pages(master):
    pages = [local_action("Rennen", reference="R-1"), local_action("Taart bakken", raised_amount=Decimal(10))]
    # Rights on pages are given for those that there are.
    call_command("shift_setup", verbosity=0)
    return pages


def amount(page) -> Decimal:
    return LocalActionPage.objects.get(pk=page.pk).raised_amount


def test_amounts_are_typed_and_saved(client, master, pages) -> None:
    client.force_login(master)
    run, bake = pages
    response = client.post(
        reverse("shift_amounts"), {f"amount-{run.pk}": "99.50", f"amount-{bake.pk}": "10", "save": ""}
    )

    assert response.status_code == 302
    assert [amount(page) for page in pages] == [Decimal("99.50"), Decimal(10)]


def test_one_wrong_amount_saves_nothing_and_loses_nothing(client, master, pages) -> None:
    client.force_login(master)
    run, bake = pages
    response = client.post(
        reverse("shift_amounts"), {f"amount-{run.pk}": "99.50", f"amount-{bake.pk}": "-1", "save": ""}
    )
    form = response.context["form"]

    assert list(form.errors) == [f"amount-{bake.pk}"]
    assert form[f"amount-{run.pk}"].value() == "99.50"
    assert [amount(page) for page in pages] == [0, Decimal(10)]


def test_list_fills_in_and_changes_nothing_yet(client, master, pages) -> None:
    client.force_login(master)
    file = SimpleUploadedFile("lijst.csv", b"Kenmerk;Bedrag\nR-1;1.500,00\nOnbekend;3\n")
    response = client.post(reverse("shift_amounts"), {"list-file": file, "read": ""})

    assert [(page.title, field.value(), is_new) for page, field, is_new in response.context["form"].rows()] == [
        ("Rennen", Decimal("1500.00"), True),
        ("Taart bakken", Decimal("10.00"), False),
    ]
    assert "Onbekend" in response.content.decode()
    assert amount(pages[0]) == 0


def test_file_that_is_no_list_is_told_at_the_field(client, master, pages) -> None:
    client.force_login(master)
    response = client.post(
        reverse("shift_amounts"), {"list-file": SimpleUploadedFile("a.csv", b"Naam\nx\n"), "read": ""}
    )

    assert len(response.context["file_form"].errors["file"]) == 1


def test_who_may_publish_no_action_sees_and_changes_none(client, author, pages) -> None:
    client.force_login(author)
    run = pages[0]
    assert client.get(reverse("shift_amounts")).context["form"].pages == []

    client.post(reverse("shift_amounts"), {f"amount-{run.pk}": "99.50", "save": ""})

    assert amount(run) == 0


def test_reader_sees_how_far_an_action_is(client, pages) -> None:
    run = pages[0]
    LocalActionPage.objects.filter(pk=run.pk).update(raised_amount=Decimal(1500), goal_amount=Decimal(1000))
    client.force_login(UserFactory())
    html = client.get(run.get_url()).content.decode()

    assert 'value="100" max="100"' in html
    assert run.donation_url in html
    assert "150%" in html
