from __future__ import annotations

import pytest

from shift_plugin import checks

X = "shift_plugin.sharing.networks.X"


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"NETWORKS": [X], "NETWORK_OPTIONS": {"x": {"limit": 4000}}}, []),
        ({"NETWORKS": ["shift_plugin.sharing.networks.Hyves"]}, ["shift_plugin.E031"]),
        ({"NETWORK_OPTIONS": {"x": {"share_url": "http://x.com/"}}}, ["shift_plugin.E031"]),
        ({"NETWORKS": [X, X]}, ["shift_plugin.E032"]),
        ({"NETWORK_OPTIONS": {"hyves": {"limit": 10}}}, ["shift_plugin.W033"]),
    ],
)
def test_networks_of_the_settings(settings, values, found):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, **values}
    assert [message.id for message in checks.networks_of_the_settings()] == found


@pytest.mark.parametrize(("missing", "found"), [("django_q", "E001"), ("wagtail_modeladmin", "E002")])
def test_a_missing_app_is_named_with_the_line_to_add(settings, missing, found):
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != missing]
    assert [(message.id, message.hint) for message in checks.needed_apps()] == [
        (f"shift_plugin.{found}", f"Add '{missing}' to INSTALLED_APPS.")
    ]


def test_with_every_app_nothing_is_named():
    assert checks.needed_apps() == []


def test_the_app_for_accounts_is_asked_of_those_who_link_accounts(settings):
    settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app != "social_django"]
    assert checks.app_for_accounts() == []
    settings.AUTHENTICATION_BACKENDS = ["social_core.backends.open_id_connect.OpenIdConnectAuth"]
    assert [(message.id, message.hint) for message in checks.app_for_accounts()] == [
        ("shift_plugin.E003", "Add 'social_django' to INSTALLED_APPS.")
    ]
