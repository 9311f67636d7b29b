from datetime import timedelta

import pytest
from django.urls import set_script_prefix
from django.utils import timezone

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT, absolute_url, heartbeat, organisation_name


@pytest.mark.django_db
def test_without_a_tick_the_heart_does_not_beat():
    assert (heartbeat(timezone.now()).last, heartbeat(timezone.now()).is_alive) == (None, False)


@pytest.mark.django_db
def test_the_heart_stops_when_the_last_tick_is_too_old(settings):
    settings.SHIFT_PLUGIN = {"HEARTBEAT_MINUTES": 5}
    now = timezone.now()
    JobRun.objects.beat(HEARTBEAT, now=now)
    assert heartbeat(now + timedelta(minutes=5)).is_alive
    assert not heartbeat(now + timedelta(minutes=5, seconds=1)).is_alive


def test_addresses_in_mails_start_with_the_intranet(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://intranet.brinkhoven.example/"
    assert absolute_url("/shift/inbox/") == "https://intranet.brinkhoven.example/shift/inbox/"
    settings.SHIFT_PLUGIN = {"INTRANET_BASE_URL": "https://in.brinkhoven.example"}
    assert absolute_url("/shift/inbox/") == "https://in.brinkhoven.example/shift/inbox/"
    assert absolute_url("https://www.brinkhoven.example/x") == "https://www.brinkhoven.example/x"


def test_the_organisation_has_the_name_of_the_site_unless_it_is_set(settings):
    settings.WAGTAIL_SITE_NAME = "Brinkhoven"
    assert organisation_name() == "Brinkhoven"
    settings.SHIFT_PLUGIN = {"ORGANISATION_NAME": "Brinkhoven Zorg & Wonen"}
    assert organisation_name() == "Brinkhoven Zorg & Wonen"


@pytest.mark.parametrize("base", ["https://www.brinkhoven.example", "https://www.brinkhoven.example/intranet"])
def test_below_a_path_the_path_stands_in_an_address_once(settings, base):
    settings.WAGTAILADMIN_BASE_URL = base
    set_script_prefix("/intranet/")
    try:
        assert absolute_url("/intranet/shift/inbox/") == "https://www.brinkhoven.example/intranet/shift/inbox/"
    finally:
        set_script_prefix("/")
