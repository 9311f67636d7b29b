from __future__ import annotations

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shift_plugin.sharing import views
from shift_plugin.sharing.models import Click
from tests.factories.people import AmbassadorFactory, UserFactory
from tests.factories.sharing import TrackedLinkFactory
from tests.sharing.conftest import PUBLIC
from tests.sharing.user_agents import PROGRAMS


@pytest.fixture
def link(db):
    return TrackedLinkFactory()


def follow(client, code, **headers):
    return client.get(reverse("shift:redirect", args=[code]), **headers)


def test_the_address_ends_with_the_code_and_no_slash():
    assert reverse("shift:redirect", args=["abc"]) == "/shift/r/abc"


def test_a_visitor_is_sent_on_and_counted(client, link, browser):
    answer = follow(client, link.code, **browser)
    assert (answer.status_code, answer.headers["Location"], answer.content) == (302, link.target_url, b"")
    assert Click.objects.get().link == link


def test_nobody_keeps_the_answer(client, link, browser):
    headers = follow(client, link.code, **browser).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Referrer-Policy"] == "origin"
    assert "Set-Cookie" not in headers


def test_a_slash_at_the_end_is_no_detour(client, link, browser):
    answer = client.get(f"/shift/r/{link.code}/", **browser)
    assert (answer.status_code, answer.headers["Location"]) == (302, link.target_url)


def test_programs_get_the_same_answer_and_do_not_count(client, link, browser):
    person = follow(client, link.code, **browser)
    Click.objects.all().delete()
    for user_agent in PROGRAMS:
        answer = follow(client, link.code, **{**browser, "HTTP_USER_AGENT": user_agent})
        assert (answer.status_code, dict(answer.headers)) == (302, dict(person.headers))
    assert Click.objects.count() == 0


def test_asking_for_headers_only_is_no_visit(client, link, browser):
    answer = client.head(reverse("shift:redirect", args=[link.code]), **browser)
    assert (answer.status_code, answer.headers["Location"], Click.objects.count()) == (302, link.target_url, 0)


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_other_methods_are_refused(client, link, browser, method):
    answer = getattr(client, method)(reverse("shift:redirect", args=[link.code]), **browser)
    assert (answer.status_code, Click.objects.count()) == (405, 0)


@pytest.mark.parametrize("name", ["HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ"])
def test_loading_ahead_is_no_visit(client, link, browser, name):
    assert follow(client, link.code, **browser, **{name: "prefetch"}).status_code == 302
    assert Click.objects.count() == 0


def test_a_second_visit_on_a_day_does_not_count(client, link, browser):
    for _ in range(3):
        follow(client, link.code, **browser)
    assert Click.objects.count() == 1


def test_a_header_that_visitors_can_write_makes_no_new_visitors(client, link, browser):
    for number in range(3):
        follow(client, link.code, **browser, HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert Click.objects.count() == 1


def test_behind_a_proxy_of_our_own_visitors_differ(client, link, browser, setting):
    setting.SHIFT_PLUGIN = {**setting.SHIFT_PLUGIN, "TRUSTED_PROXY_COUNT": 1}
    for number in range(3):
        follow(client, link.code, **browser, HTTP_X_FORWARDED_FOR=f"6.6.6.{number}, 203.0.113.7")
    assert Click.objects.count() == 1
    follow(client, link.code, **browser, HTTP_X_FORWARDED_FOR="203.0.113.8")
    assert Click.objects.count() == 2


def test_whoever_shared_does_not_count_as_a_visitor(client, link, browser):
    client.force_login(link.share.ambassador.user)
    assert follow(client, link.code, **browser).headers["Location"] == link.target_url
    assert Click.objects.count() == 0


@pytest.mark.parametrize("make", [UserFactory, lambda: AmbassadorFactory().user])
def test_a_colleague_who_clicks_does_count(client, link, browser, make):
    client.force_login(make())
    follow(client, link.code, **browser)
    assert Click.objects.count() == 1


def test_an_unknown_code_gives_a_page_in_the_language_of_the_visitor(client, db, browser):
    answer = follow(client, "unknown", **browser, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == 404
    assert '<html lang="en">' in answer.content.decode()
    assert "<h1>This link does not exist</h1>" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    dutch = follow(client, "unknown", **browser, HTTP_ACCEPT_LANGUAGE="nl")
    assert '<html lang="nl">' in dutch.content.decode()


@pytest.mark.parametrize(
    "extra",
    [
        "?url=https://evil.example",
        "?next=https://evil.example",
        "?target_url=//evil.example",
        "//evil.example",
        "/https://evil.example",
        "%2F%2Fevil.example",
        "%0d%0aLocation:%20https://evil.example",
        "@evil.example",
    ],
)
def test_nothing_in_a_request_bends_the_redirect(client, link, browser, extra):
    answer = client.get(f"/shift/r/{link.code}{extra}", **browser, HTTP_X_FORWARDED_HOST="evil.example")
    assert answer.headers.get("Location", link.target_url) == link.target_url
    assert answer.status_code in (302, 404)


def test_a_visitor_costs_one_trip_to_the_database_and_no_session(client, link, browser):
    follow(client, link.code, **browser)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        follow(client, link.code, **browser, REMOTE_ADDR="203.0.113.9")
    assert len(queries) == (1 if connection.vendor == "postgresql" else 2)
    assert [query["sql"] for query in queries if "session" in query["sql"] or "users_user" in query["sql"]] == []


def test_a_program_costs_one_query(client, link, browser, django_assert_num_queries):
    with django_assert_num_queries(1):
        follow(client, link.code, **{**browser, "HTTP_USER_AGENT": "Twitterbot/1.0"})


def test_the_link_works_where_the_site_asks_everybody_to_log_in(client, link, browser, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    assert follow(client, link.code, **browser).headers["Location"] == link.target_url


def test_the_link_works_without_middleware_for_users(link, browser):
    request = RequestFactory().get("/", **browser)
    request.COOKIES["sessionid"] = "left over from another site"
    assert views.follow(request, link.code).headers["Location"] == link.target_url


def test_the_tracked_address_and_the_redirect_use_the_same_code(link):
    assert f"{PUBLIC}/{link.code}".rsplit("/", 1)[1] == reverse("shift:redirect", args=[link.code]).rsplit("/", 1)[1]
