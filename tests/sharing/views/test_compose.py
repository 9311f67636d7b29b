from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.core import signing
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model

from shift_plugin.library.rules import normalised_fingerprint
from shift_plugin.sharing import queries
from shift_plugin.sharing.models import Share, TrackedLink
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.sharing import ShareFactory
from tests.sharing.conftest import DIRECT, PUBLIC

TEXT = "Ik vertel er graag meer over. #werk"


@pytest.fixture(autouse=True)
def in_english(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna.user)
    return client


def address(message, network="linkedin"):
    return reverse("shift:share", args=[message.pk, network])


def mail_address(message, ambassador, network="linkedin", delivery=None):
    return queries.share_url(message, network, ambassador=ambassador, delivery=delivery).removeprefix(
        "http://testserver"
    )


def hidden_key(page):
    return re.search(r'name="form_key" value="([^"]+)"', page.content.decode())[1]


def send(client, url, text=TEXT, **values):
    page = client.get(url)
    return client.post(url, {"form_key": hidden_key(page), "text": text, **values})


def shown_text(page):
    return page.context["form"]["text"].value()


# The first click


def test_the_page_offers_the_text_with_a_personal_link(as_anna, message):
    page = as_anna.get(address(message, "x"))
    assert page.status_code == 200
    text = shown_text(page)
    assert text.startswith("Kom kijken op onze open dag.\n\n#werk #zorg #brinkhoven\n\n")
    assert re.fullmatch(rf"{PUBLIC}/\w{{10}}", text.split()[-1])
    assert f'<shift-counter for="{page.context["form"]["text"].id_for_label}" counting="x" limit="280"' in (
        page.content.decode()
    )


def test_looking_changes_nothing(as_anna, anna, message, client):
    for network in ["linkedin", "x", "facebook", "instagram", "email", "copy"]:
        as_anna.get(address(message, network))
    Client().get(mail_address(message, anna))
    assert (Share.objects.count(), TrackedLink.objects.count()) == (0, 0)


def test_two_views_offer_two_links(as_anna, message):
    assert shown_text(as_anna.get(address(message, "x"))) != shown_text(as_anna.get(address(message, "x")))


def test_the_prompt_of_the_message_invites_to_own_words(as_anna):
    message = MessageFactory(own_words_prompt="What makes you proud?")
    assert "What makes you proud?" in as_anna.get(address(message)).content.decode()


def test_the_picture_comes_with_its_words(as_anna):
    message = MessageFactory(image=ImageFactory(), image_alt="A nurse laughs.")
    page = as_anna.get(address(message, "instagram")).content.decode()
    assert 'alt="A nurse laughs."' in page
    assert f'<a href="/shift/messages/{message.pk}/picture/"' in page
    assert "/video/" not in page


@pytest.mark.parametrize("with_picture", [True, False])
def test_a_video_can_be_saved_to_go_along(client, anna, with_picture):
    video = get_document_model().objects.create(title="Film", file=ContentFile(b"film", name="film.mp4"))
    message = MessageFactory(video=video, image=ImageFactory() if with_picture else None, image_alt="A nurse laughs.")
    page = client.get(mail_address(message, anna)).content.decode()
    (path,) = re.findall(rf'<a href="(/shift/messages/{message.pk}/video/[^"]*)"', page)
    assert ("/picture/" in page) == with_picture
    assert b"".join(client.get(unescape(path)).streaming_content) == b"film"


@pytest.mark.parametrize(("network", "hint"), [("linkedin", True), ("facebook", True), ("x", False), ("copy", False)])
def test_where_no_text_goes_along_people_are_told_to_paste_it(as_anna, message, network, hint):
    page = as_anna.get(address(message, network)).content.decode()
    assert ("takes no text from us" in page) is hint


def test_the_page_says_whether_clicks_are_measured(as_anna, message, setting):
    assert "It counts how often people click" in as_anna.get(address(message)).content.decode()
    setting.SHIFT_PLUGIN = DIRECT
    page = as_anna.get(address(message, "x"))
    assert "Clicks on this link are not measured." in page.content.decode()
    assert shown_text(page).split()[-1] == queries.target(message, "x")


def test_a_message_without_a_link_is_text_only(as_anna):
    page = as_anna.get(address(MessageFactory(link_url=""), "x"))
    assert "http" not in shown_text(page)
    assert "measured" not in page.content.decode()


