"""What a message about any page of the host starts with, and who can share it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from example_site.intranet.models import NewsIndexPage, NewsPage
from shift_plugin.library.models import LibraryPage
from shift_plugin.library.queries import content_of, is_public, message_to_share
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.strategy import KeyMessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def news():
    index = Page.objects.get(depth=2).add_child(instance=NewsIndexPage(title="Nieuws"))
    return index.add_child(
        instance=NewsPage(
            title="Nieuwe bomen op het plein",
            introduction="Op woensdag plantten we twaalf bomen. " * 20,
            image=ImageFactory(title="IMG_2041"),
            image_alt="Drie collega's met een jonge linde",
        )
    )


def test_page_of_the_host_brings_title_first_sentences_and_image(news) -> None:
    content = content_of(Page.objects.get(pk=news.pk))

    assert (content.title, content.image, content.image_alt) == (news.title, news.image, news.image_alt)
    assert content.text == " ".join(["Op woensdag plantten we twaalf bomen."] * 10)


def test_page_without_text_or_image_brings_its_title_only() -> None:
    page = Page.objects.get(depth=2).add_child(instance=LibraryPage(title="Bibliotheek"))
    content = content_of(page)

    assert (content.title, content.text, content.image, content.image_alt) == ("Bibliotheek", "", None, "")


def test_name_of_a_file_is_never_the_alternative_text(news) -> None:
    news.image_alt = ""
    news.save()

    assert content_of(news).image_alt == ""


def test_page_below_a_closed_one_is_not_public(news) -> None:
    assert is_public(news)

    PageViewRestriction.objects.create(page=news.get_parent(), restriction_type=PageViewRestriction.LOGIN)

    assert not is_public(Page.objects.get(pk=news.pk))


def test_reader_is_offered_the_newest_message_about_the_page_that_is_for_them(news) -> None:
    now = timezone.now()
    key_message = KeyMessageFactory()
    other_team = TeamFactory()
    MessageFactory(source_page=news, key_message=key_message, expire_at=now - timedelta(days=1), title="Verlopen")
    open_to_all = MessageFactory(source_page=news, key_message=key_message)
    MessageFactory(source_page=news, key_message=key_message, teams=[other_team])
    MessageFactory(source_page=news, key_message=key_message, draft=True)
    MessageFactory(key_message=key_message, title="Over iets anders")

    assert message_to_share(news, AmbassadorFactory(), now) == open_to_all
    assert message_to_share(news.get_parent(), AmbassadorFactory(), now) is None


def test_page_for_one_group_can_be_opened_by_its_members(news) -> None:
    from shift_plugin.library.permissions import may_open

    member, stranger = AmbassadorFactory().user, AmbassadorFactory().user
    group = Group.objects.create(name="Ondernemingsraad")
    member.groups.add(group)
    PageViewRestriction.objects.create(page=news, restriction_type=PageViewRestriction.GROUPS).groups.add(group)

    assert [may_open(user, Page.objects.get(pk=news.pk)) for user in (member, stranger)] == [True, False]
