from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shift_plugin.base.rules import (
    BadAddress,
    OutsideAddress,
    is_allowed_host,
    is_host_pattern,
    is_public,
    outside_address,
    retry_after,
)

HOSTS = ("hooks.slack.com", "*.logic.azure.com")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "host", "target"),
    [
        ("https://hooks.slack.com/services/T/B/x", "hooks.slack.com", "/services/T/B/x"),
        ("https://HOOKS.Slack.com", "hooks.slack.com", "/"),
        ("https://hooks.slack.com:443/x#here", "hooks.slack.com", "/x"),
        ("https://prod-1.eu.logic.azure.com:443/w?api-version=1&sig=a%2Fb", None, "/w?api-version=1&sig=a%2Fb"),
    ],
)
def test_addresses_that_may_be(address, host, target):
    found = outside_address(address, HOSTS)
    assert found == OutsideAddress(host or "prod-1.eu.logic.azure.com", target)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "form"),
        ("hooks.slack.com/x", "scheme"),
        ("//hooks.slack.com/x", "scheme"),
        ("http://hooks.slack.com/x", "scheme"),
        ("ftp://hooks.slack.com/x", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://hooks.slack.com/x", "scheme"),
        ("https://me@hooks.slack.com/x", "user"),
        ("https://me:pw@hooks.slack.com/x", "user"),
        ("https://hooks.slack.com@10.0.0.1/x", "user"),
        ("https://hooks.slack.com:8443/x", "port"),
        ("https://hooks.slack.com:80/x", "port"),
        ("https://hooks.slack.com:99999/x", "form"),
        ("https://hooks.slack.com:x/x", "form"),
        ("https://hooks.slack.com./x", "host"),
        ("https://hooks.slack.com.evil.example/x", "host"),
        ("https://evil.example/hooks.slack.com", "host"),
        ("https://evil.example#.logic.azure.com/x", "host"),
        ("https://evil.example?.logic.azure.com/x", "host"),
        ("https://evil.example\\.logic.azure.com/x", "form"),
        ("https://evil.example%2f.logic.azure.com/x", "host"),
        ("https://evillogic.azure.com/x", "host"),
        ("https://logic.azure.com/x", "host"),
        ("https://.logic.azure.com/x", "host"),
        ("https://a..logic.azure.com/x", "host"),
        ("https://-a.logic.azure.com/x", "host"),
        ("https://höoks.slack.com/x", "form"),
        ("https://xn--hoks-5qa.slack.com/x", "host"),
        ("https://hooks。slack。com/x", "form"),
        ("https://hooks.slack.com/a b", "form"),
        ("https://hooks.slack.com/a\r\nHost: inside", "form"),
        (" https://hooks.slack.com/x", "form"),
        ("https://hooks.sla\tck.com/x", "form"),
        ("https://10.0.0.1/x", "host"),
        ("https://2130706433/x", "host"),
        ("https://0x7f000001/x", "host"),
        ("https://0177.0.0.1/x", "host"),
        ("https://127.1/x", "host"),
        ("https://[::1]/x", "host"),
        ("https://[::ffff:10.0.0.1]/x", "host"),
        ("https://[hooks.slack.com]/x", "form"),
        ("https://localhost/x", "host"),
        ("https:///x", "host"),
    ],
)
def test_addresses_that_may_not_be(address, code):
    with pytest.raises(BadAddress) as caught:
        outside_address(address, HOSTS)
    assert caught.value.code == code


def test_numbers_are_no_hosts_even_when_the_list_says_so():
    assert not is_allowed_host("10.0.0.1", ["10.0.0.1", "*.0.0.1"])
    assert not is_allowed_host("localhost", ["localhost"])


@given(st.text(max_size=60))
@example("evil.example/")
@example("evil.example\\")
@example("me@evil.example:443/")
def test_whatever_is_written_before_it_only_the_hosts_of_the_list_come_out(text):
    for address in (f"https://{text}.logic.azure.com/x", f"https://{text}hooks.slack.com", f"https://{text}", text):
        try:
            found = outside_address(address, HOSTS)
        except BadAddress:
            continue
        assert found.host == "hooks.slack.com" or found.host.endswith(".logic.azure.com")
        assert urlsplit(address).hostname == found.host
        assert found.target.startswith("/")
        assert found.target.isprintable()
        assert " " not in found.target


def test_the_target_does_not_show_in_a_text_made_of_the_address():
    assert "s3cr3t" not in f"{outside_address('https://hooks.slack.com/s3cr3t', HOSTS)!r}"


@pytest.mark.parametrize("number", ["34.120.5.7", "8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "number",
    [
        *("10.0.0.1", "172.16.0.1", "192.168.0.1", "127.0.0.1", "0.0.0.0", "169.254.169.254", "100.64.0.1"),
        *("198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "192.88.99.1"),
        *("::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "::8.8.8.8", "fe80::1", "fe80::1%eth0"),
        *("fc00::1", "fd00::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::808:808"),
        *("2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "2001::1", "100::1"),
        *("", "localhost", "2130706433", "0x7f.1", "127.1", "010.0.0.1"),
    ],
)
def test_addresses_inside_and_nonsense(number):
    assert not is_public(number)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="192.168.0.0/16"))
def test_a_private_address_stays_private_however_it_is_wrapped(number: IPv4Address):
    wrapped = [f"::ffff:{number}", f"64:ff9b::{number}", f"2002:{number.packed[:2].hex()}:{number.packed[2:].hex()}::1"]
    assert [text for text in [str(number), f"::{number}", *wrapped] if is_public(text)] == []


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(number):
    found = ip_address(number)
    carried = isinstance(found, IPv6Address) and (found.ipv4_mapped or found.sixtofour)
    if not carried and (found.is_private or found.is_loopback or found.is_link_local or found.is_multicast):
        assert not is_public(str(number)) or str(number).startswith("64:ff9b::")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30),
        (" 0 ", 0),
        ("Sun, 22 Nov 2026 12:05:00 GMT", 300),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
        ("99999999999999999999", 86400),
        ("Sun, 22 Nov 2099 12:00:00 GMT", 86400),
    ],
)
def test_both_forms_of_retry_after(value, seconds):
    assert retry_after(value, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "-1", "soon", "1.5", "³", "Sun, 99 Nov 2026 12:05:00 GMT", "22 Nov"])
def test_a_retry_after_that_says_nothing(value):
    assert retry_after(value, NOW) is None


@given(st.text(max_size=40))
def test_no_header_breaks_it(value):
    wait = retry_after(value, NOW)
    assert wait is None or timedelta(0) <= wait <= timedelta(days=1)


@given(st.text(alphabet="ab-.*1:/A", max_size=12))
@example("*.a.b")
@example("a.b")
@example("*.b")
@example("*")
def test_a_pattern_is_one_when_it_matches_some_host(pattern):
    host = pattern.replace("*.", "x.", 1) if pattern.startswith("*.") else pattern
    assert is_host_pattern(pattern) is is_allowed_host(host, [pattern])
