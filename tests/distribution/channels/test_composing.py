"""The mail as it arrives: read back from the mail server's side."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions import sending, starting
from shift_plugin.distribution.channels.composing import is_reachable, why_sentences
from shift_plugin.distribution.queries import Why
from tests.factories.distribution import DistributionFactory
from tests.factories.library import ImageFactory, MessageFactory, locale
from tests.factories.people import AmbassadorFactory, UserFactory

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def send(message, **changes):
    now = timezone.now()
    distribution = DistributionFactory(message=message, channels=["email"], send_at=now, **changes)
    starting.start(distribution_id=distribution.pk, now=now)
    sending.send_due(now=now)
    return distribution


def parts(mail):
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


@pytest.fixture
def mail(sink, message, person):
    send(message)
    return sink.mail_to(person.email)


def test_headers(mail, person, settings):
    assert mail["Subject"] == "Nieuwe werkplaats open"
    assert mail["To"] == "Sanne Vis <sanne@brinkhoven.example>"
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert re.fullmatch(r"<shift\.\d+\.\d+\.\d{14}@testserver>", mail["Message-ID"])
    assert mail["Date"].datetime is not None


def test_a_closed_intranet_offers_no_one_click_but_the_link_in_the_mail(mail):
    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None
    assert "/shift/unsubscribe/" in parts(mail)[0]


def test_one_click_where_the_address_can_be_reached_and_the_mailbox_beside_it(sink, message, person, settings):
    settings.SHIFT_PLUGIN = {
        **settings.SHIFT_PLUGIN,
        "INTRANET_BASE_URL": "https://intranet.brinkhoven.example",
        "UNSUBSCRIBE_MAILTO": "stop@brinkhoven.example",
        "REPLY_TO": "Redactie <redactie@brinkhoven.example>",
    }
    send(message)
    mail = sink.mail_to(person.email)
    assert re.fullmatch(
        r"<https://intranet\.brinkhoven\.example/shift/unsubscribe/[\w:-]+/>,"
        r" <mailto:stop@brinkhoven\.example\?subject=unsubscribe>",
        mail["List-Unsubscribe"],
    )
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Reply-To"] == "Redactie <redactie@brinkhoven.example>"
    assert mail["Message-ID"].endswith("@intranet.brinkhoven.example>")


def test_both_parts_say_the_same(mail, message):
    text, html = parts(mail)
    words = re.sub(r"<style.*?</style>|<title.*?</title>|<[^>]+>", " ", html, flags=re.DOTALL)
    for wanted in (message.title, message.text, "Sanne", "Vakmanschap"):
        assert wanted in text
        assert wanted in words
    links = re.findall(r"http://testserver/\S+", text)
    assert sorted(set(links)) == sorted(set(re.findall(r'href="(http://testserver/[^"]+)"', html)))


def test_nobody_is_followed_no_outside_picture_no_script(mail):
    _text, html = parts(mail)
    assert re.findall(r'src="(?!cid:)', html) == []
    assert "<script" not in html


def test_share_links_name_person_message_and_delivery(mail, person, message, client):
    text, _html = parts(mail)
    address = next(line for line in text.splitlines() if "/share/linkedin/" in line)
    answer = client.get(address.removeprefix("http://testserver"))
    assert answer.status_code == 200


def test_markers_are_all_filled_in(mail):
    assert "SHIFTx" not in mail.as_string()


def test_lines_fit_in_a_mail(sink, pillar, person):
    message = MessageFactory(pillars=[pillar], text="woord " * 480, title="T" * 150)
    send(message, note="n" * 500)
    assert max(len(line) for line in sink.mail_to(person.email).as_bytes().splitlines()) <= 998


def test_picture_travels_inside_with_its_text(sink, pillar, person):
    message = MessageFactory(pillars=[pillar], image=ImageFactory(), image_alt='De "hal" van binnen')
    send(message)
    mail = sink.mail_to(person.email)
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/jpeg"]
    _text, html = parts(mail)
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in html
    assert "De &quot;hal&quot; van binnen" in html
    assert len(picture.get_content()) < 100_000
    assert 'De "hal" van binnen' in parts(mail)[0]


def test_a_picture_whose_file_is_gone_costs_the_picture_only(sink, pillar, person):
    image = ImageFactory()
    message = MessageFactory(pillars=[pillar], image=image, image_alt="x")
    image.file.storage.delete(image.file.name)
    send(message)
    assert "cid:" not in parts(sink.mail_to(person.email))[1]


@pytest.mark.parametrize(
    ("first_name", "last_name"),
    [
        ("<script>alert(1)</script>", "Vis"),
        ('Anne "de" \\ Beer', "O'Neil & Zn"),
        ("Željko", "Ångström-Łoś 🦀"),
        ("Eve\r\nBcc: iedereen@brinkhoven.example", "Vis"),
        ("SHIFTxnamexFILLxHTMLx", "Vis"),
    ],
)
def test_any_name_arrives_as_it_is_and_does_nothing(sink, message, pillar, first_name, last_name):
    person = AmbassadorFactory(pillars=[pillar])
    user = person.user
    type(user).objects.filter(pk=user.pk).update(first_name=first_name, last_name=last_name)
    send(message)
    mail = sink.mail_to(user.email)
    text, html = parts(mail)
    shown = " ".join(first_name.split())
    assert f"Hoi {shown}," in text or f"Hi {shown}," in text
    assert "<script" not in html
    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].display_name == " ".join(f"{first_name} {last_name}".split())
    assert mail["To"].addresses[0].addr_spec == user.email


def test_a_title_with_line_breaks_and_markup_stays_a_subject(sink, pillar, person):
    message = MessageFactory(pillars=[pillar], title="Ons <b>nieuws</b>\r\nBcc: iedereen@brinkhoven.example — é")
    send(message)
    mail = sink.mail_to(person.email)
    assert mail["Subject"] == "Ons <b>nieuws</b> Bcc: iedereen@brinkhoven.example — é"
    assert mail["Bcc"] is None
    assert "<b>nieuws" not in parts(mail)[1].split("</head>")[1]


def test_an_address_that_is_none_fails_at_once_and_alone(sink, message, pillar, person):
    other = AmbassadorFactory(pillars=[pillar])
    type(other.user).objects.filter(pk=other.user.pk).update(email="geen adres\r\nBcc: x@y.example")
    distribution = send(message)
    assert sink.addresses == [person.email]
    assert distribution.deliveries.get(ambassador=other).state == "failed"


def test_note_and_who_wrote_it(sink, message, person):
    send(message, note="Dit is <ons> moment", created_by=UserFactory(first_name="Mo", last_name="Kaya"))
    text, html = parts(sink.mail_to(person.email))
    assert "Dit is <ons> moment" in text
    assert "Dit is &lt;ons&gt; moment" in html
    assert "– Mo Kaya" in text


def test_each_in_their_own_language(sink, message, pillar, person):
    english = AmbassadorFactory(pillars=[pillar], language="en")
    translated = message.copy_for_translation(locale("en"))
    translated.title, translated.live = "New workshop opened", True
    translated.save()
    send(message)
    text, html = parts(sink.mail_to(english.email))
    assert sink.mail_to(english.email)["Subject"] == "New workshop opened"
    assert "Hi " in text
    assert '<html lang="en"' in html
    assert f"/shift/messages/{translated.pk}/" in text
    assert '<html lang="nl"' in parts(sink.mail_to(person.email))[1]
    assert sink.mail_to(person.email)["Subject"] == message.title


def test_why_in_words():
    assert why_sentences(Why()) != []
    assert "Bouw, Zorg" in why_sentences(Why(pillars=("Bouw", "Zorg")))[0]
    assert len(why_sentences(Why(pillars=("Bouw",), team="Noord", roles=("creator",)))) == 3


@pytest.mark.parametrize(
    ("address", "reachable"),
    [
        ("https://intranet.example.org/x", True),
        ("http://intranet.example.org/x", False),
        ("https://intranet/x", False),
        ("http://localhost:8000/x", False),
    ],
)
def test_what_outsiders_can_reach(address, reachable):
    assert is_reachable(address) is reachable


@pytest.mark.parametrize("backend", ["locmem", "filebased", "console"])
def test_other_backends_of_django_take_it_too(settings, message, person, backend, tmp_path, capsys, mailoutbox):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    distribution = send(message)
    assert distribution.deliveries.get().state == "sent"
    if backend == "locmem":
        (mail,) = mailoutbox
        assert (mail.subject, mail.to) == (message.title, [person.email])
        assert mail.alternatives[0].mimetype == "text/html"
    elif backend == "filebased":
        (file,) = tmp_path.iterdir()
        assert b"Subject: Nieuwe werkplaats open\n" in file.read_bytes()
    else:
        assert "Subject: Nieuwe werkplaats open" in capsys.readouterr().out