@pytest.mark.parametrize(("colleagues", "limit", "warned"), [(3, 3, True), (2, 3, False), (3, 0, False)])
def test_many_colleagues_with_the_same_words_give_a_mild_warning(as_anna, message, setting, colleagues, limit, warned):
    setting.SHIFT_PLUGIN = {**setting.SHIFT_PLUGIN, "IDENTICAL_TEXT_WARNING": limit}
    for _ in range(colleagues):
        ShareFactory(message=message, fingerprint=normalised_fingerprint(message.text))
    page = as_anna.get(address(message)).content.decode()
    assert (f"{colleagues} colleagues shared these same words this week." in page) is warned


def test_the_warning_names_nobody(as_anna, message, setting):
    setting.SHIFT_PLUGIN = {**setting.SHIFT_PLUGIN, "IDENTICAL_TEXT_WARNING": 1}
    share = ShareFactory(message=message, fingerprint=normalised_fingerprint(message.text))
    page = as_anna.get(address(message)).content.decode()
    assert "1 colleague shared these same words this week." in page
    assert share.ambassador.name not in page


def test_the_page_takes_as_many_queries_for_one_earlier_share_as_for_three(as_anna, anna, message):
    def count():
        with CaptureQueriesContext(connection) as queries_done:
            as_anna.get(address(message))
        return len(queries_done)

    ShareFactory(message=message, ambassador=anna)
    count()
    one = count()
    ShareFactory(message=message, ambassador=anna, network="x")
    ShareFactory(message=message, ambassador=anna, network="x")
    assert count() == one


# The second click


def test_sharing_opens_the_network_by_a_page_of_our_own(as_anna, anna, message):
    answer = send(as_anna, address(message, "x"))
    share = Share.objects.get()
    assert (share.ambassador, share.message, share.network, share.text) == (anna, message, "x", TEXT)
    assert (share.source, share.is_own_words) == ("library", True)
    assert answer.status_code == 200
    goal = f"https://x.com/intent/post?text={quote(TEXT, safe='')}"
    assert f'<meta http-equiv="refresh" content="0;url={goal}">' in answer.content.decode()
    assert f'<a href="{goal}"' in answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_link_in_the_text_is_the_one_that_is_made(as_anna, message):
    page = as_anna.get(address(message, "x"))
    text = shown_text(page)
    as_anna.post(address(message, "x"), {"form_key": hidden_key(page), "text": text})
    assert text.endswith(f"{PUBLIC}/{TrackedLink.objects.get().code}")
    assert Share.objects.get().is_own_words is False


def test_a_network_that_makes_a_card_gets_the_link(as_anna, message):
    answer = send(as_anna, address(message, "linkedin"))
    code = TrackedLink.objects.get().code
    goal = f"https://www.linkedin.com/sharing/share-offsite/?url={quote(f'{PUBLIC}/{code}', safe='')}"
    assert answer.context["address"] == goal


def test_a_link_that_was_taken_out_stays_out(as_anna, message):
    assert "go.brinkhoven" not in send(as_anna, address(message, "x")).context["address"]


def test_a_form_that_is_sent_twice_is_one_share(as_anna, message):
    page = as_anna.get(address(message))
    for _ in range(2):
        assert as_anna.post(address(message), {"form_key": hidden_key(page), "text": TEXT}).status_code == 200
    assert (Share.objects.count(), TrackedLink.objects.count()) == (1, 1)


def test_sharing_again_from_a_new_page_is_a_new_share(as_anna, message):
    send(as_anna, address(message))
    send(as_anna, address(message))
    assert Share.objects.count() == 2


@pytest.mark.parametrize("network", ["copy", "instagram", "email"])
def test_where_no_tab_opens_a_page_with_steps_follows(as_anna, message, network):
    answer = send(as_anna, address(message, network))
    page = answer.content.decode()
    assert answer.templates[0].name == "shift_plugin/sharing/finish.html"
    assert "http-equiv" not in page
    assert "Did you post it?" in page
    assert (TEXT in page) is (network != "email")
    assert Share.objects.count() == 1


