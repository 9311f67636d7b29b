from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.coreutils import get_content_languages

from shift_plugin.distribution.queries import mail_in_words, unread_count
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, personal_token
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


def test_unsubscribing_can_be_taken_back_at_once_with_the_rhythm_of_before(client, person):
    person.rhythm = "daily"
    person.save()
    client.post(unsubscribe_address(person))
    answer = client.post(unsubscribe_address(person), {"step": "undo"})
    person.refresh_from_db()
    assert (person.receives_mail, person.rhythm) == (True, "daily")
    assert answer.context["now_in_words"] == mail_in_words(person, timezone.now())


def test_the_link_to_unsubscribe_is_no_key_to_the_choices(client, person):
    """Only who is logged in as that person is led on, to a page without a key."""
    others = Client()
    others.force_login(AmbassadorFactory().user)
    own = Client()
    own.force_login(person.user)
    for visitor, leads_on in ((client, False), (others, False), (own, True)):
        for page in (visitor.get(unsubscribe_address(person)), visitor.post(unsubscribe_address(person))):
            text = page.content.decode()
            assert re.search(reverse("shift:my_preferences") + r"[^\"]", text) is None
            assert (f'<div><a href="{reverse("shift:my_preferences")}">' in text) is leads_on


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


def choices(**changes):
    """What the form sends when nothing is touched, but for these."""
    untouched = {
        "rhythm": "weekly",
        "weekly_cap": "",
        "days": ["1", "2", "3", "4", "5"],
        "starts": "08:00",
        "ends": "18:00",
        "time_zone": "",
        "holiday_region": "",
        "paused_until": "",
        "language": "nl",
    }
    return {**untouched, **changes}


def choose(client, person, **changes):
    answer = client.post(preferences_address(person), choices(**changes))
    person.refresh_from_db()
    return answer


def test_all_choices_without_log_in(client, person):
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = choose(
        client,
        person,
        rhythm="daily",
        weekly_cap="2",
        days=["2", "4"],
        starts="09:30",
        ends="17:00",
        holiday_region="DE-BY",
        paused_until=tomorrow.isoformat(),
        language="en",
    )
    assert (answer.status_code, answer.url) == (302, preferences_address(person))
    amsterdam = ZoneInfo("Europe/Amsterdam")
    assert person.paused_until == datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=amsterdam)
    assert (person.receives_mail, person.rhythm, person.weekly_cap) == (True, "daily", 2)
    assert (person.office_hours, person.holiday_region, person.language) == ("24 09:30-17:00", "DE-BY", "en")


def test_who_touches_nothing_changes_nothing(client, pillar):
    """Also for somebody who never chose: they go along when the site changes its defaults."""
    person = AmbassadorFactory(rhythm="weekly", office_hours="", pillars=[pillar])
    before = {field.name: getattr(person, field.name) for field in person._meta.concrete_fields}
    form = client.get(preferences_address(person)).context["form"]
    sent = {field.name: field.value() for field in form}
    client.post(preferences_address(person), {name: value for name, value in sent.items() if value is not None})
    person.refresh_from_db()
    assert {field.name: getattr(person, field.name) for field in person._meta.concrete_fields} == before


def test_only_the_inbox_keeps_the_rhythm_for_later(client, person):
    choose(client, person, rhythm="daily")
    choose(client, person, rhythm="inbox")
    assert (person.receives_mail, person.rhythm) == (False, "daily")
    assert client.get(preferences_address(person)).context["form"]["rhythm"].value() == "inbox"


def test_hours_until_midnight(client, person):
    choose(client, person, starts="22:00", ends="00:00")
    assert person.office_hours == "12345 22:00-24:00"
    form = client.get(preferences_address(person)).context["form"]
    assert [str(form[name].value()) for name in ("starts", "ends")] == ["22:00:00", "00:00:00"]


