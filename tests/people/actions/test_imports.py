"""A list of ambassadors: everybody in it is added or updated, or nobody."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shift_plugin.base.rules import UnreadableFile
from shift_plugin.people.actions import cancel_import, confirm_import, leave_programme, start_import
from shift_plugin.people.enums import ImportState, MembershipSource, Role
from shift_plugin.people.models import Ambassador, ImportRun, PillarMembership, Team
from shift_plugin.people.permissions import MayNot, roles_of
from shift_plugin.strategy.models import Pillar
from tests.factories.people import AmbassadorFactory, PillarMembershipFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db
HEADINGS = "E-mailadres;Voornaam;Achternaam;Team;Rollen;Contentpijlers;Taal;Extern"


@pytest.fixture
def master():
    return UserFactory(roles=["master"])


def upload(master, *lines, headings=HEADINGS, creates_missing=False) -> ImportRun:
    content = "\n".join([headings, *lines]).encode()
    return start_import(file_name="list.csv", content=content, creates_missing=creates_missing, by=master)


def person(email) -> Ambassador:
    return Ambassador.objects.get(user__email=email)


def test_a_new_person_gets_an_account_a_team_roles_and_groups(master):
    north = TeamFactory(name="Noord")
    kitchen = TeamFactory(name="Keuken", parent=north)
    pillar = PillarFactory(name="Vakmanschap", is_open=False)
    run = upload(master, "kim@example.org;Kim;de Boer;Keuken;Creator, Publisher;Vakmanschap;Engels;ja")

    run = confirm_import(run=run, by=master)

    kim = person("kim@example.org")
    assert (kim.name, kim.team, kim.language, kim.is_external) == ("Kim de Boer", kitchen, "en", True)
    assert roles_of(kim.user) == [Role.CREATOR, Role.PUBLISHER]
    assert kim.memberships.get().source == MembershipSource.ASSIGNED
    assert kim.memberships.get().pillar == pillar
    assert not kim.user.has_usable_password()
    assert (run.state, run.created_count, run.updated_count, run.unchanged_count) == (ImportState.DONE, 1, 0, 0)


def test_only_an_address_is_enough_and_the_rest_has_sensible_values(master):
    confirm_import(run=upload(master, "kim@example.org", headings="email"), by=master)

    kim = person("kim@example.org")
    assert (kim.team, kim.language, kim.is_external, roles_of(kim.user)) == (None, "nl", False, [Role.PUBLISHER])


def test_a_second_import_updates_by_address_whatever_the_case_and_leaves_alone_what_is_empty(master):
    team, other = TeamFactory(name="Noord"), TeamFactory(name="Zuid")
    pillar = PillarFactory(name="Vakmanschap")
    known = AmbassadorFactory(user__email="kim@example.org", user__first_name="Kim", team=team, roles=["creator"])
    PillarMembershipFactory(ambassador=known, pillar=pillar)
    run = upload(master, "KIM@example.org;;;Zuid;;;;", "jo@example.org;Jo;;;;;;")

    run = confirm_import(run=run, by=master)

    kim = person("kim@example.org")
    assert (kim.pk, kim.team, kim.user.first_name) == (known.pk, other, "Kim")
    assert roles_of(kim.user) == [Role.CREATOR]
    assert kim.memberships.count() == 1
    assert (run.created_count, run.updated_count) == (1, 1)


def test_the_same_list_again_changes_nothing(master):
    TeamFactory(name="Noord")
    PillarFactory(name="Vakmanschap")
    line = "kim@example.org;Kim;de Boer;Noord;Creator;Vakmanschap;nl;nee"
    confirm_import(run=upload(master, line), by=master)

    run = confirm_import(run=upload(master, line), by=master)

    assert (run.created_count, run.updated_count, run.unchanged_count) == (0, 0, 1)
    assert Ambassador.objects.count() == 1


def test_roles_and_groups_that_an_editor_gave_follow_the_list_and_own_choices_stay(master):
    own, given, new = PillarFactory(name="Eigen"), PillarFactory(name="Gegeven"), PillarFactory(name="Nieuw")
    kim = AmbassadorFactory(user__email="kim@example.org", roles=["creator", "publisher"], pillars=[own])
    PillarMembershipFactory(ambassador=kim, pillar=given, source=MembershipSource.ASSIGNED)

    confirm_import(run=upload(master, "kim@example.org;;;;publisher;Nieuw;;"), by=master)

    kim = person("kim@example.org")
    assert roles_of(kim.user) == [Role.PUBLISHER]
    assert {item.pillar for item in kim.memberships.all()} == {own, new}


def test_a_user_of_the_intranet_becomes_an_ambassador_and_keeps_password_and_rights(master):
    user = UserFactory(email="kim@example.org", password="a-password-of-my-own", roles=["editor"])

    confirm_import(run=upload(master, "kim@example.org;;;;;;;"), by=master)

    kim = person("kim@example.org")
    assert kim.user == user
    assert kim.user.check_password("a-password-of-my-own")
    assert roles_of(kim.user) == [Role.EDITOR, Role.PUBLISHER]


def test_who_stopped_taking_part_is_not_brought_back_by_a_list(master):
    kim = AmbassadorFactory(user__email="kim@example.org")
    leave_programme(ambassador=kim)

    run = confirm_import(run=upload(master, "kim@example.org;Anders;;;creator;;;"), by=master)

    kim.refresh_from_db()
    assert kim.left_at is not None
    assert kim.user.first_name != "Anders"
    assert run.unchanged_count == 1


def test_one_wrong_cell_and_nobody_is_added(master):
    run = upload(master, "kim@example.org;Kim;;;;;;", "jo@example.org;Jo;;Nergens;;;;")

    with pytest.raises(MayNot):
        confirm_import(run=run, by=master)

    assert run.error_count == 1
    assert not get_user_model().objects.filter(email="kim@example.org").exists()
    assert ImportRun.objects.get().state == ImportState.PREVIEW


def test_when_the_last_row_breaks_while_writing_nothing_is_half_saved(master):
    def refuse(sender, instance, created, **kwargs):
        if instance.email == "jo@example.org":
            raise RuntimeError("The host's directory refuses this person.")

    run = upload(master, "kim@example.org;Kim;;Nieuw team;;;;", "jo@example.org;Jo;;;;;;", creates_missing=True)
    post_save.connect(refuse, sender=get_user_model())
    try:
        with pytest.raises(RuntimeError):
            confirm_import(run=run, by=master)
    finally:
        post_save.disconnect(refuse, sender=get_user_model())

    assert not get_user_model().objects.filter(email="kim@example.org").exists()
    assert not Team.objects.exists()
    assert ImportRun.objects.get().state == ImportState.PREVIEW


def test_what_went_wrong_since_the_preview_is_noticed(master):
    team = TeamFactory(name="Noord")
    run = upload(master, "kim@example.org;;;Noord;;;;")
    assert run.error_count == 0
    team.delete()

    with pytest.raises(MayNot):
        confirm_import(run=run, by=master)


def test_a_list_is_imported_once(master):
    run = upload(master, "kim@example.org;;;;;;;")
    confirm_import(run=run, by=master)

    with pytest.raises(MayNot):
        confirm_import(run=run, by=master)


def test_teams_and_pillars_are_made_when_the_box_is_ticked_and_only_once(master):
    TeamFactory(name="Noord")
    run = upload(
        master,
        "kim@example.org;;;Noord > Keuken;;Duurzaam;;",
        "jo@example.org;;;Noord > Keuken;;duurzaam; ;",
        "bo@example.org;;;Zuid;;;;",
        creates_missing=True,
    )

    confirm_import(run=run, by=master)

    assert [(team.name, team.depth) for team in Team.objects.order_by("path")] == [
        ("Noord", 1),
        ("Keuken", 2),
        ("Zuid", 1),
    ]
    assert Pillar.objects.get().name == "Duurzaam"
    assert PillarMembership.objects.count() == 2


def test_once_done_or_cancelled_the_list_holds_no_names_any_more(master):
    done = confirm_import(run=upload(master, "kim@example.org;;;;;;;"), by=master)
    cancelled = cancel_import(run=upload(master, "jo@example.org;;;;;;;"))

    assert (done.rows, cancelled.rows) == ([], [])
    assert cancelled.state == ImportState.CANCELLED
    assert ModelLogEntry.objects.get(action="shift.import").user == master


def test_a_preview_that_nobody_confirms_is_forgotten_after_a_day(master):
    old = upload(master, "kim@example.org;;;;;;;")
    ImportRun.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=25))

    upload(master, "jo@example.org;;;;;;;")

    old.refresh_from_db()
    assert (old.state, old.rows) == (ImportState.CANCELLED, [])


def test_a_file_that_is_too_large_is_not_even_read(master, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "IMPORT_MAX_MEGABYTES": 1}

    with pytest.raises(UnreadableFile) as refusal:
        start_import(file_name="a.csv", content=b"x" * 1024 * 1025, creates_missing=False, by=master)
    assert refusal.value.code == "size"


def test_a_long_list_takes_one_query_a_person_and_no_more(master, django_assert_max_num_queries):
    TeamFactory(name="Noord")
    PillarFactory(name="Vakmanschap")
    lines = [f"person{number}@example.org;Kim;Bos;Noord;creator;Vakmanschap;nl;nee" for number in range(300)]

    run = upload(master, *lines)
    # One for the user itself, which the host may listen to; the rest is written together.
    with django_assert_max_num_queries(300 + 40):
        confirm_import(run=run, by=master)

    assert Ambassador.objects.count() == 300


RHYTHM = "email;rhythm"


def test_a_list_may_say_how_often_somebody_gets_mail(master):
    lines = ("kim@example.org;daily", "lou@example.org;inbox", "max@example.org;")
    confirm_import(run=upload(master, *lines, headings=RHYTHM), by=master)
    kim, lou, max_ = (person(f"{name}@example.org") for name in ("kim", "lou", "max"))
    assert [(one.rhythm, one.receives_mail) for one in (kim, lou, max_)] == [
        ("daily", True),
        ("weekly", False),
        ("weekly", True),
    ]


def test_what_people_chose_stays_unless_the_list_says_otherwise(master):
    kim = AmbassadorFactory(user__email="kim@example.org", rhythm="daily")
    lou = AmbassadorFactory(user__email="lou@example.org", rhythm="daily")
    run = confirm_import(run=upload(master, "kim@example.org;", "lou@example.org;weekly", headings=RHYTHM), by=master)
    kim.refresh_from_db()
    lou.refresh_from_db()
    assert (kim.rhythm, lou.rhythm) == ("daily", "weekly")
    assert (run.updated_count, run.unchanged_count) == (1, 1)


def test_no_list_turns_mails_on_again_for_who_stopped_them(master):
    kim = AmbassadorFactory(user__email="kim@example.org", rhythm="daily", receives_mail=False)
    confirm_import(run=upload(master, "kim@example.org;at once", headings=RHYTHM), by=master)
    kim.refresh_from_db()
    assert (kim.receives_mail, kim.rhythm) == (False, "at_once")
