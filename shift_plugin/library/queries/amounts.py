"""Amounts of local actions as a list brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wagtail.permission_policies.pages import PagePermissionPolicy

from shift_plugin.base.rules import UnreadableFile, amount_in, cell_text, plain, table_of
from shift_plugin.library.models import LocalActionPage

HEADINGS = {
    "reference": ("reference", "action", "title", "kenmerk", "referentie", "actie", "titel"),
    "amount": ("amount", "raised", "raised so far", "total", "bedrag", "opgehaald", "opbrengst", "totaal"),
}


@dataclass(frozen=True)
class ReadAmounts:
    """``amounts``: what was read, by page. ``unknown``: rows about no action that we know. ``wrong``: no amounts."""

    amounts: Mapping[int, Decimal]
    unknown: Sequence[str]
    wrong: Sequence[str]


def local_actions_of(user: Any) -> list[LocalActionPage]:
    """The local actions that somebody may publish, so whose amounts they may change; by title."""
    may = PagePermissionPolicy().instances_user_has_permission_for(user, "publish")
    pages = may.type(LocalActionPage).values("pk")
    return list(LocalActionPage.objects.filter(pk__in=pages).order_by("title", "pk"))


def read_amounts(content: bytes, *, file_name: str, pages: Sequence[LocalActionPage], most_rows: int) -> ReadAmounts:
    """Find each row's action by its reference, or else by its title. Raises UnreadableFile."""
    table = table_of(content, file_name=file_name)
    columns = _columns(next(table, None))
    known = {plain(page.title): page.pk for page in pages} | {
        plain(page.reference): page.pk for page in pages if page.reference
    }
    amounts: dict[int, Decimal] = {}
    unknown, wrong = [], []
    for number, row in enumerate(table):
        if number == most_rows:
            raise UnreadableFile("rows", str(most_rows))
        name, text = cell_text(row, columns["reference"]), cell_text(row, columns["amount"])
        if not name and not text:
            continue
        amount = amount_in(text)
        if plain(name) not in known:
            unknown.append(name)
        elif amount is None:
            wrong.append(f"{name}: {text}" if text else name)
        else:
            amounts[known[plain(name)]] = amount
    return ReadAmounts(amounts, unknown, wrong)


def _columns(headings: Sequence[object] | None) -> dict[str, int]:
    if headings is None:
        raise UnreadableFile("empty")
    names = [plain(str(heading or "")) for heading in headings]
    found = {column: place for column, known in HEADINGS.items() for place, name in enumerate(names) if name in known}
    if len(found) < len(HEADINGS):
        raise UnreadableFile("columns")
    return found
