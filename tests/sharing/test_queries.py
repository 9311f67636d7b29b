from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from wagtail.models import Page

from shift_plugin.base.permissions import unsign
from shift_plugin.library.enums import FeedTab
from shift_plugin.library.queries import FeedFilters, feed
from shift_plugin.library.rules import normalised_fingerprint
from shift_plugin.sharing import queries
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory
from tests.factories.sharing import ClickFactory, ShareFactory, TrackedLinkFactory
from tests.factories.strategy import PillarPageFactory
from tests.sharing.conftest import DIRECT, PUBLIC

TEXT = "Kom kijken."


def test_the_link_leads_to_the_address_of_the_message(message):
    assert queries.destination(message) == "https://www.brinkhoven.example/nieuws"


def test_the_link_leads_to_the_page_of_the_message(db):
    page = PillarPageFactory()
    assert queries.destination(MessageFactory(link_page=page, link_url="")) == page.full_url


def test_a_page_outside_every_site_has_no_address(db):
    outside = Page.get_first_root_node().add_child(instance=Page(title="Loose", slug="loose"))
    assert queries.destination(MessageFactory(link_page=outside, link_url="")) == ""


def test_a_page_that_is_no_longer_live_is_not_linked_to(db):
    assert queries.destination(MessageFactory(link_page=PillarPageFactory(live=False), link_url="")) == ""


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "ftp://files.example/x", ""])
def test_only_web_addresses_are_linked_to(db, address):
    assert queries.destination(MessageFactory(link_url=address)) == ""


def test_the_target_names_network_and_campaign_and_no_person(anna, message):
    parameters = parse_qs(urlsplit(queries.target(message, "linkedin")).query)
    assert parameters == {
        "utm_source": ["linkedin"],
        "utm_medium": ["employee-advocacy"],
        "utm_campaign": ["open-dag"],
    }


def test_source_and_medium_come_from_the_settings(message, setting):
    setting.SHIFT_PLUGIN = {**DIRECT, "UTM_SOURCE": "colleagues", "UTM_MEDIUM": "social"}
    parameters = parse_qs(urlsplit(queries.target(message, "x")).query)
    assert (parameters["utm_source"], parameters["utm_medium"]) == (["colleagues"], ["social"])


def test_a_title_without_letters_still_gives_a_campaign(db):
    message = MessageFactory(title="!?")
    parameters = parse_qs(urlsplit(queries.target(message, "x")).query)
    assert parameters["utm_campaign"] == [f"message-{message.pk}"]


def test_the_personal_link_is_tracked_where_that_is_possible(message):
    assert queries.personal_link(message, "x", "abc") == f"{PUBLIC}/abc"


def test_without_a_public_address_the_link_is_direct_and_not_measured(message, setting):
    setting.SHIFT_PLUGIN = DIRECT
    assert queries.is_measured() is False
    assert queries.personal_link(message, "x", "abc") == queries.target(message, "x")


def test_a_message_without_a_link_has_no_personal_link(db):
    assert queries.personal_link(MessageFactory(link_url=""), "x", "abc") == ""


def test_where_nobody_can_click_there_is_no_link(message):
    assert queries.personal_link(message, "instagram", "abc") == ""


def test_the_proposal_holds_words_disclosure_hashtags_and_link(message):
    assert queries.proposal(message, "x", link=f"{PUBLIC}/abc") == (
        f"Kom kijken op onze open dag.\n\n#werk #zorg #brinkhoven\n\n{PUBLIC}/abc"
    )


def test_a_network_that_shows_the_link_apart_gets_it_apart(message):
    assert queries.proposal(message, "linkedin", link=f"{PUBLIC}/abc") == (
        "Kom kijken op onze open dag.\n\n#werk #zorg #brinkhoven"
    )


def test_a_network_has_its_own_text_and_number_of_hashtags(db):
    message = MessageFactory(network_texts={"threads": "Kort."}, hashtags="#een #twee", disclosure="Ik werk hier.")
    assert queries.proposal(message, "threads", link="") == "Kort.\n\nIk werk hier. #een"


