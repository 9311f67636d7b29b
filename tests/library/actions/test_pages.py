"""From a page to a message about it."""

import pytest
from wagtail.models import Page, PageViewRestriction

from shift_plugin.library.actions import make_shareable
from shift_plugin.people.permissions import MayNot
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return Page.objects.get(depth=2).add_child(instance=Page(title="Open dag", search_description="Kom kijken."))


def test_page_becomes_a_draft_that_nobody_can_share_yet(author, page) -> None:
    message = make_shareable(page=page, by=author)

    assert (message.title, message.text, message.link_page, message.source_page_id, message.live) == (
        "Open dag",
        "Kom kijken.",
        page,
        page.pk,
        False,
    )
    assert message.latest_revision.user == author


def test_page_that_outsiders_cannot_open_is_not_linked_to(author, page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    message = make_shareable(page=Page.objects.get(pk=page.pk), by=author)

    assert (message.link_page, message.source_page_id) == (None, page.pk)


def test_only_who_writes_messages_can_and_only_of_a_published_page(author, page) -> None:
    with pytest.raises(MayNot, match="mag geen berichten schrijven"):
        make_shareable(page=page, by=AmbassadorFactory().user)

    page.unpublish()
    with pytest.raises(MayNot, match="gepubliceerde"):
        make_shareable(page=page, by=author)