def test_the_mail_program_gets_text_and_subject(as_anna, message):
    assert (
        send(as_anna, address(message, "email")).context["address"].startswith("mailto:?subject=Open%20dag&body=Ik%20")
    )


def test_a_text_that_is_too_long_comes_back_with_its_error(as_anna, message):
    long = "a" * 300 + " #werk"
    answer = send(as_anna, address(message, "x"), text=long)
    assert answer.context["form"].errors == {
        "text": ["Your text is 26 characters too long. On X there is room for 280."]
    }
    assert shown_text(answer) == long
    assert Share.objects.count() == 0


def test_without_a_link_there_must_be_words(as_anna):
    message = MessageFactory(link_url="", disclosure="")
    answer = send(as_anna, address(message, "x"), text="  ", without_disclosure="on")
    assert answer.context["form"].errors == {"text": ["Write a few words to share."]}


def test_with_a_link_words_are_not_needed(as_anna, message):
    send(as_anna, address(message), text="", without_disclosure="on")
    assert Share.objects.get().text == ""


def test_leaving_out_the_disclosure_is_asked_once(as_anna, message):
    url = address(message)
    page = as_anna.get(url)
    assert "Share without" not in page.content.decode()
    data = {"form_key": hidden_key(page), "text": "Kom kijken!"}
    asked = as_anna.post(url, data)
    assert list(asked.context["form"].errors) == ["without_disclosure"]
    assert "Share without #werk" in asked.content.decode()
    assert (shown_text(asked), Share.objects.count()) == ("Kom kijken!", 0)
    assert hidden_key(asked) == data["form_key"]
    as_anna.post(url, {**data, "without_disclosure": "on"})
    assert Share.objects.get().text == "Kom kijken!"


def test_the_share_sheet_of_a_phone_counts_when_it_was_used(as_anna, message):
    url = address(message)
    data = {"form_key": hidden_key(as_anna.get(url)), "text": TEXT}
    assert as_anna.post(url, {**data, "outcome": "cancelled"}).status_code == 204
    assert Share.objects.count() == 0
    assert as_anna.post(url, {**data, "outcome": "shared"}).status_code == 204
    assert Share.objects.get().text == TEXT


def test_coming_from_the_inbox_is_remembered(as_anna, message):
    send(as_anna, f"{address(message)}?from=inbox")
    assert Share.objects.get().source == "inbox"


# Forms that are not right


@pytest.mark.parametrize("key", ["", "bent"])
def test_a_form_without_its_key_is_renewed_and_keeps_the_words(as_anna, message, key):
    answer = as_anna.post(address(message, "x"), {"form_key": key, "text": f"Mijn tekst {PUBLIC}/abcdefghij"})
    text = shown_text(answer)
    assert text.startswith("Mijn tekst ")
    assert text.split()[-1] != f"{PUBLIC}/abcdefghij"
    assert "We renewed it" in answer.content.decode()
    assert Share.objects.count() == 0
    as_anna.post(address(message, "x"), {"form_key": hidden_key(answer), "text": f"{text} #werk"})
    assert TrackedLink.objects.get().code in text


def test_a_form_that_was_left_open_too_long_is_renewed(as_anna, message, monkeypatch):
    key = hidden_key(as_anna.get(address(message)))
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 8 * 86400)
    as_anna.post(address(message), {"form_key": key, "text": TEXT})
    assert Share.objects.count() == 0


def test_the_key_of_a_form_is_of_one_person_message_and_network(as_anna, message, anna):
    key = hidden_key(as_anna.get(address(message)))
    other = MessageFactory()
    for url in [address(message, "x"), address(other)]:
        as_anna.post(url, {"form_key": key, "text": TEXT})
    as_anna.force_login(AmbassadorFactory().user)
    as_anna.post(address(message), {"form_key": key, "text": TEXT})
    assert Share.objects.count() == 0


# Who


def test_without_log_in_people_are_asked_to_log_in(client, message):
    for url in [address(message), address(MessageFactory(draft=True)), "/shift/messages/999999/share/x/"]:
        answer = client.get(url)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/login/?next={quote(url)}")
        assert client.post(url, {"text": TEXT}).status_code == 302
    assert Share.objects.count() == 0


def test_from_the_mail_people_share_without_log_in(client, anna, message):
    answer = send(client, mail_address(message, anna, delivery=5))
    share = Share.objects.get()
    assert (answer.status_code, share.ambassador, share.source) == (200, anna, "mail")
    assert client.session.get("_auth_user_id") is None


