from datetime import date, timedelta

import pytest
from django.urls import set_script_prefix
from django.utils import timezone

from shift_plugin.base.models import JobRun
from shift_plugin.base.queries import HEARTBEAT, absolute_url, heartbeat, is_holiday, knows_region, organisation_name


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
    # Written by a clock that was ahead: says nothing about now.
    assert not heartbeat(now - timedelta(minutes=6)).is_alive


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


@pytest.mark.parametrize(
    ("region", "day", "expected"),
    [
        ("NL", date(2026, 12, 25), True),
        ("NL", date(2026, 12, 24), False),
        ("NL", date(2026, 4, 27), True),
        ("NL", date(2031, 4, 26), True),
        ("NL", date(2031, 4, 27), False),
        ("NL-Noord", date(2026, 12, 25), True),
        ("DE-BY", date(2027, 1, 6), True),
        ("DE-BE", date(2027, 1, 6), False),
        ("DE", date(2026, 4, 3), True),
        ("", date(2026, 12, 25), False),
    ],
)
def test_public_holidays_of_a_region(region, day, expected):
    assert is_holiday(region, day) is expected


def test_good_friday_is_a_working_day_in_the_netherlands():
    """The list has it, but most people work."""
    assert not is_holiday("NL", date(2026, 4, 3))
    assert is_holiday("NL", date(2026, 4, 6))


def test_liberation_day_is_a_day_off_once_in_five_years():
    assert not is_holiday("NL", date(2026, 5, 5))
    assert is_holiday("NL", date(2030, 5, 5))


@pytest.mark.parametrize("region", ["XX", "NL-Amsterdam", "NL-", "nl", "-", "NL-Noord-Oost"])
def test_a_region_that_nobody_knows_has_no_holidays_and_never_an_error(region):
    assert not knows_region(region)
    assert not is_holiday(region, date(2026, 12, 25))


@pytest.mark.parametrize("region", ["NL", "NL-Noord", "DE-BY", "BE", "US-NY", "GB-SCT"])
def test_regions_that_are_known(region):
    assert knows_region(region)
