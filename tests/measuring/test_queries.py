from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from shift_plugin.measuring import actions
from shift_plugin.measuring.enums import Dimension
from shift_plugin.measuring.queries import Choice, counts_by, labels_of, over_time, summary, table, team_sizes
from shift_plugin.measuring.rules import SMALL, Count
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.sharing import ClickFactory, ShareFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)
NOON = datetime(2026, 11, 3, 11, 0, tzinfo=UTC)
WEEK = {"first": DAY - timedelta(days=3), "last": DAY + timedelta(days=3)}
# Long after: no window of recent days covers the week, so the figures come from the days.
TODAY = date(2028, 1, 1)


def share(day: date = DAY, clicks: int = 0, **kwargs):
    moment = NOON + (day - DAY)
    made = ShareFactory(opened_at=moment, **kwargs)
    ClickFactory.create_batch(clicks, link__share=made, clicked_at=moment, day=day)
    actions.add_up_day(day=day)
    return made


def test_both_ends_of_the_period_belong_to_it():
    for day in (WEEK["first"] - timedelta(days=1), WEEK["first"], WEEK["last"], WEEK["last"] + timedelta(days=1)):
        share(day)

    assert summary(Choice(**WEEK)) == Count(opened=2)


@pytest.mark.parametrize("kind", ["network", "message", "pillar", "team"])
def test_a_choice_narrows_the_figures_to_its_own(kind):
    wanted = share(clicks=2, network="linkedin")
    share(clicks=1, network="x")
    choices = {
        "network": "linkedin",
        "message": wanted.message_id,
        "pillar": wanted.message.pillars.get().pk,
        "team": wanted.team_id,
    }

    assert summary(Choice(**WEEK, **{kind: choices[kind]})) == Count(opened=1, clicks=2)


def test_a_team_stands_for_the_teams_below_it():
    region = TeamFactory()
    share(ambassador=AmbassadorFactory(team=TeamFactory(parent=region)))

    assert summary(Choice(**WEEK, team=region.pk)) == Count(opened=1)


def test_a_team_that_does_not_exist_has_no_figures():
    share()

    assert summary(Choice(**WEEK, team=987654)) == Count()


def test_the_course_has_no_gaps():
    share()
    share(DAY + timedelta(days=2), clicks=1)

    course = over_time(Choice(**WEEK))

    assert [count.opened for _first, _last, count in course] == [0, 0, 0, 1, 0, 1, 0]
    assert sum((count for _first, _last, count in course), Count()) == summary(Choice(**WEEK))


@pytest.mark.parametrize("dimension", [Dimension.NETWORK, Dimension.PILLAR, Dimension.MESSAGE, Dimension.TEAM])
def test_ready_made_totals_and_the_finest_figures_agree(dimension):
    """A narrowed choice that leaves nothing out is added up from other rows than a choice that is not narrowed."""
    pillar, team = PillarFactory(), TeamFactory()
    for _number in range(2):
        share(clicks=1, message=MessageFactory(pillars=[pillar]), ambassador=AmbassadorFactory(team=team))

    assert counts_by(dimension, Choice(**WEEK, team=team.pk), today=TODAY) == counts_by(
        dimension, Choice(**WEEK), today=TODAY
    )


def test_a_message_in_two_pillars_counts_for_both():
    first, second = PillarFactory(), PillarFactory()
    share(message=MessageFactory(pillars=[first, second]))

    assert counts_by(Dimension.PILLAR, Choice(**WEEK, network="linkedin"), today=TODAY) == {
        str(first.pk): Count(opened=1),
        str(second.pk): Count(opened=1),
    }


def test_small_teams_are_shown_together(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "MINIMUM_GROUP_SIZE": 2}
    large = TeamFactory(name="Large")
    share(ambassador=AmbassadorFactory(team=large), clicks=5)
    AmbassadorFactory(team=large)
    for _number in range(2):
        share()

    rows = table(Dimension.TEAM, Choice(**WEEK), today=TODAY)

    assert [(row.label, row.opened) for row in rows] == [("Large", 1), (labels_of(Dimension.TEAM, [SMALL])[SMALL], 2)]


def test_the_table_has_most_clicks_first():
    share(clicks=1, network="x")
    share(clicks=2, network="linkedin")

    assert [row.key for row in table(Dimension.NETWORK, Choice(**WEEK), today=TODAY)] == ["linkedin", "x"]


def test_who_left_is_not_counted_as_a_member():
    team = TeamFactory()
    AmbassadorFactory.create_batch(2, team=team)
    AmbassadorFactory(team=team, left_at=NOON)

    assert team_sizes() == {str(team.pk): 2}


@pytest.mark.parametrize("number", [1, 3])
def test_names_take_one_query(number, django_assert_num_queries):
    messages = MessageFactory.create_batch(number)

    with django_assert_num_queries(1):
        found = labels_of(Dimension.MESSAGE, [str(message.pk) for message in messages])

    assert [found[str(message.pk)] for message in messages] == [message.title for message in messages]


def test_pillars_and_networks_are_named_in_the_language_of_the_reader():
    pillar = PillarFactory(name="Vakmanschap", local_texts={"en": {"name": "Craft"}})

    with translation.override("en"):
        assert labels_of(Dimension.PILLAR, [str(pillar.pk)]) == {str(pillar.pk): "Craft"}
        assert labels_of(Dimension.NETWORK, ["linkedin", "instagram", "gone"]) == {
            "linkedin": "LinkedIn",
            "instagram": "Instagram (clicks not measured)",
            "gone": "gone",
        }
