"""A figure on a page is published at once; a text that is being written is not."""

from datetime import date
from decimal import Decimal

import pytest

from shift_plugin.library.actions import set_amounts
from shift_plugin.library.models import LocalActionPage
from tests.factories.library import local_action

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def test_amount_is_on_the_page_at_once_and_in_the_draft_too(editor) -> None:
    page = local_action("Rennen", introduction="Oud.")
    draft = page.get_latest_revision_as_object()
    draft.introduction = "Nieuw, nog niet klaar."
    draft.save_revision()

    assert set_amounts(amounts={page.pk: Decimal(250)}, counted_on=DAY, by=editor) == 1

    live = LocalActionPage.objects.get(pk=page.pk)
    newest = live.get_latest_revision_as_object()
    assert (live.introduction, live.raised_amount, live.raised_on) == ("Oud.", Decimal(250), DAY)
    assert (newest.introduction, newest.raised_amount, live.has_unpublished_changes) == (
        draft.introduction,
        Decimal(250),
        True,
    )


def test_same_amount_changes_nothing(editor) -> None:
    page = local_action("Rennen", raised_amount=Decimal(250))

    assert set_amounts(amounts={page.pk: Decimal("250.00")}, counted_on=DAY, by=editor) == 0
    assert LocalActionPage.objects.get(pk=page.pk).raised_on != DAY


def test_page_that_is_not_published_stays_so(editor) -> None:
    page = local_action("Rennen")
    page.unpublish()
    set_amounts(amounts={page.pk: Decimal(5)}, counted_on=DAY, by=editor)

    assert not LocalActionPage.objects.get(pk=page.pk).live
