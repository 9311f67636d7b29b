from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.storage import Storage

from shift_plugin import checks

ROOT = Path(__file__).resolve().parent.parent
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


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"OFFICE_HOURS": "1234567 00:00-24:00", "DIGEST_WEEKDAY": 7, "HOLIDAY_REGION": "DE-BY"}, []),
        ({"OFFICE_HOURS": "Mon-Fri 9-5"}, ["shift_plugin.E041"]),
        ({"OFFICE_HOURS": "12345 18:00-08:00"}, ["shift_plugin.E041"]),
        ({"OFFICE_HOURS": ""}, ["shift_plugin.E041"]),
        ({"DIGEST_WEEKDAY": 0}, ["shift_plugin.E042"]),
        ({"HOLIDAY_REGION": "Brinkhoven"}, ["shift_plugin.W043"]),
    ],
)
def test_hours_holidays_and_the_day_of_the_digest(settings, values, found):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, **values}
    assert [message.id for message in checks.when_mail_arrives()] == found


@pytest.mark.parametrize(
    ("hosts", "found"),
    [
        (None, []),
        ([], []),
        (["hooks.slack.com", "*.webhook.office.com", "chat.brinkhoven.example"], []),
        (["*"], ["shift_plugin.E051"]),
        (["*."], ["shift_plugin.E051"]),
        ([""], ["shift_plugin.E051"]),
        (["https://hooks.slack.com"], ["shift_plugin.E051"]),
        (["hooks.slack.com/services"], ["shift_plugin.E051"]),
        (["hooks.slack.com:443"], ["shift_plugin.E051"]),
        (["Hooks.Slack.com"], ["shift_plugin.E051"]),
        (["hooks.*.com"], ["shift_plugin.E051"]),
        (["*hooks.slack.com"], ["shift_plugin.E051"]),
        (["localhost"], ["shift_plugin.E051"]),
        (["10.0.0.1"], ["shift_plugin.E051"]),
        (["*.com"], ["shift_plugin.W052"]),
        (["*.co.uk", "hooks.slack.com"], ["shift_plugin.W052"]),
    ],
)
def test_hosts_to_which_posts_for_team_channels_may_go(settings, hosts, found):
    values = {} if hosts is None else {"CHAT_HOSTS": hosts}
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, **values}
    assert [message.id for message in checks.hosts_of_team_channels()] == found


FILES = "django.core.files.storage"


@pytest.mark.parametrize(
    ("storage", "found"),
    [
        (None, []),
        ({"BACKEND": f"{FILES}.FileSystemStorage", "OPTIONS": {"location": "/srv/private", "base_url": ""}}, []),
        ({"BACKEND": f"{FILES}.FileSystemStorage", "OPTIONS": {"location": "/srv/private"}}, ["shift_plugin.W072"]),
        (
            {"BACKEND": f"{FILES}.FileSystemStorage", "OPTIONS": {"location": "/srv/media/private", "base_url": ""}},
            ["shift_plugin.W071"],
        ),
        ({"BACKEND": f"{FILES}.FileSystemStorage"}, ["shift_plugin.W071", "shift_plugin.W072"]),
        ({"BACKEND": "tests.test_checks.Bucket", "OPTIONS": {}}, []),
        ({"BACKEND": "tests.test_checks.Bucket", "OPTIONS": {"querystring_auth": False}}, ["shift_plugin.W072"]),
        ({"BACKEND": "tests.test_checks.Bucket", "OPTIONS": {"default_acl": "public-read"}}, ["shift_plugin.W072"]),
    ],
)
def test_private_files_lie_where_no_web_server_gives_them_out(settings, storage, found):
    settings.MEDIA_ROOT = "/srv/media"
    if storage:
        settings.STORAGES = {**settings.STORAGES, "shift_private": storage}
    assert [message.id for message in checks.private_files_are_private()] == found


class Bucket(Storage):
    """As those of django-storages."""

    def __init__(self, querystring_auth=True, default_acl=None):
        self.querystring_auth, self.default_acl = querystring_auth, default_acl


def test_uploads_go_through_files_and_a_scanner_that_exists(settings):
    assert checks.uploads_are_taken_care_of() == []
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "FILE_SCANNER": "intranet.scanning.scan"}
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    assert [message.id for message in checks.uploads_are_taken_care_of()] == ["shift_plugin.W073", "shift_plugin.E074"]


def check_a_host(folder: Path, *lines: str) -> str:
    """What ``manage.py check`` says to a host whose settings end with these lines."""
    (folder / "host_settings.py").write_text("\n".join(["from tests.bare_site.settings import *", *lines]))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])}
    command = [sys.executable, "-m", "django", "check", "--settings", "host_settings"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize(("missing", "found"), [("django_q", "E001"), ("wagtail_modeladmin", "E002")])
def test_a_missing_app_is_named_with_the_line_to_add(tmp_path, missing, found):
    said = check_a_host(tmp_path, f'INSTALLED_APPS.remove("{missing}")')
    assert re.findall(r"\((shift_plugin\.\w+)\)", said) == [f"shift_plugin.{found}"]
    assert re.findall(r"HINT: (.*)", said) == [f"Add '{missing}' to INSTALLED_APPS."]


def test_with_every_app_nothing_is_named():
    assert [*checks.needed_apps(), *checks.app_for_accounts()] == []


def test_the_app_for_accounts_is_asked_only_of_those_who_link_accounts(tmp_path):
    without = 'INSTALLED_APPS.remove("social_django")'
    backend = 'AUTHENTICATION_BACKENDS = ["social_core.backends.open_id_connect.OpenIdConnectAuth"]'
    assert check_a_host(tmp_path, without, 'ROOT_URLCONF = "tests.bare_site.urls"') == ""
    said = check_a_host(tmp_path, without, backend)
    assert re.findall(r"HINT: (.*)", said) == ["Add 'social_django' to INSTALLED_APPS."]
