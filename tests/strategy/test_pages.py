"""The strategy page and the pillar pages, as an employee's browser gets them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.strategy import (
    AudienceFactory,
    FocusPeriodFactory,
    KeyMessageFactory,
    ObjectiveFactory,
    PillarFactory,
    PillarPageFactory,
    StrategyPageFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    ambassador = AmbassadorFactory()
    client.force_login(ambassador.user)
    return ambassador


def html(client, page):
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def strategy():
    today = timezone.localdate()
    objective = ObjectiveFactory(name="Meer verpleegkundigen", unit="sollicitaties per maand")
    audience = AudienceFactory(name="Verpleegkundigen", objectives=[objective])
    pillar = PillarFactory(name="Vakmanschap", objectives=[objective], audiences=[audience])
    KeyMessageFactory(pillar=pillar, text="Bij ons heb je tijd voor mensen")
    FocusPeriodFactory(pillar=pillar, note="Open dag op de locaties", starts_on=today, ends_on=today)
    return pillar


def test_the_strategy_page_shows_the_whole_line_and_what_matters_now(client, reader, strategy):
    pillar_page = PillarPageFactory(pillar=strategy)

    text = html(client, StrategyPageFactory(title="Onze strategie"))

    places = [
        text.index(words)
        for words in ("Onze strategie", "Open dag", "Meer verpleegkundigen", "Verpleegkundigen</h4>", "Bij ons heb je")
    ]
    assert places == sorted(places)
    assert f'href="{pillar_page.get_url()}"' in text
    assert "40 sollicitaties per maand" in text


def test_an_empty_strategy_says_so(client, reader):
    assert "shift-empty" in html(client, StrategyPageFactory())


def test_the_pillar_page_has_everything_about_a_pillar(client, reader, strategy):
    strategy.owner = UserFactory(first_name="Mila", last_name="Bos")
    strategy.save()
    AmbassadorFactory(pillars=[strategy])

    text = html(client, PillarPageFactory(pillar=strategy, introduction="Waarom dit telt", body="<p>Lees meer</p>"))

    for words in (
        "Waarom dit telt",
        "Lees meer",
        "Bij ons heb je tijd voor mensen",
        "Meer verpleegkundigen",
        "Verpleegkundigen",
        "LinkedIn, Facebook",
        "Mila Bos",
        "Open dag op de locaties",
        f'action="/shift/pillars/{strategy.pk}/join/"',
    ):
        assert words in text


def test_a_member_can_leave_and_a_closed_group_has_no_button(client, reader, strategy):
    page = PillarPageFactory(pillar=strategy)
    reader.memberships.create(pillar=strategy, source="joined")
    assert f'action="/shift/pillars/{strategy.pk}/leave/"' in html(client, page)

    reader.memberships.all().delete()
    strategy.is_open = False
    strategy.save()
    assert "/shift/pillars/" not in html(client, page)


def test_the_name_of_an_owner_who_left_is_on_no_page(client, reader, strategy):
    strategy.owner = UserFactory(first_name="Verdwenen", last_name="Collega", is_active=False)
    strategy.save()
    assert "Verdwenen" not in html(client, PillarPageFactory(pillar=strategy))


def test_the_join_button_works_as_it_stands_on_the_page(client, reader, strategy):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader.user)
    page = PillarPageFactory(pillar=strategy)
    text = strict.get(page.get_url()).content.decode()
    token = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    answer = strict.post(f"/shift/pillars/{strategy.pk}/join/", {"csrfmiddlewaretoken": token, "next": page.get_url()})

    assert answer.url == page.get_url()
    assert reader.memberships.get().pillar == strategy


def test_when_a_pillar_is_gone_or_not_in_use_its_page_still_has_its_text(client, reader, strategy):
    page = PillarPageFactory(pillar=strategy, body="<p>Lees meer</p>")
    strategy.is_active = False
    strategy.save()
    assert "Lees meer" in html(client, page)

    strategy.delete()
    assert "Lees meer" in html(client, page)


def test_content_is_in_the_language_of_the_page(client, reader):
    english = Locale.objects.get_or_create(language_code="en")[0]
    home = Page.objects.get(depth=2).copy_for_translation(english)
    home.save_revision().publish()
    pillar = PillarFactory(name="Vakmanschap", local_texts={"en": {"name": "Craft"}})
    ObjectiveFactory(name="Meer mensen", local_texts={"en": {"name": "More people"}})
    dutch_page = StrategyPageFactory(title="Strategie")
    english_page = StrategyPageFactory(title="Strategy", parent=home, locale=english)
    of_pillar = PillarPageFactory(pillar=pillar, title="Craft", parent=home, locale=english)

    in_english, in_dutch = html(client, english_page), html(client, dutch_page)

    assert ("More people" in in_english, "Meer mensen" in in_english) == (True, False)
    assert f'<a href="{of_pillar.get_url()}">Craft</a>' in in_english
    assert ("Meer mensen" in in_dutch, "Vakmanschap" in in_dutch) == (True, True)


def test_without_translated_pages_the_reader_gets_the_main_language(client, reader, settings):
    settings.WAGTAIL_I18N_ENABLED = False
    ObjectiveFactory(name="Meer mensen")
    assert "Meer mensen" in html(client, StrategyPageFactory())


def test_pages_take_as_many_queries_for_one_pillar_as_for_three(client, reader):
    strategy_page = StrategyPageFactory()
    counts = []
    for number in (1, 2):
        for _pillar in range(number):
            objective = ObjectiveFactory()
            audience = AudienceFactory(objectives=[objective])
            pillar = PillarFactory(objectives=[objective], audiences=[audience])
            KeyMessageFactory(pillar=pillar)
            page = PillarPageFactory(pillar=pillar)
        html(client, strategy_page)
        html(client, page)
        with CaptureQueriesContext(connection) as queries:
            html(client, strategy_page)
        with CaptureQueriesContext(connection) as more:
            html(client, page)
        counts.append((len(queries), len(more)))
    assert counts[0] == counts[1]


def test_pages_hold_no_inline_script_or_style(client, reader, strategy):
    for page in (StrategyPageFactory(), PillarPageFactory(pillar=strategy)):
        text = html(client, page)
        body = text[text.index("<main") : text.index("</main")]
        assert " style=" not in body
        assert "<style" not in body
        assert "<script>" not in body
        assert " on" + "click=" not in body


@pytest.mark.parametrize("factory", [StrategyPageFactory, PillarPageFactory])
def test_strangers_see_nothing_whatever_the_host_does(client, strategy, settings, factory):
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if "PrivatePages" not in path]
    page = factory(pillar=strategy) if factory is PillarPageFactory else factory()
    answer = client.get(page.get_url())
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/login/")
