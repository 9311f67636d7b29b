"""docs/reference/addresses.md is the one table of who may open what; here it is held against the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.urls import URLPattern, reverse

from shift_plugin import urls
from tests.factories.people import UserFactory

ROOT = Path(__file__).resolve().parent.parent
CELLS = re.compile(
    r"^\| `(?P<name>\w+)` \| `(?P<address>[^`]+)` \| (?P<who>[a-z ]+) \| (?P<methods>[A-Z ]+) \| (?P<csrf>yes|no) \|$"
)
# What stands in an address for an object, of which none exists.
NOBODY = {
    "<int:pk>": 999_999,
    "<slug:network>": "linkedin",
    "<slug:key>": "none",
    "<slug:step>": "read",
    "<slug:slug>": "none",
}
NOBODY |= {"<str:token>": "forged", "<code>": "NoSuchCode"}


class Row(NamedTuple):
    name: str
    address: str
    who: str
    methods: str
    csrf: str


TABLE = [
    Row(**match.groupdict())
    for line in (ROOT / "docs" / "reference" / "addresses.md").read_text().splitlines()
    if (match := CELLS.match(line))
]


def in_code(pattern: URLPattern) -> tuple[str, str, str, str]:
    """Name, address, methods and protection as they are."""
    view = getattr(pattern.callback, "view_class", None)
    methods = ["GET"]
    if view is not None:
        methods = [name.upper() for name in ("get", "post") if hasattr(view, name) and name in view.http_method_names]
    address = re.sub(
        r"\^|\(\?P<(\w+)>[^)]*\)|/\?\$", lambda found: f"<{found[1]}>" if found[1] else "", pattern.pattern.describe()
    )
    address = address.partition(" ")[0].strip("'")
    csrf = "no" if getattr(pattern.callback, "csrf_exempt", False) else "yes"
    return pattern.name, address, " ".join(methods), csrf


def url_of(row: Row) -> str:
    return reverse(f"shift:{row.name}", args=[value for place, value in NOBODY.items() if place in row.address])


def answer(client: Any, row: Row, method: str) -> int:
    return getattr(client, method.lower())(url_of(row)).status_code


def is_refused(response: Any, address: str) -> bool:
    """What isn't there is looked for in the language of the reader too, at the same address below ``/nl/``."""
    return response.status_code in (403, 404, 405, 410) or response.headers.get("Location", "").endswith(address)


def test_the_table_holds_every_address_and_no_other() -> None:
    assert sorted(in_code(pattern) for pattern in urls.urlpatterns) == sorted(
        (row.name, row.address, row.methods, row.csrf) for row in TABLE
    )


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
@pytest.mark.django_db
def test_a_method_that_the_table_does_not_name_is_refused(client, row: Row) -> None:
    client.force_login(UserFactory(is_superuser=True))
    others = sorted({"GET", "POST", "PUT", "DELETE"} - set(row.methods.split()))

    answers = [getattr(client, method.lower())(url_of(row)) for method in others]

    assert [response for response in answers if not is_refused(response, url_of(row))] == []


# The same page for everybody, whatever was closed.
ABOUT_NOTHING = {"vacancy_closed"}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
@pytest.mark.django_db
def test_a_stranger_is_asked_to_log_in_or_learns_nothing(client, row: Row) -> None:
    """And is told the same whether the thing exists or not: here it does not."""
    expected = {"anyone": {404}, "mail": {302, 404, 410}}.get(row.who, {302})
    if row.name in ABOUT_NOTHING:
        expected = {200}

    assert {answer(client, row, method) for method in row.methods.split()} - expected == set()


@pytest.mark.parametrize("row", [row for row in TABLE if row.who == "takes part"], ids=lambda row: row.name)
@pytest.mark.django_db
def test_somebody_who_does_not_take_part_changes_nothing(client, row: Row) -> None:
    client.force_login(UserFactory())

    assert {answer(client, row, method) for method in row.methods.split()} - {302, 403, 404} == set()
