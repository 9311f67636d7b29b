import pytest

from shift_plugin.people.actions import create_team, delete_team, update_team
from shift_plugin.people.enums import TeamKind
from shift_plugin.people.models import Team
from shift_plugin.people.permissions import MayNot
from shift_plugin.people.queries import team_choices, team_path
from tests.factories.people import AmbassadorFactory, TeamFactory

pytestmark = pytest.mark.django_db


def tree():
    return [(team.name, team.depth) for team in Team.objects.order_by("path")]


def get(name):
    return Team.objects.get(name=name)


def test_teams_stand_in_the_order_of_the_alphabet_below_their_parent():
    north = create_team(name="North", kind=TeamKind.REGION, parent=None)
    create_team(name="Kitchen", kind=TeamKind.DEPARTMENT, parent=north)
    create_team(name="Care", kind=TeamKind.DEPARTMENT, parent=north)
    create_team(name="East", kind=TeamKind.REGION, parent=None)

    assert tree() == [("East", 1), ("North", 1), ("Care", 2), ("Kitchen", 2)]
    assert team_path(get("Care")) == "North › Care"
    assert [name for _pk, name in team_choices(without=get("North").path)] == ["East"]


def test_a_renamed_team_finds_its_new_place_and_takes_along_what_is_below():
    first = TeamFactory(name="Alpha")
    TeamFactory(name="Beta")
    TeamFactory(name="Below", parent=first)

    update_team(team=first, name="Gamma", kind=TeamKind.REGION, parent=None)

    assert tree() == [("Beta", 1), ("Gamma", 1), ("Below", 2)]


def test_a_team_moves_below_another_and_back_to_the_top():
    alpha, beta = TeamFactory(name="Alpha"), TeamFactory(name="Beta")

    update_team(team=alpha, name="Alpha", kind=TeamKind.REGION, parent=beta)
    assert tree() == [("Beta", 1), ("Alpha", 2)]

    update_team(team=get("Alpha"), name="Alpha", kind=TeamKind.REGION, parent=None)
    assert tree() == [("Alpha", 1), ("Beta", 1)]


def test_a_team_cannot_come_below_itself_or_below_what_is_below_it():
    alpha = TeamFactory(name="Alpha")
    below = TeamFactory(name="Below", parent=alpha)

    for parent in (alpha, below):
        with pytest.raises(MayNot):
            update_team(team=alpha, name="Alpha", kind=TeamKind.REGION, parent=parent)
    assert tree() == [("Alpha", 1), ("Below", 2)]


def test_people_and_subteams_of_a_deleted_team_go_where_the_editor_says():
    old, new = TeamFactory(name="Old"), TeamFactory(name="New")
    below = TeamFactory(name="Below", parent=old)
    TeamFactory(name="Deep", parent=below)
    ambassador, deeper = AmbassadorFactory(team=old), AmbassadorFactory(team=below)

    delete_team(team=old, move_to=new)

    ambassador.refresh_from_db()
    deeper.refresh_from_db()
    assert tree() == [("New", 1), ("Below", 2), ("Deep", 3)]
    assert (ambassador.team.name, deeper.team.name) == ("New", "Below")


def test_without_another_team_people_have_none_and_subteams_move_up():
    top = TeamFactory(name="Top")
    old = TeamFactory(name="Old", parent=top)
    TeamFactory(name="Below", parent=old)
    TeamFactory(name="Also below", parent=old)
    ambassador = AmbassadorFactory(team=old)

    delete_team(team=old, move_to=None)

    ambassador.refresh_from_db()
    assert ambassador.team is None
    assert tree() == [("Top", 1), ("Also below", 2), ("Below", 2)]


def test_teams_below_a_deleted_team_at_the_top_come_to_the_top():
    top = TeamFactory(name="Top")
    TeamFactory(name="Below", parent=top)

    delete_team(team=top, move_to=None)

    assert tree() == [("Below", 1)]


def test_people_cannot_go_to_a_team_that_goes_itself():
    old = TeamFactory(name="Old")
    below = TeamFactory(name="Below", parent=old)
    for target in (old, below):
        with pytest.raises(MayNot):
            delete_team(team=old, move_to=target)
    assert tree() == [("Old", 1), ("Below", 2)]