def test_a_pause_ends_at_midnight_where_the_person_will_be(client, person):
    choose(client, person, paused_until="2030-07-01", time_zone="America/New_York")
    assert person.paused_until == datetime(2030, 7, 1, tzinfo=ZoneInfo("America/New_York"))
    assert person.time_zone == "America/New_York"


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("rhythm", "hourly", "rhythm"),
        ("rhythm", "", "rhythm"),
        ("weekly_cap", "0", "weekly_cap"),
        ("weekly_cap", "-1", "weekly_cap"),
        ("weekly_cap", "100", "weekly_cap"),
        ("weekly_cap", "many", "weekly_cap"),
        ("days", [], "days"),
        ("days", ["8"], "days"),
        ("starts", "", "starts"),
        ("starts", "25:00", "starts"),
        ("ends", "08:00", "ends"),
        ("ends", "07:59", "ends"),
        ("time_zone", "Mars/Olympus", "time_zone"),
        ("holiday_region", "ATLANTIS", "holiday_region"),
        ("paused_until", "2020-01-01", "paused_until"),
        ("paused_until", "soon", "paused_until"),
        ("language", "xx", "language"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(client, person, field, value, named):
    before = (person.rhythm, person.office_hours)
    answer = choose(client, person, **{"rhythm": "daily", "weekly_cap": "7", field: value})
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [named])
    assert form[field].value() == (value or ([] if field == "days" else ""))
    assert form["starts" if field == "weekly_cap" else "weekly_cap"].value() in ("08:00", "7")
    assert (person.rhythm, person.office_hours) == before


def test_zero_mails_a_week_is_told_how_to_have_none(client, person):
    locale("en")
    person.language = "en"
    person.save()
    answer = choose(client, person, weekly_cap="0")
    assert "For no mail at all, choose “No mail, only my inbox on the intranet”." in answer.content.decode()


def test_the_page_says_what_the_choices_mean_now(client, person):
    locale("en")
    choose(client, person, rhythm="weekly", days=["2", "4"], language="en")
    page = client.get(preferences_address(person)).content.decode()
    assert "You get a digest of what is new every week, Tuesday at 8:00." in page
    assert "Your choices are saved." in page


def test_a_site_in_one_language_has_no_choice_of_language(client, person, settings):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("nl", "Nederlands")]
    get_content_languages.cache_clear()
    try:
        assert "language" not in client.get(preferences_address(person)).context["form"].fields
        assert choose(client, person, rhythm="daily", language="xx").status_code == 302
        assert (person.rhythm, person.language) == ("daily", "nl")
    finally:
        get_content_languages.cache_clear()


@pytest.mark.parametrize(("name", "value"), [("time_zone", "Mars/Olympus"), ("office_hours", "always")])
def test_a_value_that_cannot_be_read_breaks_nothing(client, person, name, value):
    setattr(person, name, value)
    person.save()
    assert client.get(preferences_address(person)).status_code == 200


def test_the_same_form_for_who_is_logged_in(client, own):
    assert client.get(reverse("shift:my_preferences")).status_code == 200
    answer = client.post(reverse("shift:my_preferences"), choices(rhythm="inbox", language="en"))
    own.refresh_from_db()
    assert answer.url == reverse("shift:my_preferences")
    assert (own.receives_mail, own.language) == (False, "en")
    answer = client.post(reverse("shift:my_preferences"), choices(weekly_cap="0"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["weekly_cap"])


def test_ones_choices_are_about_oneself_only(client, own):
    other = AmbassadorFactory()
    client.post(reverse("shift:my_preferences"), choices(rhythm="inbox", ambassador=other.pk))
    client.post(preferences_address(own), choices(rhythm="inbox", a=other.pk))
    other.refresh_from_db()
    assert other.receives_mail is True


def test_forms_other_than_the_one_click_need_the_token_of_the_form(person):
    client = Client(enforce_csrf_checks=True)
    assert client.post(preferences_address(person), choices()).status_code == 403
    person.refresh_from_db()
    assert person.language == "nl"
