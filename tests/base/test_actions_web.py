"""The way out, against a server with a certificate of its own; only names and addresses are made up."""

from __future__ import annotations

import contextlib
import logging
import socket
import ssl
from datetime import timedelta

import pytest

from shift_plugin.base.actions import Answer, AnswerLost, NotSent, post_json, web
from shift_plugin.base.rules import BadAddress
from tests.chat_server import OK, PUBLIC, SLACK, TEAMS, answer

HOSTS = (SLACK, "*.api.powerplatform.com")
SECRET = "/services/T0/B0/s3cr3t"
ADDRESS = f"https://{SLACK}{SECRET}"


def post(address: str = ADDRESS) -> Answer:
    return post_json(address=address, payload={"text": "Héél mooi"}, hosts=HOSTS)


def test_a_post_arrives_whole_with_the_name_as_host(chat):
    assert post() == Answer(200, "ok")
    ((first, headers, payload),) = chat.taken
    assert (first, headers["Host"], payload) == (f"POST {SECRET} HTTP/1.1", SLACK, {"text": "Héél mooi"})
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert chat.dialled == [(PUBLIC, 443)]


def test_query_and_the_usual_port_may_stand_in_the_address(chat):
    post(f"https://{TEAMS}:443/triggers/manual/run?sig=abc&sv=1.0")
    assert chat.taken[0][0] == "POST /triggers/manual/run?sig=abc&sv=1.0 HTTP/1.1"


def test_no_proxy_of_the_environment_is_asked(chat, monkeypatch):
    for name in ("https_proxy", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert post().status == 200


@pytest.mark.parametrize(
    "numbers",
    [
        ["10.0.0.1"],
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["64:ff9b::a00:1"],
        [PUBLIC, "192.168.1.1"],
        ["192.168.1.1", PUBLIC],
        [PUBLIC, "fd00::1"],
    ],
)
def test_a_name_with_one_private_address_is_not_called(chat, numbers, caplog):
    chat.names[SLACK] = [numbers]
    with pytest.raises(NotSent, match="not a public address"):
        post()
    assert (chat.dialled, chat.taken) == ([], [])
    assert "s3cr3t" not in caplog.text


def test_a_name_that_leads_elsewhere_a_moment_later_leads_nowhere_else(chat):
    """DNS rebinding: the address that was looked at is the one that is called, and the name is asked once."""
    chat.names[SLACK] = [[PUBLIC], ["127.0.0.1"]]
    assert post().status == 200
    assert chat.dialled == [(PUBLIC, 443)]
    assert chat.names[SLACK] == [["127.0.0.1"]]


@pytest.mark.parametrize("inside", ["https://127.0.0.1/", f"https://{TEAMS}/elsewhere", "http://169.254.169.254/"])
def test_a_redirect_is_told_and_not_followed(chat, inside):
    chat.answers = [answer("302 Found", Location=inside), OK]
    assert post().status == 302
    assert (len(chat.dialled), len(chat.taken)) == (1, 1)


@pytest.mark.parametrize("address", ["http://hooks.slack.com/x", "https://10.0.0.1/x", "https://u@hooks.slack.com/x"])
def test_an_address_that_may_not_be_is_not_even_looked_up(chat, address):
    chat.names[SLACK] = [[]]
    with pytest.raises(BadAddress):
        post(address)
    assert chat.dialled == []


def test_a_certificate_for_another_name_is_no_certificate(chat):
    chat.names["eu.api.powerplatform.com"] = [[PUBLIC]]
    with pytest.raises(NotSent, match="CERTIFICATE_VERIFY_FAILED"):
        post("https://eu.api.powerplatform.com/x?sig=s3cr3t")
    assert chat.taken == []


def test_a_certificate_that_nobody_vouches_for_is_refused(chat, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NotSent, match="CERTIFICATE_VERIFY_FAILED"):
        post()
    assert chat.taken == []


def test_a_refused_connection_and_an_unknown_name_sent_nothing(chat):
    chat.refuses = True
    with pytest.raises(NotSent, match="refused"):
        post()
    chat.names[SLACK] = [[]]
    with pytest.raises(NotSent, match="not known"):
        post()


def test_the_next_address_is_tried_when_the_first_does_not_answer(chat, monkeypatch):
    chat.names[SLACK] = [["2606:4700::1", PUBLIC]]

    def dial(address, *args, **kwargs):
        if ":" in address[0]:
            chat.dialled.append(address)
            raise OSError(101, "Network is unreachable")
        return chat.dial(address, *args, **kwargs)

    monkeypatch.setattr(socket, "create_connection", dial)
    assert post().status == 200
    assert [number for number, _port in chat.dialled] == ["2606:4700::1", PUBLIC]


def hang(line: ssl.SSLSocket) -> None:
    with contextlib.suppress(OSError):
        line.recv(1)


def drip(line: ssl.SSLSocket) -> None:
    with contextlib.suppress(OSError):
        for letter in b"HTTP/1.1 200 OK\r\n" * 1000:
            line.settimeout(0.02)
            line.sendall(bytes([letter]))
            with contextlib.suppress(TimeoutError):
                line.recv(1)


@pytest.mark.parametrize("behaviour", [hang, drip])
def test_who_hangs_or_drips_is_left_in_time_and_nobody_knows(chat, monkeypatch, behaviour):
    monkeypatch.setattr(web, "ANSWER_TIME", 0.4)
    chat.answers = [behaviour]
    with pytest.raises(AnswerLost, match="timed out"):
        post()
    assert len(chat.taken) == 1


def test_a_connection_cut_off_before_an_answer_leaves_it_unknown(chat):
    chat.answers = [lambda line: None]
    with pytest.raises(AnswerLost) as caught:
        post()
    assert "s3cr3t" not in str(caught.value)
    assert len(chat.taken) == 1


def test_an_answer_cut_off_after_its_status_counts(chat):
    chat.answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this"]
    assert post().status == 200


def test_nonsense_is_no_answer(chat):
    chat.answers = [b"SSH-2.0-OpenSSH_9\r\n\r\n"]
    with pytest.raises(AnswerLost):
        post()


def test_of_a_huge_answer_a_little_is_read(chat):
    def pour(line: ssl.SSLSocket) -> None:
        with contextlib.suppress(OSError):
            line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" + b"x" * (8 * 1024 * 1024))

    chat.answers = [pour]
    found = post()
    assert (found.status, len(found.text)) == (400, web.MOST_READ)


def test_retry_after_is_told(chat):
    chat.answers = [answer("429 Too Many Requests", "slow down", Retry_After="30")]
    assert post() == Answer(429, "slow down", timedelta(seconds=30))


def test_the_path_stays_secret_also_when_the_server_says_it(chat, caplog):
    caplog.set_level(logging.DEBUG)
    chat.answers = [answer("404 Not Found", f"no_service at {SECRET}, code s3cr3t")]
    assert post() == Answer(404, "no_service at …, code …")
    assert "s3cr3t" not in caplog.text
