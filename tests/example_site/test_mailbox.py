"""The demo's mailbox reads what Django's file backend really writes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.filebased import EmailBackend
from django.http import Http404
from django.test import RequestFactory

from example_site.mailbox.letters import all_letters, find_letter
from example_site.mailbox.views import LetterDetail, LetterHtml, LetterList


@pytest.fixture
def mails(settings, tmp_path: Path) -> Path:
    """Two mails over one connection, so in one file, as a distribution sends them."""
    settings.DEMO_MAIL_FOLDER = folder = tmp_path / "mail"
    messages = []
    for receiver in ("anna@brinkhoven.example", "bram@brinkhoven.example"):
        mail = EmailMultiAlternatives(f"Voor {receiver}", "Lees https://brinkhoven.example/é\n", to=[receiver])
        mail.attach_alternative("<head></head><p>Hallo <a href='/x'>é</a></p><script>alert(1)</script>", "text/html")
        messages.append(mail)
    EmailBackend(file_path=folder).send_messages(messages)
    return folder


def context(view, query: str = "", **kwargs):
    return view.as_view()(RequestFactory().get(f"/demo/mail/{query}"), **kwargs).context_data


def test_every_mail_of_a_file_is_read(mails: Path) -> None:
    assert sorted(letter.message["To"] for letter in all_letters(mails)) == [
        "anna@brinkhoven.example",
        "bram@brinkhoven.example",
    ]


def test_the_moment_of_a_mail_has_a_time_zone(mails: Path) -> None:
    assert {letter.sent.utcoffset() for letter in all_letters(mails)} == {timedelta(0)}


def test_a_mail_that_is_still_being_written_is_left_out(mails: Path) -> None:
    (file,) = mails.iterdir()
    file.write_bytes(file.read_bytes() + b"Subject: half\n\nhal")

    assert len(all_letters(mails)) == 2


def test_list_finds_by_receiver(mails: Path) -> None:
    assert [str(letter.message["To"]) for letter in context(LetterList, "?to=Bram")["letters"]] == [
        "bram@brinkhoven.example"
    ]


def test_detail_gives_text_and_says_that_there_is_html(mails: Path) -> None:
    key = all_letters(mails)[0].key
    found = context(LetterDetail, key=key)

    assert (found["text"].strip(), found["html"]) == ("Lees https://brinkhoven.example/é", True)


def test_html_part_cannot_run_scripts(mails: Path) -> None:
    key = all_letters(mails)[0].key
    response = LetterHtml.as_view()(RequestFactory().get("/"), key=key)
    policy = dict(rule.strip().partition(" ")[::2] for rule in response["Content-Security-Policy"].split(";"))

    assert policy["default-src"] == "'none'"
    assert "allow-scripts" not in policy["sandbox"]
    assert "script-src" not in policy
    assert response.content.decode().startswith('<head><base target="_blank"></head><p>Hallo')


@pytest.mark.parametrize("key", ["nothing.log-0", "../settings/dev.py-0", "x"])
def test_an_unknown_mail_is_not_found(mails: Path, key: str) -> None:
    assert find_letter(mails, key) is None
    with pytest.raises(Http404):
        context(LetterDetail, key=key)
