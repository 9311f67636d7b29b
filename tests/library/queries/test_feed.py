"""What an employee finds in the library."""

import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import can_see
from shift_plugin.library.queries import FeedFilters, card_picture, feed
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.sharing import ShareFactory
from tests.factories.strategy import KeyMessageFactory, PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_message():
    return KeyMessageFactory()


@pytest.fixture
def reader(key_message):
    """In the group of the pillar of the key message."""
    return AmbassadorFactory(pillars=[key_message.pillar])


def titles(reader, **filters):
    return [message.title for message in feed(reader, now=timezone.now(), filters=FeedFilters(**filters)).messages]


def at(**past):
    return timezone.now() - timedelta(**past)


def test_the_newest_comes_first(reader, key_message):
    MessageFactory(title="Oud", key_message=key_message, first_published_at=at(days=3))
    MessageFactory(title="Nieuw", key_message=key_message, first_published_at=at(days=1))
    assert titles(reader) == ["Nieuw", "Oud"]


def test_for_you_holds_the_pillars_of_the_reader_and_the_other_tab_all(reader, key_message):
    MessageFactory(title="Van mij", key_message=key_message, first_published_at=at(days=1))
    MessageFactory(title="Van anderen", first_published_at=at(days=2))
    assert (titles(reader), titles(reader, tab="all")) == (["Van mij"], ["Van mij", "Van anderen"])


@pytest.mark.parametrize("gone", [{"draft": True}, {"expire_at": timezone.now() - timedelta(minutes=1)}])
def test_what_cannot_be_shared_is_not_offered(reader, key_message, gone):
    MessageFactory(key_message=key_message, **gone)
    assert titles(reader) == []


def test_withdrawing_takes_a_message_out_at_once(reader, key_message):
    message = MessageFactory(key_message=key_message)
    message.unpublish()
    assert titles(reader) == []


def test_messages_come_in_the_language_of_the_reader(reader, key_message):
    MessageFactory(title="Nederlands", key_message=key_message)
    MessageFactory(title="English", key_message=key_message, language="en")
    assert titles(reader, tab="all") == ["Nederlands"]


def test_a_team_sees_what_is_for_itself_and_for_the_teams_above(reader, key_message):
    region = TeamFactory()
    own, other = TeamFactory(parent=region), TeamFactory(parent=region)
    reader.team = own
    reader.save()
    for name, teams in {"Regio": [region], "Eigen": [own], "Ander": [other], "Ander of eigen": [other, own]}.items():
        MessageFactory(title=name, key_message=key_message, teams=teams)
    assert sorted(titles(reader)) == ["Ander of eigen", "Eigen", "Regio"]


def test_a_role_sees_what_is_for_that_role(key_message):
    reader = AmbassadorFactory(pillars=[key_message.pillar], roles=["creator", "publisher"])
    for name, roles in {
        "Allen": [],
        "Makers": ["creator"],
        "Masters": ["master"],
        "Beide": ["master", "publisher"],
    }.items():
        MessageFactory(title=name, key_message=key_message, roles=roles)
    assert sorted(titles(reader)) == ["Allen", "Beide", "Makers"]


def test_the_rule_for_one_message_and_the_one_for_many_agree(key_message):
    top = TeamFactory()
    teams = [top, TeamFactory(parent=top), TeamFactory()]
    for place, (aim, roles) in enumerate(
        [([], []), ([teams[0]], []), ([teams[1]], ["creator"]), ([teams[2]], ["master"])]
    ):
        MessageFactory(title=str(place), key_message=key_message, teams=aim, roles=roles)
    people = [AmbassadorFactory(team=team, roles=roles) for team in teams for roles in ([], ["creator"], ["master"])]
    for person in [*people, AmbassadorFactory(team=None)]:
        now = timezone.now()
        one_by_one = [m.title for m in ShareableMessage.objects.order_by("title") if can_see(person, m, now)]
        assert sorted(titles(person, tab="all")) == one_by_one


def test_somebody_who_takes_no_part_sees_what_is_for_everyone(key_message):
    MessageFactory(title="Voor allen", key_message=key_message)
    MessageFactory(title="Voor een team", key_message=key_message, teams=[TeamFactory()])
    assert titles(None, tab="all") == ["Voor allen"]


def test_what_the_reader_shared_comes_after_the_rest(reader, key_message):
    shared = MessageFactory(title="Gedeeld", key_message=key_message, first_published_at=at(days=1))
    MessageFactory(title="Nog niet", key_message=key_message, first_published_at=at(days=5))
    ShareFactory(message=shared, ambassador=reader)
    page = feed(reader, now=timezone.now(), filters=FeedFilters())
    assert [(m.title, getattr(m, "was_shared", False)) for m in page.messages] == [
        ("Nog niet", False),
        ("Gedeeld", True),
    ]


