"""``manage.py shift_setup``: what a new site needs, made once, and again without harm."""

import io

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django_q.models import Schedule
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, WorkflowContentType

from shift_plugin.library.models import FourEyesApprovalTask, ShareableMessage
from shift_plugin.people.enums import Role
from shift_plugin.people.permissions import ROLE_PERMISSIONS
from tests.factories.strategy import PillarPageFactory, StrategyPageFactory

pytestmark = pytest.mark.django_db


def run() -> str:
    out = io.StringIO()
    call_command("shift_setup", stdout=out)
    return out.getvalue()


def codes(group: Group) -> set[str]:
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.select_related("content_type")}


def test_every_role_gets_a_group_with_the_rights_of_its_role():
    run()

    for role, name in (
        (Role.MASTER, "Social Master"),
        (Role.EDITOR, "Social Editor"),
        (Role.CREATOR, "Social Creator"),
        (Role.PUBLISHER, "Social Publisher"),
        (Role.HR, "HR"),
    ):
        assert codes(Group.objects.get(name=name)) == set(ROLE_PERMISSIONS[role])


def test_it_says_what_it_did_and_the_second_time_that_nothing_changed():
    first = run()
    second = run()

    assert "Group “Social Master” made." in first
    assert "Workflow “Moderatie van berichten” made: approval by Social Master or Social Editor." in first
    assert "Schedule “Shift tick” made: every minute." in first
    assert second == "Everything was there already; nothing changed.\n"


def test_rights_that_the_host_added_or_that_were_taken_away_from_a_group_are_added_to_not_replaced():
    run()
    group = Group.objects.get(name="Social Editor")
    extra = ContentType.objects.get_for_model(Group).permission_set.get(codename="view_group")
    group.permissions.add(extra)
    group.permissions.remove(group.permissions.get(codename="view_pillar"))

    assert run() == "Group “Social Editor”: rights added: 1.\n"
    assert codes(group) == {*ROLE_PERMISSIONS[Role.EDITOR], "auth.view_group"}


def test_messages_get_a_workflow_of_four_eyes_by_masters_and_editors():
    run()

    workflow = WorkflowContentType.objects.get(
        content_type=ContentType.objects.get_for_model(ShareableMessage)
    ).workflow
    task = workflow.tasks.get().specific
    assert isinstance(task, FourEyesApprovalTask)
    assert {group.name for group in task.groups.all()} == {"Social Master", "Social Editor"}


def test_without_the_editor_role_there_is_no_group_of_editors(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "EDITOR_ROLE": False}

    run()

    assert not Group.objects.filter(name="Social Editor").exists()
    assert FourEyesApprovalTask.objects.get().groups.get().name == "Social Master"


def test_groups_may_have_names_of_the_organisations_own(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "ROLE_GROUPS": {"master": "Projectleiding"}}

    run()

    assert codes(Group.objects.get(name="Projectleiding")) == set(ROLE_PERMISSIONS[Role.MASTER])
    assert not Group.objects.filter(name="Social Master").exists()


def test_the_tick_runs_every_minute_and_only_once():
    Schedule.objects.create(name="Shift tick", func="shift_plugin.schedules.tick", schedule_type=Schedule.DAILY)
    Schedule.objects.create(name="Shift tick", func="shift_plugin.schedules.tick", schedule_type=Schedule.HOURLY)

    run()

    schedule = Schedule.objects.get(func="shift_plugin.schedules.tick")
    assert (schedule.schedule_type, schedule.minutes, schedule.repeats) == (Schedule.MINUTES, 1, -1)


def test_writers_may_add_pictures_and_documents():
    run()

    rights = GroupCollectionPermission.objects.filter(collection=Collection.get_first_root_node())
    by_group = {
        name: sorted(rights.filter(group__name=name).values_list("permission__codename", flat=True))
        for name in ("Social Master", "Social Creator", "Social Publisher")
    }
    assert by_group == {
        "Social Master": [
            "add_document",
            "add_image",
            "change_document",
            "change_image",
            "choose_document",
            "choose_image",
        ],
        "Social Creator": ["add_document", "add_image", "choose_document", "choose_image"],
        "Social Publisher": [],
    }


def test_masters_keep_the_plugins_own_pages_and_rights_go_down_the_tree():
    strategy = StrategyPageFactory()
    PillarPageFactory(parent=strategy)

    run()

    rights = GroupPagePermission.objects.filter(group__name="Social Master")
    assert {(right.page_id, right.permission.codename) for right in rights} == {
        (strategy.pk, "add_page"),
        (strategy.pk, "change_page"),
        (strategy.pk, "publish_page"),
    }
