from __future__ import annotations

import pytest
from django.conf import settings as django_settings

from shift_plugin.checks import cluster_numbers, lease_outlives_a_task
from shift_plugin.schedules import TICK


def found(settings, **changes):
    settings.Q_CLUSTER = {**django_settings.Q_CLUSTER, **changes}
    return [(message.id, message.hint) for message in cluster_numbers()]


def test_the_example_site_has_good_numbers(settings):
    assert found(settings) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"timeout": None}, ("shift_plugin.W011", "Set it to 120.")),
        ({"retry": 360}, ("shift_plugin.W012", "Set it to more than 360.")),
        ({"queue_limit": 20}, ("shift_plugin.W012", "Set it to more than 1440.")),
        ({"max_attempts": 0}, ("shift_plugin.W013", "Set it to 1.")),
        ({"ack_failures": False}, ("shift_plugin.W014", "Set it to True.")),
        ({"guard_cycle": 0.7}, ("shift_plugin.W015", "Set it to 0.5.")),
        ({"catch_up": True}, ("shift_plugin.W016", "Set it to False.")),
    ],
)
def test_each_number_that_goes_wrong_is_named(settings, changes, expected):
    assert found(settings, **changes) == [expected]


def test_a_host_without_any_numbers_hears_all_of_them(settings):
    settings.Q_CLUSTER = {}
    assert [message.id for message in cluster_numbers()] == [
        "shift_plugin.W011",
        "shift_plugin.W013",
        "shift_plugin.W014",
        "shift_plugin.W016",
    ]


@pytest.mark.parametrize(("seconds", "expected"), [(900, []), (120, ["shift_plugin.W017"])])
def test_a_lease_that_a_task_can_outlive_is_told(settings, seconds, expected):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "LEASE_SECONDS": seconds}
    assert [message.id for message in lease_outlives_a_task()] == expected


def test_the_tick_exists_under_the_name_that_is_scheduled():
    from django.utils.module_loading import import_string

    assert callable(import_string(TICK))
