"""“Make shareable” in the menus of a page, and the button for employees on the page itself."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import Page, PageViewRestriction

from shift_plugin.library.models import ShareableMessage
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory
from tests.factories.strategy import KeyMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return Page.objects.get(depth=2).add_child(instance=Page(title="Open dag", search_description="Kom kijken."))


def address(page):
    return reverse("shift_make_shareable", args=[page.pk])


@pytest.mark.parametrize("place", ["wagtailadmin_explore", "wagtailadmin_pages:edit"])
def test_button_stands_in_the_menus_of_editor_and_explorer(client, django_user_model, page, place) -> None:
    client.force_login(django_user_model.objects.create_superuser(email="root@brinkhoven.example", password="x"))
    shown = page.get_parent() if place == "wagtailadmin_explore" else page

    assert address(page) in client.get(reverse(place, args=[shown.pk])).content.decode()


def test_explorer_asks_no_more_for_more_pages(client, django_user_model, page, django_assert_num_queries) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(django_user_model.objects.create_superuser(email="root@brinkhoven.example", password="x"))
    home = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    client.get(home)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(home)
    for number in range(2):
        page.get_parent().add_child(instance=Page(title=f"Nog een {number}"))
    with django_assert_num_queries(len(one)):
        client.get(home)


def test_looking_makes_nothing_and_a_click_makes_a_draft_to_go_on_with(client, author, page) -> None:
    client.force_login(author)
    assert "Kom kijken." in client.get(address(page)).content.decode()
    assert not ShareableMessage.objects.exists()

    response = client.post(address(page))

    message = ShareableMessage.objects.get()
    assert response["Location"] == reverse(ShareableMessage.snippet_viewset.get_url_name("edit"), args=[message.pk])


def test_message_that_there_is_already_is_shown_first(client, author, page) -> None:
    MessageFactory(source_page=page, title="Kom naar de open dag", key_message=KeyMessageFactory())
    client.force_login(author)

    assert [row["title"] for row in client.get(address(page)).context["earlier"]] == ["Kom naar de open dag"]


def test_page_for_others_is_refused(client, author, page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    client.force_login(author)

    assert client.post(address(page)).status_code == 302
    assert not ShareableMessage.objects.exists()


def shown_to(user, page, rf) -> str:
    request = rf.get("/")
    request.user = user
    template = Template("{% load shift_tags %}{% shift_share_page page %}")
    return template.render(Context({"request": request, "page": page}))


def test_employee_shares_what_is_offered_and_a_writer_makes_the_rest_shareable(author, page, rf) -> None:
    employee = AmbassadorFactory().user
    assert shown_to(employee, page, rf).strip() == ""
    assert escape(address(page)) in shown_to(author, page, rf)

    message = MessageFactory(source_page=page, key_message=KeyMessageFactory())

    link = reverse("shift:message", args=[message.pk])
    assert [link in shown_to(user, page, rf) for user in (employee, author, AnonymousUser())] == [True, True, False]


def test_user_bar_has_the_same_way(author, page, rf) -> None:
    from shift_plugin.library.wagtail_hooks import userbar_item

    request = rf.get("/")
    request.user = author
    items: list = []
    userbar_item(request, items, page)

    assert address(page) in items[0].render_html({"request": request})
