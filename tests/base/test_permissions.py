from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import translation

from shift_plugin.base.permissions import LinkExpired, LinkInvalid, login_url, sign, unsign

WEEK = timedelta(days=7)


def test_a_token_says_what_was_signed():
    assert unsign("share", sign("share", {"ambassador": 7}), WEEK) == {"ambassador": 7}


def test_a_token_is_good_for_one_purpose_only():
    with pytest.raises(LinkInvalid):
        unsign("unsubscribe", sign("share", {"ambassador": 7}), WEEK)


@pytest.mark.parametrize("place", [0, 5, -1])
def test_a_bent_token_gives_nothing(place):
    token = sign("share", {"ambassador": 7})
    letter = "A" if token[place] != "A" else "B"
    bent = token[:place] + letter + (token[place + 1 :] if place != -1 else "")
    with pytest.raises(LinkInvalid):
        unsign("share", bent, WEEK)


def test_a_token_of_the_site_for_something_else_gives_nothing():
    with pytest.raises(LinkInvalid):
        unsign("share", signing.dumps({"ambassador": 7}), WEEK)


def test_an_old_token_says_that_it_is_old_in_the_readers_language():
    with pytest.raises(LinkExpired) as error:
        unsign("share", sign("share", {"ambassador": 7}), timedelta(seconds=-1))
    with translation.override("en"):
        assert str(error.value) == "This link is no longer valid."


def test_a_host_without_a_log_in_page_of_its_own_has_wagtails(settings):
    settings.LOGIN_URL = "/accounts/login/"
    assert login_url() == reverse("wagtailcore_login")


@pytest.mark.urls("tests.bare_site.urls")
def test_a_bare_site_answers_every_address_and_still_has_no_log_in_page_of_its_own(settings):
    settings.LOGIN_URL = "/accounts/login/"
    assert login_url() == reverse("wagtailcore_login")
    settings.LOGIN_URL = "/inloggen/"
    assert login_url() == "/inloggen/"


@pytest.mark.parametrize("address", ["login", "/login/", "https://sso.brinkhoven.example/in"])
def test_the_hosts_own_log_in_page_is_used(settings, address):
    settings.LOGIN_URL = address
    assert login_url() == ("/login/" if address == "login" else address)
