"""Who is reached by an audience. Nobody twice, nobody who stopped, nobody whose account is closed."""

import pytest
from django.utils.translation import override

from shift_plugin.base.queries import knows_region
from shift_plugin.people.actions import leave_programme
from shift_plugin.people.enums import HolidayRegion
from shift_plugin.people.models import Ambassador
from shift_plugin.people.queries import (
    ambassadors_in,
    group_size,
    my_pillars,
    pillar_group,
    region_choices,
    region_name,
    search_people,
    teams_with_subteams,
    time_zone_choices,
)
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


def test_without_conditions_everybody_who_takes_part_is_in():
    inside = AmbassadorFactory()
    leave_programme(ambassador=AmbassadorFactory())
    AmbassadorFactory(user__is_active=False)
    Ambassador.objects.create(user=None, language="nl")

    assert list(ambassadors_in()) == [inside]


def test_somebody_in_two_of_the_pillars_with_two_of_the_roles_comes_once():
    first, second = PillarFactory(), PillarFactory()
    both = AmbassadorFactory(pillars=[first, second], roles=["creator", "publisher"])
    AmbassadorFactory(roles=["creator"])

    found = ambassadors_in(pillar_ids=[first.pk, second.pk], roles=["creator", "publisher"])

    assert list(found) == [both]
    assert found.count() == 1


def test_a_team_reaches_the_teams_below_it():
    north, south = TeamFactory(name="North"), TeamFactory(name="South")
    kitchen = TeamFactory(name="Kitchen", parent=north)
    cook = AmbassadorFactory(team=kitchen)
    AmbassadorFactory(team=south)

    assert list(ambassadors_in(team_ids=[north.pk])) == [cook]
    assert list(ambassadors_in(team_ids=[kitchen.pk])) == [cook]
    assert {team.name for team in teams_with_subteams([north.pk, kitchen.pk])} == {"North", "Kitchen"}


def test_a_team_that_is_gone_reaches_nobody_instead_of_everybody():
    AmbassadorFactory()
    assert not ambassadors_in(team_ids=[987654]).exists()


def test_conditions_narrow_one_another():
    pillar, team = PillarFactory(), TeamFactory()
    fits = AmbassadorFactory(pillars=[pillar], team=team, language="en", roles=["creator"])
    AmbassadorFactory(pillars=[pillar], team=team, language="nl", roles=["creator"])
    AmbassadorFactory(pillars=[pillar], language="en", roles=["creator"])
    AmbassadorFactory(team=team, language="en", roles=["creator"])
    AmbassadorFactory(pillars=[pillar], team=team, language="en", roles=["publisher"])

    found = ambassadors_in(pillar_ids=[pillar.pk], team_ids=[team.pk], roles=["creator"], languages=["en"])

    assert list(found) == [fits]


def test_the_size_of_a_group_counts_who_takes_part_now():
    pillar = PillarFactory()
    inside = AmbassadorFactory(pillars=[pillar])
    AmbassadorFactory(pillars=[pillar], user__is_active=False)

    assert group_size(pillar.pk) == 1
    assert [(item.size, item.is_member) for item in my_pillars(inside)] == [(1, True)]


@pytest.mark.parametrize("is_open", [True, False])
def test_how_a_reader_stands_to_a_group(is_open):
    pillar = PillarFactory(is_open=is_open)
    member, other, outsider = AmbassadorFactory(pillars=[pillar]), AmbassadorFactory(), UserFactory()

    as_member = pillar_group(pillar, user=member.user)
    as_other = pillar_group(pillar, user=other.user)
    as_outsider = pillar_group(pillar, user=outsider)

    assert (as_member.is_member, as_member.may_join) == (True, False)
    assert (as_other.is_member, as_other.may_join) == (False, is_open)
    assert (as_outsider.takes_part, as_outsider.may_join) == (False, False)


def test_people_are_found_by_every_word_of_name_or_address():
    mila = AmbassadorFactory(user__first_name="Mila", user__last_name="de Boer", user__email="mila@example.org")
    AmbassadorFactory(user__first_name="Mila", user__last_name="Bos", user__email="bos@example.org")

    for words in ("boer mila", "MILA@EXAMPLE", "de boer"):
        assert list(search_people(Ambassador.objects.all(), words)) == [mila]


def test_time_zones_are_cities_that_python_knows():
    zones = [zone for zone, _label in time_zone_choices()]
    assert zones[0] == ""
    assert "Europe/Amsterdam" in zones
    assert "EST5EDT" not in zones


def test_regions_are_found_by_name_after_that_of_the_site(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "HOLIDAY_REGION": "DE-BY"}
    with override("en"):
        choices = region_choices()
    assert choices[0] == ("", "That of the site (Germany: Bavaria)")
    assert [code for code, _name in choices[1:4]] == ["AL", "AD", "AT"]


@pytest.mark.parametrize("region", HolidayRegion.values)
def test_every_region_has_public_holidays(region):
    assert knows_region(region) is True


def test_a_region_without_a_name_is_called_by_its_code():
    assert (region_name("US-CA"), region_name("")) == ("US-CA", "")
