import pytest
from django.contrib.auth import get_user_model
from django.utils import translation
from wagtail.models import ModelLogEntry

from shift_plugin.people.actions import (
    assign_pillars,
    join_pillar,
    join_programme,
    leave_pillar,
    leave_programme,
    mark_undeliverable,
    save_ambassador,
)
from shift_plugin.people.actions.taking_part import OWN_CHOICES
from shift_plugin.people.enums import MembershipSource, Role
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import MayNot, has_role, roles_of
from shift_plugin.people.signals import ambassador_left
from tests.factories.people import AmbassadorFactory, PillarMembershipFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

CHOSEN = {
    "time_zone": "Europe/Paris",
    "rhythm": "daily",
    "office_hours": "24 09:00-12:00",
    "holiday_region": "FR",
    "weekly_cap": 1,
}
pytestmark = pytest.mark.django_db


def fresh(user):
    return get_user_model().objects.get(pk=user.pk)


def test_who_joins_gets_the_language_of_the_page_and_the_role_of_publisher():
    user = UserFactory()

    ambassador = join_programme(user=user, language="en")

    assert ambassador.language == "en"
    assert roles_of(fresh(user)) == [Role.PUBLISHER]
    assert ModelLogEntry.objects.get(action="shift.join").user == user


def test_joining_twice_changes_nothing():
    user = UserFactory()
    first = join_programme(user=user, language="en")

    assert join_programme(user=user, language="nl") == first
    assert Ambassador.objects.get(user=user).language == "en"


def test_a_closed_account_cannot_join():
    with pytest.raises(MayNot):
        join_programme(user=UserFactory(is_active=False))


def test_who_leaves_is_out_of_groups_and_out_of_every_sending_and_can_come_back():
    ambassador = AmbassadorFactory(roles=[Role.PUBLISHER], pillars=[PillarFactory()])

    leave_programme(ambassador=ambassador)

    assert not Ambassador.objects.taking_part().exists()
    assert not ambassador.memberships.exists()
    assert roles_of(fresh(ambassador.user)) == []

    join_programme(user=fresh(ambassador.user))
    assert Ambassador.objects.taking_part().get() == ambassador


def test_a_master_who_no_longer_shares_keeps_the_work_of_master():
    ambassador = AmbassadorFactory(roles=[Role.MASTER, Role.PUBLISHER])

    leave_programme(ambassador=ambassador)

    assert roles_of(fresh(ambassador.user)) == [Role.MASTER]


def test_leaving_is_announced_once():
    heard = []

    def listen(sender, ambassador, **kwargs):
        heard.append(ambassador)

    ambassador = AmbassadorFactory()
    ambassador_left.connect(listen)
    try:
        leave_programme(ambassador=ambassador)
        leave_programme(ambassador=ambassador)
    finally:
        ambassador_left.disconnect(listen)
    assert heard == [ambassador]


def test_an_open_group_can_be_joined_once_and_left():
    ambassador, pillar = AmbassadorFactory(), PillarFactory(is_open=True)

    join_pillar(ambassador=ambassador, pillar=pillar)
    join_pillar(ambassador=ambassador, pillar=pillar)
    assert ambassador.memberships.get().source == MembershipSource.JOINED

    leave_pillar(ambassador=ambassador, pillar=pillar)
    assert not ambassador.memberships.exists()


@pytest.mark.parametrize("closed", [{"is_open": False}, {"is_active": False}])
def test_a_group_that_is_closed_or_not_in_use_cannot_be_joined(closed):
    ambassador = AmbassadorFactory()
    with pytest.raises(MayNot):
        join_pillar(ambassador=ambassador, pillar=PillarFactory(**closed))
    assert not ambassador.memberships.exists()


def test_who_does_not_take_part_cannot_join_a_group():
    ambassador = AmbassadorFactory()
    leave_programme(ambassador=ambassador)
    with pytest.raises(MayNot):
        join_pillar(ambassador=ambassador, pillar=PillarFactory())


def test_an_editor_puts_people_into_groups_and_a_choice_of_their_own_keeps_its_source():
    own, given, gone = PillarFactory(), PillarFactory(is_open=False), PillarFactory()
    ambassador = AmbassadorFactory(pillars=[own])
    PillarMembershipFactory(ambassador=ambassador, pillar=gone, source=MembershipSource.ASSIGNED)

    assert assign_pillars(ambassador=ambassador, pillars=[own, given], by=UserFactory())
    assert not assign_pillars(ambassador=ambassador, pillars=[own, given], by=UserFactory())

    assert dict(ambassador.memberships.values_list("pillar_id", "source")) == {
        own.pk: MembershipSource.JOINED,
        given.pk: MembershipSource.ASSIGNED,
    }


def test_an_editor_saves_everything_about_somebody_in_one_go():
    user, team, pillar, editor = UserFactory(), TeamFactory(), PillarFactory(), UserFactory()
    values = {"user": user, "team": team, "is_external": True, "language": "en", "pillars": [pillar], "by": editor}

    ambassador = save_ambassador(ambassador=None, roles=["creator"], takes_part=True, **values)

    assert (ambassador.team, ambassador.is_external, ambassador.language) == (team, True, "en")
    assert roles_of(fresh(user)) == [Role.CREATOR]
    assert [item.pillar for item in ambassador.memberships.all()] == [pillar]

    save_ambassador(ambassador=ambassador, roles=["creator"], takes_part=False, **values)
    assert not Ambassador.objects.taking_part().exists()
    assert not ambassador.memberships.exists()

    save_ambassador(ambassador=Ambassador.objects.get(), roles=["creator"], takes_part=True, **values)
    assert Ambassador.objects.taking_part().get().memberships.count() == 1


# Users belong to the host, who deactivates and deletes them without asking us


def test_a_deactivated_user_gets_nothing_and_holds_no_role_and_is_back_when_reactivated():
    ambassador = AmbassadorFactory(roles=[Role.MASTER])
    ambassador.user.is_active = False
    ambassador.user.save()

    assert not Ambassador.objects.taking_part().exists()
    assert not has_role(ambassador.user, Role.MASTER)

    ambassador.user.is_active = True
    ambassador.user.save()
    assert Ambassador.objects.taking_part().get() == ambassador


@pytest.mark.parametrize("how", ["one by one", "by queryset"])
def test_of_a_deleted_user_nothing_is_left_but_an_ambassador_without_a_name(how):
    team, pillar = TeamFactory(), PillarFactory()
    ambassador = AmbassadorFactory(team=team, pillars=[pillar], **CHOSEN)
    mark_undeliverable(address=ambassador.email)
    user = fresh(ambassador.user)

    if how == "one by one":
        user.delete()
    else:
        get_user_model().objects.filter(pk=user.pk).delete()

    left = Ambassador.objects.get(pk=ambassador.pk)
    assert (left.user, left.time_zone, left.receives_mail, left.email) == (None, "", False, "")
    assert {name: getattr(left, name) for name in OWN_CHOICES} == {
        name: getattr(Ambassador(), name) for name in OWN_CHOICES
    }
    assert set(CHOSEN) <= set(OWN_CHOICES)
    assert left.left_at is not None
    assert not left.memberships.exists()
    assert left.team == team
    with translation.override("en"):
        assert str(left) == "Former ambassador"
    assert not Ambassador.objects.taking_part().exists()


def test_deleting_a_user_who_is_no_ambassador_touches_nobody():
    AmbassadorFactory()
    UserFactory().delete()
    assert Ambassador.objects.taking_part().count() == 1
