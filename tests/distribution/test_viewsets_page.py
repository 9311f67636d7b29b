"""The page of a distribution: what is shown, asked and refused there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shift_plugin.distribution.enums import DeliveryState, DistributionState
from shift_plugin.distribution.models import DigestItem, Distribution
from shift_plugin.people.enums import Rhythm
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.people import AmbassadorFactory, UserFactory

pytestmark = pytest.mark.django_db
RIGHTS = ["view_distribution", "add_distribution", "change_distribution", "delete_distribution", "access_admin"]
REASON = "De stormvloedkering gaat dicht"


def somebody(client, *codes):
    user = UserFactory()
    user.user_permissions.add(*Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return user


@pytest.fixture
def editor(client):
    return somebody(client, *RIGHTS)


@pytest.fixture
def master(client):
    return somebody(client, *RIGHTS, "send_urgent_distribution")


def address(distribution, name="inspect", *args):
    return reverse(f"shift_distributions:{name}", args=[distribution.pk, *args])


def text(client, distribution, **query):
    return client.get(address(distribution), query).content.decode()


def step(client, distribution, name, **data):
    answer = client.post(address(distribution, "step", name), data, follow=True)
    distribution.refresh_from_db()
    return answer.content.decode()


@pytest.fixture
def urgent(message):
    return DistributionFactory(message=message, state="draft", send_at=None, is_urgent=True, urgent_reason=REASON)


# Beforehand


def test_each_group_leads_to_its_names(client, editor, message, pillar, person):
    paused = AmbassadorFactory(pillars=[pillar], paused_until=timezone.now() + timedelta(days=9))
    weekly = AmbassadorFactory(pillars=[pillar], rhythm=Rhythm.WEEKLY)
    distribution = DistributionFactory(message=message, state="draft", send_at=None, channels=["email"])
    shown = client.get(address(distribution))
    found = {
        str(label): [row["person"] for row in client.get(address(distribution), {"who": group.key}).context["rows"]]
        for group, _number, label, _chosen in shown.context["groups"]
    }
    assert found == {"at once": [person], "in the weekly digest": [weekly], "paused": [paused]}
    assert "has paused the mails" in text(client, distribution, who="paused")


def test_a_group_that_is_not_there_shows_the_first(client, editor, message, person):
    distribution = DistributionFactory(message=message, state="draft", send_at=None, channels=["email"])
    for wanted in ("nonsense", "at-", "at-2026-99-99T00:00:00Z", "at-x", "capped"):
        assert client.get(address(distribution), {"who": wanted}).context["chosen"].key == "now"


def test_nobody_at_all_offers_no_button(client, editor, message):
    distribution = DistributionFactory(message=message, state="draft", send_at=None)
    assert "Nobody gets it." in text(client, distribution)
    assert "Send it now" not in text(client, distribution)


# Taking back


def test_sent_now_it_says_when_it_leaves_and_can_be_taken_back(client, editor, message, person):
    distribution = DistributionFactory(message=message, state="draft", send_at=None)
    said = step(client, distribution, "send")
    assert distribution.state == DistributionState.PLANNED
    assert "until then you can take it back." in said
    assert f'<shift-countdown until="{timezone.localtime(distribution.send_at).isoformat()[:19]}' in said
    assert "Take it back" in said
    assert "It is a draft again" in step(client, distribution, "unplan")
    assert (distribution.state, distribution.send_at) == (DistributionState.DRAFT, None)


def test_far_ahead_nothing_counts_down(client, editor, message, person):
    distribution = DistributionFactory(message=message, send_at=timezone.now() + timedelta(days=2))
    said = text(client, distribution)
    assert "Take it back" in said
    assert "shift-countdown" not in said


# Urgent


def test_only_who_may_sees_the_fields(client, message):
    def names():
        return set(client.get(reverse("shift_distributions:add")).context["form"].fields)

    somebody(client, *RIGHTS)
    assert names() & {"is_urgent", "urgent_reason"} == set()
    somebody(client, *RIGHTS, "send_urgent_distribution")
    assert names() >= {"is_urgent", "urgent_reason"}


def fill_in(message, **changes):
    return {"message": message.pk, "channels": ["email"], "reminders": "0", "reminder_days": "3", **changes}


def test_what_others_post_does_not_make_it_urgent(client, editor, message):
    client.post(reverse("shift_distributions:add"), fill_in(message, is_urgent="on", urgent_reason=REASON))
    distribution = Distribution.objects.get()
    assert (distribution.is_urgent, distribution.urgent_reason) == (False, "")


def test_what_is_urgent_others_can_not_edit_send_or_plan(client, editor, urgent, message):
    client.post(address(urgent, "edit"), fill_in(message, note="x"))
    for name in ("send", "plan"):
        step(client, urgent, name, confirmed="yes")
    assert (urgent.state, urgent.note, urgent.is_urgent) == (DistributionState.DRAFT, "", True)
    assert "Only somebody who may send what is urgent" in text(client, urgent)


def test_urgent_without_a_reason_is_refused(client, master, message):
    answer = client.post(reverse("shift_distributions:add"), fill_in(message, is_urgent="on", urgent_reason=" "))
    assert list(answer.context["form"].errors) == ["urgent_reason"]


def test_urgent_is_confirmed_first_and_says_what_it_breaks(client, master, message, pillar, person, urgent):
    AmbassadorFactory.create_batch(2, pillars=[pillar], rhythm=Rhythm.WEEKLY)
    asked = step(client, urgent, "send")
    assert urgent.state == DistributionState.DRAFT
    assert "It breaks the rhythm, the working hours or the weekly limit of 2 people." in asked
    assert REASON in asked
    step(client, urgent, "send", confirmed="yes")
    assert urgent.state == DistributionState.PLANNED
    assert REASON in text(client, urgent)
    assert ModelLogEntry.objects.for_instance(urgent).get(action="shift.distribution.urgent").data["reason"] == REASON
    assert REASON in client.get(reverse("shift_distributions:history", args=[urgent.pk])).content.decode()


# Reminders


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"reminders": "2", "reminder_days": "7"}, []),
        ({"reminders": "3"}, ["reminders"]),
        ({"reminders": "1", "reminder_days": "0"}, ["reminder_days"]),
        ({"reminders": "1", "channels": ["inbox"]}, ["reminders"]),
    ],
)
def test_at_most_two_reminders_by_mail(client, editor, message, values, wrong):
    answer = client.post(reverse("shift_distributions:add"), fill_in(message, **values))
    assert answer.status_code == (200 if wrong else 302)
    assert list(answer.context["form"].errors if wrong else []) == wrong


@pytest.fixture
def reminded(message, person):
    original = DistributionFactory(message=message, state="done", started_at=timezone.now(), reminders=2)
    reminder = DistributionFactory(
        message=message, kind="reminder", original=original, reminder_number=1, state="done", channels=["email"]
    )
    DeliveryFactory(distribution=reminder, ambassador=person, channel="email")
    return original


def test_reminders_stand_under_the_original_and_can_be_switched_off(client, editor, reminded):
    said = text(client, reminded)
    assert "Reminder 1 on" in said
    assert said.count("to who has neither opened nor shared it by then") == 1
    assert "No more reminders of this leave." in step(client, reminded, "stop-reminders")
    assert "neither opened nor shared it by then" not in text(client, reminded)
    assert "There are no reminders left to stop." in step(client, reminded, "stop-reminders")


@pytest.mark.parametrize("state", ["planned", "sending", "done"])
def test_nowhere_stands_who_got_a_reminder(client, editor, reminded, person, state):
    editor.user_permissions.add(Permission.objects.get(codename="view_delivery"))
    reminder = reminded.reminder_distributions.get()
    type(reminder).objects.filter(pk=reminder.pk).update(state=state)
    assert "Reminder of" in text(client, reminder)
    for query in ({}, {"who": "now"}, {"state": "sent"}, {"q": "Vis"}):
        assert person.user.last_name not in text(client, reminder, **query).replace('value="Vis"', "")
    log = client.get("/beheer/shift/deliveries/")
    assert log.status_code == 200
    assert person.user.last_name not in log.content.decode()
    delivery = reminder.deliveries.get()
    assert client.get(f"/beheer/shift/deliveries/inspect/{delivery.pk}/").status_code == 302


def test_a_reminder_can_not_be_edited(client, editor, reminded, message):
    reminder = reminded.reminder_distributions.get()
    type(reminder).objects.filter(pk=reminder.pk).update(state="planned")
    client.post(address(reminder, "edit"), fill_in(message, note="x"))
    reminder.refresh_from_db()
    assert reminder.note == ""


def test_the_list_holds_what_editors_made_unless_one_asks_for_more(client, editor, reminded):
    def listed(**query):
        answer = client.get(reverse("shift_distributions:index"), query)
        return [row.kind for row in answer.context["object_list"]]

    assert listed() == ["message"]
    assert listed(kind="reminder") == ["reminder"]


# Digests


@pytest.fixture
def digest(message, person):
    """One that was sent: to one person with a message, while another had nothing new left."""
    sent = DistributionFactory(
        kind="digest",
        message=None,
        digest_key="weekly-2026-11-24",
        channels=["email"],
        state="done",
        started_at=timezone.now(),
    )
    mail = DeliveryFactory(distribution=sent, ambassador=person, channel="email")
    DigestItem.objects.create(delivery=mail, message=message, position=1)
    own = {"channel": "email", "state": "skipped", "reason": "nothing_new"}
    DeliveryFactory(distribution=sent, ambassador=AmbassadorFactory(), **own)
    return sent


def test_a_digest_stands_in_the_list_when_one_asks_for_digests(client, editor, digest, message):
    DistributionFactory(message=message)
    listing = reverse("shift_distributions:index")
    assert [row.kind for row in client.get(listing).context["object_list"]] == ["message"]
    answer = client.get(listing, {"kind": "digest"})
    assert list(answer.context["object_list"]) == [digest]
    assert "Weekly digest of Nov. 24, 2026" in answer.content.decode()
    assert "2 / 2" in answer.content.decode()


def test_the_page_of_a_digest_tells_what_it_is_and_what_became_of_it(client, editor, digest, message, person):
    page = text(client, digest)
    assert "Weekly digest of Nov. 24, 2026" in page
    assert "For everybody the messages that are new for them" in page
    assert "2 of 2 mails are done." in page
    assert "A message that is gone" not in page
    assert person.name in page
    assert "there was nothing new for them" in page
    # What was in somebody's digest follows from what they did, so it is shown to nobody.
    assert message.title not in page


def test_a_digest_can_not_be_edited_taken_back_or_deleted(client, editor, digest):
    for name in ("edit", "delete"):
        assert client.post(address(digest, name)).url == address(digest)
    assert "It is not planned any more." in step(client, digest, "unplan")
    assert Distribution.objects.filter(pk=digest.pk, state="done").exists()


def test_a_digest_that_is_leaving_can_be_cancelled_and_says_how_far_it_was(client, editor, digest):
    Distribution.objects.filter(pk=digest.pk).update(state="sending")
    DeliveryFactory(distribution=digest, ambassador=AmbassadorFactory(), channel="email", state="pending")
    said = step(client, digest, "cancel")
    assert "Cancelled. Mails: 1 delivered, 0 on their way, 1 held back." in said
    assert digest.state == DistributionState.CANCELLED


def test_the_log_of_deliveries_has_those_of_digests(client, editor, digest, person):
    listing = reverse("shift_deliveries_modeladmin_index")
    page = client.get(listing, {"distribution": digest.pk}).content.decode()
    assert page.count("Weekly digest of Nov. 24, 2026</td>") == 2
    assert person.name in page
    mail = digest.deliveries.get(ambassador=person)
    assert client.get(reverse("shift_deliveries_modeladmin_inspect", args=[mail.pk])).status_code == 200
    export = client.get(listing, {"export": "csv"})
    assert b"".join(export.streaming_content).decode().count("Weekly digest of Nov. 24, 2026") == 2


# Progress


def test_progress_for_the_page(client, editor, message, django_assert_max_num_queries):
    distribution = DistributionFactory(message=message, state="sending", started_at=timezone.now())
    for state, number in ((DeliveryState.SENT, 2), (DeliveryState.PENDING, 3), (DeliveryState.SENDING, 1)):
        DeliveryFactory.create_batch(number, distribution=distribution, channel="email", state=state)
    client.get(address(distribution, "progress"))
    with django_assert_max_num_queries(10):
        told = client.get(address(distribution, "progress")).json()
    assert (told["is_running"], told["settled"], told["total"]) == (True, 2, 6)
    assert told["summary"].startswith("2 of 6 mails are done.")
    assert (told["figures"]["delivered"], told["figures"]["leaving"]) == ("2", "1")
    assert f'src="{address(distribution, "progress")}"' in text(client, distribution)


def test_progress_stops_when_it_is_done(client, editor, message):
    distribution = DistributionFactory(message=message, state="done", started_at=timezone.now())
    assert client.get(address(distribution, "progress")).json()["is_running"] is False
    assert "src=" not in text(client, distribution).partition("<shift-progress")[2].partition(">")[0]


def test_progress_is_only_for_who_may_see_distributions(client, message):
    distribution = DistributionFactory(message=message, state="sending")
    somebody(client, "access_admin")
    assert client.get(address(distribution, "progress")).status_code == 302
    client.logout()
    assert client.get(address(distribution, "progress")).status_code == 302
    somebody(client, "access_admin", "view_distribution")
    assert client.get(address(distribution, "progress")).status_code == 200
    assert client.post(address(distribution, "progress")).status_code == 405
