from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shift_plugin.distribution.permissions import PREFERENCES, UNSUBSCRIBE, personal_token
from shift_plugin.distribution.queries import unread_count
from shift_plugin.sharing.permissions import share_token
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.library import locale
from tests.factories.people import AmbassadorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client, person):
    client.force_login(person.user)
    return person


def item(message, person, **changes):
    done = DistributionFactory(message=message, state="done")
    return DeliveryFactory(distribution=done, ambassador=person, **changes)


def post(client, delivery, step, **options):
    return client.post(reverse("shift:inbox_item", args=[delivery.pk, step]), **options)


def unsubscribe_address(person):
    return reverse("shift:unsubscribe", args=[personal_token(UNSUBSCRIBE, person.pk)])


def preferences_address(person):
    return reverse("shift:preferences", args=[personal_token(PREFERENCES, person.pk)])


# The inbox


def test_unread_first_then_the_newest(client, own, message):
    now = timezone.now()
    read = item(message, own, sent_at=now, read_at=now)
    old = item(message, own, sent_at=now - timedelta(days=2))
    new = item(message, own, sent_at=now - timedelta(days=1))
    page = client.get(reverse("shift:inbox"))
    assert [entry["delivery"] for entry in page.context["items"]] == [new, old, read]


@pytest.mark.parametrize("number", [1, 3])
def test_inbox_has_as_many_queries_for_three_as_for_one(client, own, message, number, django_assert_max_num_queries):
    for _one in range(number):
        item(message, own)
    client.get(reverse("shift:inbox"))
    with django_assert_max_num_queries(30) as captured:
        client.get(reverse("shift:inbox"))
    INBOX_QUERIES.append(len(captured))
    assert len(set(INBOX_QUERIES)) == 1


INBOX_QUERIES: list[int] = []


def test_pages_of_the_inbox(client, own, message):
    for _one in range(21):
        item(message, own)
    assert len(client.get(reverse("shift:inbox")).context["items"]) == 20
    assert len(client.get(reverse("shift:inbox"), {"page": "2"}).context["items"]) == 1


def test_an_empty_inbox_says_so(client, own):
    page = client.get(reverse("shift:inbox"))
    assert page.status_code == 200
    assert page.context["items"] == []


def test_only_what_was_delivered_to_oneself_and_is_published(client, own, message):
    item(message, AmbassadorFactory())
    item(message, own, channel="email")
    item(message, own, state="pending")
    withdrawn = item(message, own)
    type(message).objects.filter(pk=message.pk).update(live=False)
    assert client.get(reverse("shift:inbox")).context["items"] == []
    assert unread_count(own.user) == 0
    assert withdrawn.distribution.message_id == message.pk


def test_read_and_unread_by_hand_says_nothing_about_opening(client, own, message):
    delivery = item(message, own)
    assert unread_count(own.user) == 1
    post(client, delivery, "read")
    delivery.refresh_from_db()
    assert (unread_count(own.user), delivery.seen_at) == (0, None)
    post(client, delivery, "unread")
    assert unread_count(own.user) == 1


def test_all_read_at_once(client, own, message):
    item(message, own)
    item(message, own)
    client.post(reverse("shift:inbox_all_read"))
    assert unread_count(own.user) == 0


def test_removed_and_put_back(client, own, message):
    delivery = item(message, own)
    answer = post(client, delivery, "remove")
    page = client.get(answer.url)
    assert (page.context["items"], page.context["removed"]) == ([], delivery)
    post(client, delivery, "restore")
    assert [entry["delivery"] for entry in client.get(reverse("shift:inbox")).context["items"]] == [delivery]


@pytest.mark.parametrize("step", ["read", "unread", "remove", "restore"])
def test_nobody_touches_the_inbox_of_another(client, own, message, step):
    delivery = item(message, AmbassadorFactory())
    # A site with languages in its addresses looks for the page under a language before it says no.
    assert post(client, delivery, step, follow=True).status_code == 404
    before = (delivery.read_at, delivery.hidden_at)
    delivery.refresh_from_db()
    assert (delivery.read_at, delivery.hidden_at) == before


def test_no_get_changes_anything(client, own, message):
    delivery = item(message, own)
    assert client.get(reverse("shift:inbox_item", args=[delivery.pk, "read"])).status_code == 405
    assert client.get(reverse("shift:inbox_all_read")).status_code == 405
    assert client.get(reverse("shift:message_seen", args=[message.pk])).status_code == 405
    assert post(client, delivery, "no-such-step", follow=True).status_code == 404


def test_visitors_are_asked_to_log_in_and_others_are_refused(client):
    assert client.get(reverse("shift:inbox")).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse("shift:inbox")).status_code == 403


def test_unread_count_is_one_query_and_nothing_for_somebody_else(own, message, django_assert_num_queries):
    item(message, own)
    with django_assert_num_queries(1):
        assert unread_count(own.user) == 1
    assert unread_count(UserFactory()) == 0


