from __future__ import annotations

import email
import email.policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shift_plugin.distribution.channels.letters import Skeleton, marker

# How long one example takes says more about the machine than about the code.
unhurried = settings(deadline=None)


def skeleton(text="", html=""):
    return Skeleton(
        subject="Onderwerp",
        text=f"Hoi {marker('name', 'TEXT')}, {text}",
        html=f"<p>Hoi {marker('name', 'HTML')}, {html}</p>",
    )


def fill(made, name="Sanne", to="sanne@brinkhoven.example", headers=None):
    return made.letter(to=to, name=name, headers=headers or {}, values={"name": name})


def read(letter):
    return email.message_from_bytes(letter.raw, policy=email.policy.default)


@unhurried
@given(st.text(max_size=200))
def test_any_name_is_escaped_in_html_and_plain_in_text(name):
    letter = fill(skeleton(), name=name)
    mail = read(letter)
    html = mail.get_body(("html",)).get_content()
    assert html.count("<") == 2
    assert mail["To"].addresses[0].addr_spec == "sanne@brinkhoven.example"
    assert set(mail.keys()) == {"To", "Date", "Subject", "From", "MIME-Version", "Content-Type"}
    assert letter.body.startswith("Hoi ")


@unhurried
@given(st.text(max_size=3000), st.text(max_size=150))
def test_no_line_is_longer_than_a_mail_allows(text, name):
    if max((len(word.encode()) for word in text.split()), default=0) > 400:
        return
    letter = fill(skeleton(text=text), name=name)
    assert max(len(line) for line in letter.raw.split(b"\r\n")) <= 998


def test_bytes_and_attributes_say_the_same():
    letter = fill(skeleton(text="welkom é", html="<b>welkom</b>"))
    mail = read(letter)
    assert mail.get_body(("plain",)).get_content().strip() == letter.body.strip()
    assert mail.get_body(("html",)).get_content().strip() == letter.alternatives[0].content.strip()
    assert mail["Subject"] == letter.subject


@pytest.mark.parametrize("to", ["", "geen", "a@b\r\nBcc: c@d.example", "@brinkhoven.example"])
def test_what_is_no_address_is_refused(to):
    with pytest.raises(ValueError, match="address"):
        fill(skeleton(), to=to)


def test_a_domain_with_other_letters_is_written_as_the_net_wants_it():
    assert read(fill(skeleton(), to="jan@café.example"))["To"].addresses[0].domain == "xn--caf-dma.example"


def test_headers_can_not_be_broken():
    mail = read(fill(skeleton(), headers={"List-Unsubscribe": "<https://a.example/>\r\nBcc: x@y.example"}))
    assert mail["Bcc"] is None


def test_lines_end_as_the_backend_wants_them():
    letter = fill(skeleton())
    assert b"\r\n" not in letter.message().as_bytes()
    assert letter.message().as_bytes(linesep="\r\n") == letter.raw
    assert letter.message(policy=email.policy.SMTP).as_bytes() == letter.raw
