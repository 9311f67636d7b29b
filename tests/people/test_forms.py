"""Forms of the admin about people and teams. Saving itself is told in the tests of the actions."""

import pytest

from shift_plugin.base.rules import UnreadableFile
from shift_plugin.people.enums import Role
from shift_plugin.people.forms import AmbassadorForm, TeamForm, unreadable_text
from shift_plugin.people.permissions import roles_of
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


def test_a_new_ambassador_is_a_publisher_in_the_main_language_unless_chosen_otherwise():
    form = AmbassadorForm()
    assert (form.initial["language"], form.initial["roles"]) == ("nl", ["publisher"])
    assert "takes_part" not in form.fields


def test_the_user_of_an_ambassador_does_not_change():
    assert "user" not in AmbassadorForm(instance=AmbassadorFactory()).fields


def test_the_form_opens_with_what_is_there_and_saves_what_is_chosen():
    team, pillar = TeamFactory(), PillarFactory()
    ambassador = AmbassadorFactory(team=team, roles=["editor"], pillars=[pillar])
    form = AmbassadorForm(instance=ambassador)
    assert (form.initial["team"], form.initial["roles"], list(form.initial["pillars"])) == (
        team.pk,
        [Role.EDITOR],
        [pillar],
    )

    form = AmbassadorForm({"team": "", "language": "en", "roles": [], "takes_part": "on"}, instance=ambassador)
    assert form.is_valid(), form.errors
    saved = form.save(by=UserFactory())

    assert (saved.team, saved.language, roles_of(saved.user), saved.memberships.count()) == (None, "en", [], 0)


def test_somebody_with_a_closed_account_cannot_come_back():
    ambassador = AmbassadorFactory(user__is_active=False, left_at="2026-01-01T00:00Z")
    ambassador.refresh_from_db()
    form = AmbassadorForm({"team": "", "language": "nl", "takes_part": "on"}, instance=ambassador)
    assert set(form.errors) == {"takes_part"}


def test_a_team_can_be_put_below_any_team_but_itself_and_those_below_it():
    north, south = TeamFactory(name="North"), TeamFactory(name="South")
    kitchen = TeamFactory(name="Kitchen", parent=north)
    north.refresh_from_db()

    offered = [value for value, _label in TeamForm(instance=north).fields["parent"].choices]

    assert offered == ["", south.pk]
    assert TeamForm(instance=kitchen).initial["parent"] == north.pk


@pytest.mark.parametrize("code", ["size", "rows", "empty", "columns", "packed", "format"])
def test_every_reason_why_a_file_cannot_be_read_has_words(code):
    assert unreadable_text(UnreadableFile(code, "7"))
