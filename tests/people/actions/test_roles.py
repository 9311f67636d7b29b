import pytest
from django.contrib.auth.models import Group
from wagtail.models import ModelLogEntry

from shift_plugin.people.actions import set_roles
from shift_plugin.people.enums import Role
from shift_plugin.people.permissions import roles_of
from shift_plugin.people.queries import role_choices
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def test_a_user_holds_exactly_the_roles_that_are_given_and_other_groups_stay():
    user, editor = UserFactory(roles=["publisher"]), UserFactory()
    user.groups.add(Group.objects.create(name="Choir"))

    assert set_roles(user=user, roles=["creator", "master"], by=editor)
    assert not set_roles(user=user, roles=["master", "creator"], by=editor)

    assert sorted(user.groups.values_list("name", flat=True)) == ["Choir", "Social Creator", "Social Master"]
    assert ModelLogEntry.objects.filter(action="shift.roles", user=editor).count() == 1


def test_labels_of_roles_are_those_of_the_organisation(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "ROLE_LABELS": {"editor": "Aanjager"}}
    assert dict(role_choices())["editor"] == "Aanjager"


def test_without_the_role_of_editor_nobody_can_be_given_it(settings):
    user = UserFactory(roles=["editor", "publisher"])
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "EDITOR_ROLE": False}

    assert [value for value, _label in role_choices()] == ["master", "creator", "publisher", "hr"]
    assert roles_of(user) == [Role.PUBLISHER]