def test_from_the_mail_the_page_is_in_the_language_of_the_mail(client, anna, message):
    anna.language = "nl"
    anna.save()
    assert '<html lang="nl"' in client.get(mail_address(message, anna)).content.decode()


def test_from_the_mail_works_where_the_site_asks_everybody_to_log_in(client, anna, message, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "django.contrib.auth.middleware.LoginRequiredMiddleware"]
    assert client.get(mail_address(message, anna)).status_code == 200
    assert client.get(address(message)).status_code == 302


def test_somebody_elses_mail_shares_as_the_one_who_is_logged_in(as_anna, anna, message):
    send(as_anna, mail_address(message, AmbassadorFactory()))
    share = Share.objects.get()
    assert (share.ambassador, share.source) == (anna, "mail")


def test_somebody_elses_mail_opens_no_closed_message(as_anna):
    message = MessageFactory(teams=[TeamFactory()])
    assert as_anna.get(mail_address(message, AmbassadorFactory())).status_code == 404


@pytest.mark.parametrize("token", ["bent", "a:b:c"])
def test_a_bad_link_leads_to_logging_in(client, message, token):
    answer = client.get(f"{address(message)}?t={token}")
    assert answer.status_code == 403
    assert "This link does not work" in answer.content.decode()
    assert f'href="/login/?next={quote(address(message), safe="/")}"' in answer.content.decode().replace("%2F", "/")


def test_an_old_link_says_so_and_leads_to_logging_in(client, anna, message, monkeypatch):
    url = mail_address(message, anna)
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 61 * 86400)
    answer = client.get(url)
    assert answer.status_code == 403
    assert "This link is no longer valid" in answer.content.decode()
    assert Share.objects.count() == 0


def test_the_link_of_one_message_opens_no_other(client, anna, message):
    token = mail_address(message, anna).split("?")[1]
    assert client.get(f"{address(MessageFactory())}?{token}").status_code == 403


def test_somebody_who_takes_no_part_is_told_how(client, message):
    client.force_login(UserFactory())
    answer = client.get(address(message))
    assert answer.status_code == 403
    assert "You do not take part yet" in answer.content.decode()


def test_what_is_not_offered_looks_like_what_does_not_exist(as_anna, message):
    closed = [
        address(MessageFactory(draft=True)),
        address(MessageFactory(teams=[TeamFactory()])),
        address(message, "unknown"),
        "/shift/messages/999999/share/x/",
    ]
    pages = [(answer.status_code, answer.context["text"]) for answer in map(as_anna.get, closed)]
    assert set(pages) == {(404, "It is no longer offered, or it is not meant for you. There is more to share.")}
    assert [as_anna.post(url, {"text": TEXT}).status_code for url in closed] == [404] * 4


def test_sharing_needs_a_csrf_token_with_and_without_log_in(anna, message):
    strict = Client(enforce_csrf_checks=True)
    url = mail_address(message, anna)
    data = {"form_key": hidden_key(strict.get(url)), "text": TEXT}
    strict.cookies.clear()
    assert strict.post(url, data).status_code == 403
    strict.force_login(anna.user)
    assert strict.post(address(message), data).status_code == 403
    assert Share.objects.count() == 0
    page = strict.get(address(message))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    data = {"form_key": hidden_key(page), "text": TEXT, "csrfmiddlewaretoken": token}
    assert strict.post(address(message), data).status_code == 200
    assert Share.objects.count() == 1


def test_the_page_has_nothing_that_a_strict_policy_forbids(as_anna, anna, message):
    ShareFactory(message=message, ambassador=anna, opened_at=timezone.now())
    pages = [as_anna.get(address(message)), send(as_anna, address(message)), send(as_anna, address(message, "copy"))]
    for page in pages:
        ours = page.content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", ours)


def test_what_somebody_did_before_stands_on_the_page(as_anna, anna, message):
    ShareFactory(message=message, ambassador=anna)
    ShareFactory(message=message, network="x")
    page = as_anna.get(address(message)).content.decode()
    assert "You shared this on LinkedIn on" in page
    assert "You shared this on" not in as_anna.get(address(message, "x")).content.decode()
