from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from shift_plugin.distribution.enums import DistributionState, PostState
from shift_plugin.distribution.queries import chats_for, chats_of, last_posts
from tests.factories.distribution import ChatChannelFactory, ChatPostFactory, DistributionFactory
from tests.factories.library import MessageFactory, locale
from tests.factories.people import TeamFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def teams():
    """north > works > night, and south beside it; each with a channel."""
    north = TeamFactory(name="north")
    works = TeamFactory(name="works", parent=north)
    night = TeamFactory(name="night", parent=works)
    found = {team.name: team for team in (north, works, night, TeamFactory(name="south"))}
    for name, team in found.items():
        ChatChannelFactory(name=name, team=team)
    return found


def reached(distribution):
    return sorted(chats_for(distribution).values_list("name", flat=True))


@pytest.mark.parametrize(
    ("of_message", "of_distribution", "names"),
    [
        ([], [], ["night", "north", "south", "works"]),
        (["works"], [], ["night", "north", "works"]),
        ([], ["works"], ["night", "north", "works"]),
        (["north"], ["night"], ["night", "north", "works"]),
        (["north"], [], ["night", "north", "works"]),
        (["south"], [], ["south"]),
        (["north", "south"], ["south"], ["south"]),
    ],
)
def test_the_channel_of_a_team_gets_what_is_for_it_for_one_above_it_or_below_it(
    teams, of_message, of_distribution, names
):
    message = MessageFactory(teams=[teams[name] for name in of_message])
    distribution = DistributionFactory(message=message, teams=[teams[name] for name in of_distribution])
    assert reached(distribution) == names


@pytest.mark.parametrize("everyone", [True, False])
def test_the_channel_of_a_pillar_gets_messages_of_that_pillar(everyone):
    craft, work = PillarFactory(), PillarFactory()
    ChatChannelFactory(name="craft", team=None, pillar=craft)
    ChatChannelFactory(name="work", team=None, pillar=work)
    ChatChannelFactory(name="other", team=None, pillar=PillarFactory())
    message = MessageFactory(pillars=[craft, work])
    assert reached(DistributionFactory(message=message, everyone=everyone)) == ["craft", "work"]
    assert reached(DistributionFactory(message=message, pillars=[work], everyone=everyone)) == ["work"]


def test_with_team_and_pillar_only_what_both_say(teams, pillar, message):
    ChatChannelFactory(name="both", team=teams["south"], pillar=pillar)
    ChatChannelFactory(name="another pillar", team=teams["south"], pillar=PillarFactory())
    assert reached(DistributionFactory(message=message, teams=[teams["south"]])) == ["both", "south"]
    assert reached(DistributionFactory(message=message, teams=[teams["works"]])) == ["night", "north", "works"]


def test_a_channel_that_is_not_in_use_or_of_nobody_gets_nothing(message, pillar):
    ChatChannelFactory(is_active=False)
    ChatChannelFactory(team=None, pillar=None)
    assert reached(DistributionFactory(message=message)) == []
    assert reached(DistributionFactory(message=None)) == []


def test_before_it_starts_the_page_shows_where_it_goes(message):
    locale("en")
    ChatChannelFactory(name="b")
    ChatChannelFactory(name="a", language="en")
    distribution = DistributionFactory(message=message, in_chats=True)
    rows = chats_of(distribution, timezone.now())
    assert [(row.channel.name, row.state, bool(row.reason)) for row in rows] == [("a", "", True), ("b", "", False)]
    assert chats_of(DistributionFactory(message=message), timezone.now()) == []


def test_a_post_arrives_in_the_hours_of_the_site_and_what_is_urgent_at_once(settings, message):
    settings.TIME_ZONE = "Europe/Amsterdam"
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "OFFICE_HOURS": "12345 08:00-18:00"}
    sunday, monday = datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 11, 23, 7, tzinfo=UTC)
    ChatChannelFactory()
    calm = DistributionFactory(message=message, in_chats=True)
    urgent = DistributionFactory(message=message, in_chats=True, is_urgent=True)
    assert [chats_of(each, sunday)[0].moment for each in (calm, urgent)] == [monday, sunday]


def test_afterwards_it_shows_what_became_of_it():
    post = ChatPostFactory(channel__name="a")
    ChatChannelFactory(name="made later")
    ChatPostFactory(distribution=post.distribution, channel__name="b", state=PostState.SKIPPED, reason="cancelled")
    with translation.override("en"):
        rows = [(row.channel.name, row.state, row.reason) for row in chats_of(post.distribution, timezone.now())]
    assert rows == [("a", "failed", "404 no_service"), ("b", "not sent", "the distribution was cancelled")]


def test_the_last_post_of_each_channel(django_assert_num_queries):
    now = timezone.now()
    old = ChatPostFactory(due_at=now - timedelta(days=2), state=PostState.SENT, sent_at=now - timedelta(days=2))
    new = ChatPostFactory(channel=old.channel, due_at=now - timedelta(days=1))
    ChatPostFactory(channel=old.channel, state=PostState.PENDING, attempts=0)
    other, quiet = ChatPostFactory(distribution__state=DistributionState.SENDING), ChatChannelFactory()
    with django_assert_num_queries(1):
        found = last_posts([old.channel, other.channel, quiet])
    assert found == {old.channel_id: new, other.channel_id: other}
