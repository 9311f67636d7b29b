"""Digests from the moment they are made to the mail server: what changed meanwhile counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from shift_plugin.distribution.actions import digests, personal, planning, sending, settling
from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.queries import sharers
from shift_plugin.people.enums import Rhythm
from tests.factories.distribution import DeliveryFactory
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.sharing import ShareFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def daily(pillar):
    def make(**kwargs):
        return AmbassadorFactory(**{"rhythm": Rhythm.DAILY, "pillars": [pillar], **kwargs})

    return make


@pytest.fixture
def anna(daily):
    return daily(user__email="anna@brinkhoven.example", user__first_name="Anna")


def messages(pillar, *titles, **kwargs):
    return [MessageFactory(title=title, pillars=[pillar], **kwargs) for title in titles]


def built(now):
    digests.build_due(now=now)
    return Distribution.objects.get(kind="digest")


def sent_to(sink, person):
    mail = sink.mail_to(person.email)
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def states(digest):
    return sorted(digest.deliveries.values_list("state", "reason"))


def test_a_digest_arrives_with_both_parts_headers_and_own_links(sink, pillar, anna, now):
    messages(pillar, "Nieuwe <werkplaats> open", "Open dag")
    digest = built(now)
    assert sending.send_due(now=now) == 1
    text, html = sent_to(sink, anna)
    assert "Nieuwe <werkplaats> open" in text
    assert "Nieuwe &lt;werkplaats&gt; open" in html
    assert (html.count("<h1"), html.count("<h2"), text.count("Open dag")) == (1, 2, 1)
    assert "“Vakmanschap”" in text
    assert "SHIFTx" not in text + html
    mail = sink.mail_to(anna.email)
    delivery = digest.deliveries.get()
    assert mail["Message-ID"] == delivery.message_id
    assert mail["List-Unsubscribe"] is None or "unsubscribe" in mail["List-Unsubscribe"]
    assert settling.finish(now=now) == 1


def test_everybody_gets_their_own(sink, pillar, daily, now):
    other = PillarFactory(name="Duurzaam")
    here, there = daily(), daily(pillars=[other])
    messages(pillar, "Hier")
    messages(other, "Daar")
    built(now)
    sending.send_due(now=now)
    assert "Hier" in sent_to(sink, here)[0]
    assert "Daar" not in sent_to(sink, here)[0]
    assert "Daar" in sent_to(sink, there)[0]
    assert "Hier" not in sent_to(sink, there)[0]


def test_in_the_readers_language(sink, pillar, daily, now):
    english = daily(language="en")
    messages(pillar, "Nederlands")
    messages(pillar, "English", language="en")
    built(now)
    sending.send_due(now=now)
    text, html = sent_to(sink, english)
    assert "Nederlands" not in text
    assert "For your group" in text
    assert 'lang="en"' in html
    assert sink.mail_to(english.email)["Subject"] == "New messages for you to share"


def test_who_sent_it_is_said(sink, pillar, anna, now):
    editor = UserFactory(first_name="Els", last_name="Visser")
    (message,) = messages(PillarFactory(), "Van Els")
    DeliveryFactory(
        distribution__message=message,
        distribution__created_by=editor,
        ambassador=anna,
        channel=Channel.EMAIL,
        state=DeliveryState.DIGEST,
    )
    built(now)
    sending.send_due(now=now)
    assert "Els Visser" in sent_to(sink, anna)[0]


def unpublish(message, person):
    type(message).objects.filter(pk=message.pk).update(live=False)


def expire(message, person):
    type(message).objects.filter(pk=message.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def see(message, person):
    DeliveryFactory(distribution__message=message, ambassador=person, seen_at=timezone.now())


def share(message, person):
    ShareFactory(message=message, ambassador=person)


def send_by_hand(message, person):
    DeliveryFactory(distribution__message=message, ambassador=person, channel=Channel.EMAIL)


def leave_group(message, person):
    person.memberships.all().delete()


def narrow_to_a_team(message, person):
    message.teams = [TeamFactory()]
    message.save()


def delete(message, person):
    message.delete()


@pytest.mark.parametrize("change", [unpublish, expire, see, share, send_by_hand, narrow_to_a_team, delete])
def test_what_changed_meanwhile_drops_out(sink, pillar, anna, now, change):
    gone, _stays = messages(pillar, "Weg", "Blijft")
    built(now)
    change(gone, anna)
    sending.send_due(now=timezone.now())
    text, _html = sent_to(sink, anna)
    assert "Blijft" in text
    assert "Weg" not in text


@pytest.mark.parametrize("change", [unpublish, expire, see, share, leave_group, delete])
def test_nothing_left_is_no_mail(sink, pillar, anna, now, change):
    (message,) = messages(pillar, "Weg")
    digest = built(now)
    change(message, anna)
    sending.send_due(now=timezone.now())
    assert sink.taken == []
    assert states(digest) == [("skipped", "nothing_new")]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"receives_mail": False}, "no_mail"),
        ({"paused_until": timezone.now() + timedelta(days=7)}, "paused"),
        ({"left_at": timezone.now()}, "left"),
    ],
)
def test_who_changed_their_mind_meanwhile_gets_none(sink, pillar, anna, now, change, reason):
    messages(pillar, "Nieuw")
    digest = built(now)
    type(anna).objects.filter(pk=anna.pk).update(**change)
    sending.send_due(now=now)
    assert sink.taken == []
    assert states(digest) == [("skipped", reason)]


def test_what_was_edited_meanwhile_leaves_as_it_is_now(sink, pillar, anna, now):
    (message,) = messages(pillar, "Oud")
    built(now)
    message.title = "Verbeterd"
    message.save_revision(clean=False).publish()
    sending.send_due(now=now)
    text, _html = sent_to(sink, anna)
    assert "Verbeterd" in text
    assert "Oud" not in text


def test_a_message_that_is_withdrawn_stops_no_digest(sink, pillar, anna, now, django_capture_on_commit_callbacks):
    gone, _stays = messages(pillar, "Weg", "Blijft")
    digest = built(now)
    with django_capture_on_commit_callbacks(execute=True):
        gone.unpublish()
    digest.refresh_from_db()
    assert digest.state == DistributionState.SENDING
    sending.send_due(now=now)
    assert len(sink.taken) == 1


def test_what_never_left_comes_in_the_next_one(sink, pillar, anna, now):
    messages(pillar, "Nieuw")
    planning.cancel(distribution=built(now), user=None, now=now)
    assert digests.build_due(now=now + timedelta(days=1)) == 1
    sending.send_due(now=now + timedelta(days=1))
    assert "Nieuw" in sent_to(sink, anna)[0]


def test_what_failed_and_is_tried_again_doesnt_bring_it_twice(sink, pillar, anna, now):
    sink.at_rcpt[anna.email] = "550 no"
    messages(pillar, "Nieuw")
    digest = built(now)
    sending.send_due(now=now)
    sink.at_rcpt.clear()
    tomorrow = now + timedelta(days=1)
    digests.build_due(now=tomorrow)
    sending.send_due(now=tomorrow)
    assert len(sink.taken) == 1
    settling.finish(now=tomorrow)
    digest.refresh_from_db()
    planning.retry_failed(distribution=digest, user=None, now=tomorrow)
    sending.send_due(now=tomorrow)
    assert len(sink.taken) == 1
    assert states(digest) == [("skipped", "nothing_new")]


@pytest.mark.parametrize("going", [lambda message: message.delete(), lambda message: message.unpublish()])
def test_what_goes_after_the_letter_was_made_does_not_leave_in_it(sink, pillar, anna, now, going):
    _stays, goes = messages(pillar, "Blijft", "Gaat")
    digest = built(now)
    worker = sending.Chunk(token=sending.claim(now=now, size=10), started=now, now=now)
    delivery = digest.deliveries.select_related("ambassador__user", "ambassador__team", "distribution").get()
    mails = sending.prepare(digest, [delivery], now, worker.press)
    mails.letter(delivery)
    going(goes)
    with pytest.raises(sending.MessageChanged):
        worker._step(delivery, mails)
    # Made anew, it leaves with what is left.
    again = sending.prepare(digest, [delivery], now, worker.press)
    again.letter(delivery)
    worker._steps.clear()
    assert worker._step(delivery, again) is True


def test_opening_or_sharing_from_a_digest_counts_for_it(sink, pillar, anna, daily, now):
    other = daily()
    first, second = messages(pillar, "Een", "Twee")
    digest = built(now)
    sending.send_due(now=now)
    personal.mark_seen(message=first, ambassador_id=anna.pk, now=now)
    own, others = (Delivery.objects.get(ambassador=person) for person in (anna, other))
    assert (own.seen_at, others.seen_at) == (now, None)
    ShareFactory(message=second, ambassador=anna)
    ShareFactory(message=MessageFactory(), ambassador=other)
    assert list(sharers(digest)) == [anna]


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_look_ups_for_three_as_for_one(sink, pillar, daily, now, number, django_assert_num_queries):
    people = [daily() for _person in range(number)]
    messages(pillar, *(f"m{place}" for place in range(number)))
    built(now)
    group = list(Delivery.objects.select_related("distribution", "ambassador__user", "ambassador__team"))
    with django_assert_num_queries(6):
        mails = sending.prepare(group[0].distribution, group, now, sending.Press())
        letters = [mails.letter(delivery) for delivery in group]
    assert len(letters) == len(people)