def share_text(message, ambassador, text=TEXT, **more):
    return ShareFactory(
        message=message, ambassador=ambassador, text=text, fingerprint=normalised_fingerprint(text), **more
    )


def test_colleagues_with_the_same_text_are_people_not_posts(anna, message):
    now = timezone.now()
    bob = AmbassadorFactory()
    share_text(message, anna)
    share_text(message, bob)
    share_text(message, bob, network="x", text="KOM kijken. #werk https://a.example")
    share_text(message, AmbassadorFactory())
    share_text(message, AmbassadorFactory(), opened_at=now - timedelta(days=8))
    share_text(message, AmbassadorFactory(), text="Iets heel anders.")
    share_text(MessageFactory(), AmbassadorFactory())
    assert queries.colleagues_with_this_text(message, TEXT, besides=anna, now=now) == 2
    assert queries.colleagues_with_this_text(message, "#werk", besides=anna, now=now) == 0


def test_the_address_in_a_mail_lets_one_person_share_one_message(anna, message):
    address = queries.share_url(message, "linkedin", ambassador=anna, delivery=12)
    base, query = address.split("?")
    assert base == f"http://testserver/shift/messages/{message.pk}/share/linkedin/"
    told = unsign("share", parse_qs(query)["t"][0], timedelta(days=1))
    assert told == {"a": anna.pk, "m": message.pk, "d": 12}


def test_addresses_for_several_networks_share_their_token(anna, message):
    addresses = queries.share_urls(message, ["linkedin", "x"], ambassador=anna)
    assert list(addresses) == ["linkedin", "x"]
    assert len({address.split("?")[1] for address in addresses.values()}) == 1


def test_ones_shares_come_newest_first_with_their_clicks(anna):
    now = timezone.now()
    old = ShareFactory(ambassador=anna, opened_at=now - timedelta(days=2))
    ClickFactory(link__share=old)
    ClickFactory(link__share=old)
    unclicked = ShareFactory(ambassador=anna, opened_at=now - timedelta(days=1))
    TrackedLinkFactory(share=unclicked)
    unmeasured = ShareFactory(ambassador=anna, opened_at=now)
    ClickFactory()
    assert [(share.pk, share.clicks) for share in queries.shares_by(anna)] == [
        (unmeasured.pk, None),
        (unclicked.pk, 0),
        (old.pk, 2),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_ones_shares_take_one_query(anna, number, django_assert_num_queries):
    for _ in range(number):
        ClickFactory(link__share=ShareFactory(ambassador=anna))
    with django_assert_num_queries(1):
        assert [share.message.title for share in queries.shares_by(anna)] != []


def test_own_shares_of_a_message_are_the_newest_per_network(anna, message):
    now = timezone.now()
    ShareFactory(ambassador=anna, message=message, opened_at=now - timedelta(days=1))
    newest = ShareFactory(ambassador=anna, message=message, opened_at=now)
    other = ShareFactory(ambassador=anna, message=message, network="x", opened_at=now - timedelta(days=3))
    ShareFactory(message=message)
    assert queries.own_shares(message, anna) == [newest, other]


def test_a_link_is_ones_own_or_somebody_elses(anna):
    link = TrackedLinkFactory(share__ambassador=anna)
    assert queries.is_own_link(link.code, anna.user_id) is True
    assert queries.is_own_link(link.code, AmbassadorFactory().user_id) is False
    assert queries.is_own_link("unknown", anna.user_id) is False


def test_the_feed_puts_what_was_shared_last(anna):
    now = timezone.now()
    shared, fresh, declined = MessageFactory(), MessageFactory(), MessageFactory()
    ShareFactory(ambassador=anna, message=shared)
    ShareFactory(ambassador=anna, message=declined, not_posted_at=now)
    ShareFactory(message=fresh)
    page = feed(anna, now=now, filters=FeedFilters(tab=FeedTab.ALL))
    assert page.messages[-1] == shared
    assert set(page.messages[:-1]) == {fresh, declined}