# Opened


def test_opening_the_message_counts_once_for_every_copy(client, own, message):
    mail, inbox = item(message, own, channel="email"), item(message, own)
    assert client.post(reverse("shift:message_seen", args=[message.pk])).status_code == 204
    mail.refresh_from_db()
    first = mail.seen_at
    client.post(reverse("shift:message_seen", args=[message.pk]))
    mail.refresh_from_db()
    inbox.refresh_from_db()
    assert mail.seen_at == first == inbox.seen_at
    assert unread_count(own.user) == 0


def test_opening_by_the_link_in_the_mail(client, person, message):
    delivery = item(message, person, channel="email")
    token = share_token(ambassador_id=person.pk, message_id=message.pk, delivery_id=delivery.pk)
    assert client.post(reverse("shift:message_seen", args=[message.pk]), {"t": token}).status_code == 204
    delivery.refresh_from_db()
    assert delivery.seen_at is not None
    address = reverse("shift:message_seen", args=[message.pk])
    assert client.post(address, {"t": "bent"}, follow=True).redirect_chain[-1][0].startswith("/login/")
    assert client.post(address, follow=True).redirect_chain[-1][0].startswith("/login/")


# Unsubscribing


def test_opening_the_page_changes_nothing(client, person):
    answer = client.get(unsubscribe_address(person))
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.receives_mail is True
    assert "no-store" in answer["Cache-Control"]


def test_one_click_of_a_mail_program(person):
    """RFC 8058: no cookie, no log-in, no token of a form, no redirect."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(unsubscribe_address(person), {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, client.cookies.get("sessionid")) == (200, None)
    person.refresh_from_db()
    assert person.receives_mail is False


def test_unsubscribing_can_be_taken_back_at_once(client, person):
    client.post(unsubscribe_address(person))
    client.post(unsubscribe_address(person), {"step": "undo"})
    person.refresh_from_db()
    assert person.receives_mail is True


def test_links_are_good_for_their_purpose_only(client, person):
    wrong = reverse("shift:unsubscribe", args=[personal_token(PREFERENCES, person.pk)])
    assert client.post(wrong).status_code == 410
    wrong = reverse("shift:preferences", args=[personal_token(UNSUBSCRIBE, person.pk)])
    assert client.get(wrong).status_code == 410
    assert client.post(unsubscribe_address(person).rstrip("/") + "x/").status_code == 410
    assert client.post(reverse("shift:unsubscribe", args=["cut-off"])).status_code == 410
    assert client.post(reverse("shift:unsubscribe", args=[personal_token(UNSUBSCRIBE, 0)])).status_code == 410
    person.refresh_from_db()
    assert person.receives_mail is True


def test_links_hold_a_year(client, person, monkeypatch):
    from django.core import signing

    address, now = unsubscribe_address(person), timezone.now().timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: now + 365 * 86400)
    assert client.get(address).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: now + 367 * 86400)
    assert client.get(address).status_code == 410


def test_the_page_speaks_the_language_of_the_person(client, pillar):
    locale("en")
    person = AmbassadorFactory(language="en")
    assert 'lang="en"' in client.get(unsubscribe_address(person)).content.decode()


# Preferences


def test_choices_without_log_in(client, person):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = client.post(
        preferences_address(person), {"receives_mail": "on", "paused_until": tomorrow.isoformat(), "language": "en"}
    )
    assert answer.status_code == 302
    person.refresh_from_db()
    amsterdam = ZoneInfo("Europe/Amsterdam")
    assert person.paused_until == datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=amsterdam)
    assert (person.receives_mail, person.language) == (True, "en")


def test_a_pause_ends_at_midnight_where_the_person_is(client, person):
    person.time_zone = "America/New_York"
    person.save()
    client.post(preferences_address(person), {"paused_until": "2030-07-01", "language": "nl"})
    person.refresh_from_db()
    assert person.paused_until == datetime(2030, 7, 1, tzinfo=ZoneInfo("America/New_York"))
    assert person.receives_mail is False


def test_a_pause_in_the_past_is_refused_with_the_field_named(client, person):
    answer = client.post(preferences_address(person), {"paused_until": "2020-01-01", "language": "nl"})
    assert list(answer.context["form"].errors) == ["paused_until"]


def test_a_time_zone_that_does_not_exist_breaks_nothing(client, person):
    person.time_zone = "Mars/Olympus"
    person.save()
    assert client.get(preferences_address(person)).status_code == 200


def test_the_same_form_for_who_is_logged_in(client, own):
    assert client.get(reverse("shift:my_preferences")).status_code == 200
    client.post(reverse("shift:my_preferences"), {"language": "en"})
    own.refresh_from_db()
    assert (own.receives_mail, own.language) == (False, "en")


def test_forms_other_than_the_one_click_need_the_token_of_the_form(person):
    client = Client(enforce_csrf_checks=True)
    assert client.post(preferences_address(person), {"language": "nl"}).status_code == 403