@pytest.mark.parametrize("shared_count", [0, 1, 2, 3, 5])
def test_every_message_is_on_exactly_one_page(reader, key_message, settings, shared_count):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "LIBRARY_PAGE_SIZE": 2}
    messages = [MessageFactory(key_message=key_message, first_published_at=at(days=day)) for day in range(5)]
    for message in messages[:shared_count]:
        ShareFactory(message=message, ambassador=reader)
    pages = [feed(reader, now=timezone.now(), filters=FeedFilters(page=number)) for number in (1, 2, 3, 4)]
    seen = [message.pk for page in pages for message in page.messages]
    assert seen == [m.pk for m in messages[shared_count:]] + [m.pk for m in messages[:shared_count]]
    assert [page.has_next() for page in pages] == [True, True, False, False]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": "story"}, ["Verhaal"]),
        ({"network": "x"}, ["Kort", "Voor X"]),
        ({"words": "zonnepanelen"}, ["Verhaal"]),
        ({"words": "zonnepan"}, ["Verhaal"]),
        ({"words": "nergens"}, []),
        ({"words": "zonnepanelen", "kind": "vacancy"}, []),
    ],
)
def test_filters_and_search(reader, key_message, filters, found):
    long = "a " * 300
    MessageFactory(title="Verhaal", kind="story", text=f"Over zonnepanelen. {long}", key_message=key_message)
    MessageFactory(title="Kort", text="Kort", key_message=key_message)
    MessageFactory(title="Voor X", text=long, network_texts={"x": "Kort"}, key_message=key_message)
    assert sorted(titles(reader, **filters)) == found


def test_the_pillar_filter_works_in_both_tabs(reader, key_message):
    other = PillarFactory()
    MessageFactory(title="Beide", key_message=key_message, pillars=[key_message.pillar, other])
    MessageFactory(title="Een", key_message=key_message)
    MessageFactory(title="Ander", pillars=[other])
    assert sorted(titles(reader, tab="all", pillar_id=other.pk)) == ["Ander", "Beide"]
    assert titles(reader, pillar_id=other.pk) == ["Beide"]


def test_words_of_a_draft_of_a_live_message_are_not_found(reader, key_message):
    message = MessageFactory(title="Zonnepanelen", key_message=key_message)
    message.title = message.text = "Geheime overname"
    message.save_revision()
    MessageFactory(title="Geheime overname", key_message=key_message, draft=True)
    assert (titles(reader, words="overname"), titles(reader, words="zonnepanelen")) == ([], ["Zonnepanelen"])


def test_search_never_passes_the_audience(reader, key_message):
    MessageFactory(title="Zonnepanelen", key_message=key_message, teams=[TeamFactory()])
    assert titles(reader, tab="all", words="zonnepanelen") == []


def test_a_match_is_found_behind_many_in_another_language(reader, key_message, monkeypatch):
    monkeypatch.setattr(sys.modules[FeedFilters.__module__], "MOST_FOUND", 2)
    MessageFactory(title="Zonnepanelen op het dak", key_message=key_message)
    MessageFactory.create_batch(3, title="Zonnepanelen", key_message=key_message, language="en")
    assert titles(reader, words="zonnepanelen") == ["Zonnepanelen op het dak"]


def test_a_site_without_the_language_of_its_settings_has_a_library_all_the_same(reader, key_message):
    Locale.objects.exclude(language_code="nl").delete()
    Locale.objects.update(language_code="fr")
    MessageFactory(title="Bienvenue", key_message=key_message, language="fr")
    assert titles(reader) == ["Bienvenue"]


def test_a_page_takes_the_same_number_of_queries_whatever_it_holds(reader, key_message):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = feed(reader, now=timezone.now(), filters=FeedFilters())
            for message in page.messages:
                assert card_picture(message).height > 0
                assert [pillar.pk for pillar in message.card_pillars] == [key_message.pillar.pk]
        return len(captured)

    MessageFactory(key_message=key_message, image=ImageFactory(), image_alt="Een dak")
    queries()
    one = queries()
    MessageFactory.create_batch(2, key_message=key_message, image=ImageFactory(), image_alt="Een dak")
    queries()
    assert queries() == one


def test_the_picture_of_a_card_follows_the_focal_point(reader, key_message):
    image = ImageFactory()
    MessageFactory(key_message=key_message, image=image, image_alt="Een dak")

    def picture():
        return card_picture(feed(reader, now=timezone.now(), filters=FeedFilters()).messages[0])

    first, again = picture(), picture()
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 10, 10, 5, 5
    image.save()

    assert (again == first, picture() == first) == (True, False)


@pytest.mark.parametrize("words", ['"', '"zon', 'a"b', "'\"", '"<b>"', "NEAR(", "zon -dak", "title:zon", "*", "\x00"])
def test_a_search_for_odd_signs_is_a_search_like_any_other(reader, key_message, words):
    MessageFactory(key_message=key_message, title="Zonnepanelen op het dak")

    assert feed(reader, now=timezone.now(), filters=FeedFilters(words=words)).number == 1
