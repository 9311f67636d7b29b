from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.sharing import rules
from tests.sharing.user_agents import PEOPLE, PROGRAMS

BROWSER = {"HTTP_ACCEPT": "text/html", "HTTP_USER_AGENT": PEOPLE[0]}


def test_the_table_of_user_agents_is_large_enough():
    assert len(set(PEOPLE + PROGRAMS)) >= 60


@pytest.mark.parametrize("user_agent", PEOPLE)
def test_browsers_of_people_count_also_inside_apps(user_agent):
    assert rules.is_bot(user_agent) is False


@pytest.mark.parametrize("user_agent", PROGRAMS)
def test_programs_do_not_count(user_agent):
    assert rules.is_bot(user_agent) is True


def test_a_very_long_user_agent_is_cut_before_it_is_judged():
    assert rules.is_bot(PEOPLE[0] + " " * 100_000 + "Googlebot") is False


def test_a_visit_is_a_get_of_a_browser():
    assert rules.is_visit("GET", BROWSER) is True


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "POST"])
def test_only_a_get_is_a_visit(method):
    assert rules.is_visit(method, BROWSER) is False


@pytest.mark.parametrize(
    "extra",
    [
        {"HTTP_SEC_PURPOSE": "prefetch"},
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_SEC_PURPOSE": "prerender"},
        {"HTTP_PURPOSE": "prefetch"},
        {"HTTP_PURPOSE": "preview"},
        {"HTTP_X_MOZ": "prefetch"},
        {"HTTP_ACCEPT": ""},
        {"HTTP_USER_AGENT": ""},
    ],
)
def test_loading_ahead_or_saying_nothing_is_no_visit(extra):
    assert rules.is_visit("GET", {**BROWSER, **extra}) is False


def test_keys_are_readable_and_differ():
    keys = {rules.new_key() for _ in range(500)}
    assert len(keys) == 500
    assert {len(key) for key in keys} == {rules.KEY_LENGTH}
    assert not set("".join(keys)) & set("0O1lI")


def test_campaign_parameters_are_added():
    address = rules.with_utm("https://a.example/x", source="linkedin", medium="employee-advocacy", campaign="open-day")
    assert address == "https://a.example/x?utm_source=linkedin&utm_medium=employee-advocacy&utm_campaign=open-day"


def test_what_the_editor_put_in_the_address_stays_letter_by_letter():
    address = rules.with_utm("https://a.example/?b=%7E&utm_source=own#part", source="x", medium="m", campaign="c")
    assert address == "https://a.example/?b=%7E&utm_source=own&utm_medium=m&utm_campaign=c#part"


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_campaign_parameters_never_change_where_a_link_leads(source, medium, campaign):
    parts = urlsplit(rules.with_utm("https://a.example/page?x=1", source=source, medium=medium, campaign=campaign))
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == ("https", "a.example", "/page", "")
    assert parse_qs(parts.query)["x"] == ["1"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a.example/", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("/page", False),
        ("https://", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_web_addresses(address, expected):
    assert rules.is_web_address(address) is expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.com/a/1", True),
        ("https://WWW.x.com/a", True),
        ("https://evil-x.com/a", False),
        ("https://x.com.evil.example/", False),
        ("https://x.com@evil.example/", False),
    ],
)
def test_is_on_knows_hosts_and_those_below(address, expected):
    assert rules.is_on(address, ("x.com",)) is expected


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("6.6.6.6", 0, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", 1, "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.1.1.1", 2, "203.0.113.7"),
        ("203.0.113.7", 2, "10.0.0.1"),
        (" , ", 1, "10.0.0.1"),
    ],
)
def test_the_address_is_the_one_that_our_own_proxy_saw(forwarded, proxies, expected):
    assert rules.client_address("10.0.0.1", forwarded, proxies) == expected


def test_a_visitor_is_the_same_only_with_all_four_the_same():
    same = {"salt": b"s" * 32, "address": "203.0.113.7", "user_agent": "Firefox", "code": "abc"}
    first = rules.visitor_hash(**same)
    assert first == rules.visitor_hash(**same)
    assert len(first) == rules.VISITOR_BYTES
    others = {"salt": b"t" * 32, "address": "203.0.113.8", "user_agent": "Safari", "code": "abd"}
    assert len({first, *(rules.visitor_hash(**{**same, name: value}) for name, value in others.items())}) == 5


def test_parts_of_a_visitor_do_not_run_into_one_another():
    one = rules.visitor_hash(salt=b"s", address="1.2.3.4", user_agent="5Firefox", code="a")
    other = rules.visitor_hash(salt=b"s", address="1.2.3.45", user_agent="Firefox", code="a")
    assert one != other


def test_links_of_others_are_swapped_for_ones_own():
    own, other = rules.new_key(), rules.new_key()
    base = "https://go.example.org/r"
    text = f"Look: {base}/{other}, and {base}/about"
    assert rules.swap_links(text, base=base, link=f"{base}/{own}") == f"Look: {base}/{own}, and {base}/about"
    assert rules.swap_links(text, base="", link="x") == text
