"""A challenge is announced and reminded by the same engine as a message."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from shift_plugin.distribution.actions import planning, reminding
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.actions.sending import send_due
from shift_plugin.distribution.actions.settling import finish
from shift_plugin.distribution.actions.starting import start_due
from shift_plugin.distribution.enums import Channel, DistributionKind, DistributionState, SkipReason
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.queries import addressed, effect, inbox, unread_count
from shift_plugin.people.enums import Rhythm
from shift_plugin.stories.actions.challenges import close_challenge
from shift_plugin.stories.enums import ClosedBecause
from shift_plugin.stories.models import Story
from shift_plugin.stories.signals import story_handed_in
from tests.factories.distribution import DistributionFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.stories import ChallengeFactory, StoryFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db

CREATOR = ["creator"]


def announcement(challenge: Any, **changes: Any) -> Distribution:
    return DistributionFactory(kind=DistributionKind.CHALLENGE, message=None, challenge=challenge, **changes)


def creator(**changes: Any) -> Any:
    return AmbassadorFactory(roles=CREATOR, **changes)


def send(now: datetime | None = None) -> None:
    start_due(now=now or timezone.now())
    send_due(now=now)
    finish(now=now or timezone.now())


def test_it_is_for_the_creators_in_its_pillars_and_teams() -> None:
    pillar, team = PillarFactory(), TeamFactory()
    meant = creator(pillars=[pillar], team=TeamFactory(parent=team))
    creator(pillars=[pillar])
    creator(team=team)
    AmbassadorFactory(pillars=[pillar], team=team)

    assert list(addressed(announcement(ChallengeFactory(pillars=[pillar], teams=[team])))) == [meant]


def test_without_pillars_and_teams_it_is_for_all_creators() -> None:
    people = [creator(), creator()]
    AmbassadorFactory()

    assert set(addressed(announcement(ChallengeFactory()))) == set(people)


def test_everybody_gets_a_mail_of_their_own_also_who_reads_a_digest(mailoutbox) -> None:
    people = [creator(rhythm=rhythm) for rhythm in Rhythm.values]
    creator(receives_mail=False)
    announcement(ChallengeFactory(state="draft"))

    send()

    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(person.email for person in people)


def test_hours_and_cap_hold_for_it_as_for_a_message() -> None:
    night = datetime(2026, 3, 4, 2, tzinfo=UTC)
    creator(office_hours="12345 08:00-18:00", rhythm=Rhythm.WEEKLY)
    creator(weekly_cap=0, rhythm=Rhythm.DAILY)
    challenge = ChallengeFactory(deadline=night + timedelta(days=9))

    groups = {group.key: group.number for group in effect(announcement(challenge, channels=["email"]), night)}

    assert groups == {"at-2026-03-04T07:00:00Z": 1, SkipReason.CAPPED: 1}


def test_who_answered_already_gets_nothing() -> None:
    challenge = ChallengeFactory()
    StoryFactory(challenge=challenge, sender=creator(), state="declined")
    again = creator()
    StoryFactory(challenge=challenge, sender=again, state="withdrawn")

    groups = effect(announcement(challenge, channels=[Channel.INBOX.value]), timezone.now())

    assert {group.key: group.number for group in groups} == {SkipReason.ANSWERED: 1, "inbox": 1}


def test_it_opens_the_moment_it_leaves() -> None:
    challenge = ChallengeFactory(state="draft")
    announcement(challenge)

    send()

    challenge.refresh_from_db()
    assert (challenge.state, challenge.announced_at is not None) == ("open", True)


def test_the_mail_says_what_until_when_and_why(mailoutbox) -> None:
    pillar = PillarFactory(name="Zorg")
    creator(pillars=[pillar], language="en", time_zone="Asia/Kolkata")
    example = StoryFactory(text="Zo zag mijn werkplek eruit.", sender__user__first_name="Geheimelinde")
    deadline = (timezone.now() + timedelta(days=9)).replace(hour=20, minute=0)
    challenge = ChallengeFactory(pillars=[pillar], example_story=example, deadline=deadline)
    announcement(challenge, note="Wie doet mee?")

    send()

    text = mailoutbox[0].body
    for words in (challenge.title, challenge.text, "Wie doet mee?", "Zo zag mijn werkplek eruit.", "“Zorg”", "1:30"):
        assert words in text
    assert reverse("shift:challenge", args=[challenge.pk]) in text
    assert "Geheimelinde" not in text
    assert "List-Unsubscribe" in mailoutbox[0].extra_headers or reverse("shift:unsubscribe", args=["x"])[:-2] in text


def test_closing_holds_back_what_has_not_left(mailoutbox) -> None:
    challenge = ChallengeFactory()
    creator()
    planned = announcement(challenge, send_at=timezone.now() + timedelta(days=1))
    running = announcement(challenge)
    start_due(now=timezone.now())

    close_challenge(challenge_id=challenge.pk, because=ClosedBecause.EDITOR, now=timezone.now())
    send_due()

    states = Distribution.objects.filter(pk__in=[planned.pk, running.pk]).values_list("state", flat=True)
    assert set(states) == {DistributionState.CLOSED}
    assert Delivery.objects.get(channel="email").reason == SkipReason.CLOSED
    assert mailoutbox == []


def test_one_that_was_closed_meanwhile_does_not_start() -> None:
    distribution = announcement(ChallengeFactory(deadline=timezone.now() - timedelta(minutes=1)))
    creator()

    start_due(now=timezone.now())

    distribution.refresh_from_db()
    assert (distribution.state, Delivery.objects.count()) == (DistributionState.CLOSED, 0)


def test_a_message_that_is_withdrawn_leaves_announcements_alone() -> None:
    from shift_plugin.library.signals import message_withdrawn

    distribution = announcement(ChallengeFactory())

    message_withdrawn.send(Story, message_id=12345, deleted=True)

    distribution.refresh_from_db()
    assert distribution.state == DistributionState.PLANNED


def test_reminders_go_to_who_has_not_answered_and_end_with_the_challenge(mailoutbox) -> None:
    now = timezone.now()
    challenge = ChallengeFactory(deadline=now + timedelta(days=6))
    silent, answered = creator(rhythm=Rhythm.WEEKLY), creator()
    announcement(challenge, reminders=2, reminder_days=2, send_at=now)
    send(now)
    StoryFactory(challenge=challenge, sender=answered)
    mailoutbox.clear()

    moment = now + timedelta(days=2, minutes=1)
    made = [reminding.remind_due(now=moment) for _worker in range(2)]
    send(moment)
    late = reminding.remind_due(now=now + timedelta(days=7))

    assert (made, late) == ([1, 0], 0)
    assert [mail.to[0] for mail in mailoutbox] == [silent.email]
    assert challenge.title in mailoutbox[0].subject
    assert mailoutbox[0].subject != challenge.title


def test_it_is_in_the_inbox_while_it_is_open_and_answering_is_reading(client) -> None:
    challenge, person = ChallengeFactory(), creator()
    announcement(challenge, channels=[Channel.INBOX.value])
    start_due(now=timezone.now())
    client.force_login(person.user)

    shown = client.get(reverse("shift:inbox")).content.decode()
    before = unread_count(person.user)
    story_handed_in.send(Story, story=StoryFactory(challenge=challenge, sender=person))
    after = unread_count(person.user)
    close_challenge(challenge_id=challenge.pk, because=ClosedBecause.EDITOR, now=timezone.now())

    assert challenge.title in shown
    assert (before, after) == (1, 0)
    assert list(inbox(person, timezone.now())) == []


def test_out_of_the_inbox_and_back(client) -> None:
    person = creator()
    announcement(ChallengeFactory(title="Laat eens zien"), channels=[Channel.INBOX.value])
    start_due(now=timezone.now())
    client.force_login(person.user)

    item = Delivery.objects.get()
    removed = client.post(reverse("shift:inbox_item", args=[item.pk, "remove"]), follow=True)

    assert "Laat eens zien" in removed.content.decode()


# In the admin


@pytest.fixture
def editor(client: Any) -> Any:
    call_command("shift_setup", verbosity=0)
    user = UserFactory(roles=["editor"])
    client.force_login(user)
    return user


def test_an_editor_announces_it_after_seeing_whom_it_reaches(client, editor, mailoutbox) -> None:
    challenge, person = ChallengeFactory(state="draft"), creator()

    assert client.get(reverse("shift_distributions:announce", args=[challenge.pk])).status_code == 200
    client.post(
        reverse("shift_distributions:announce", args=[challenge.pk]),
        {"channels": ["email", "inbox"], "reminders": "1", "reminder_days": "3", "note": "", "send_at": ""},
    )
    made = Distribution.objects.get()
    page = client.get(reverse("shift_distributions:inspect", args=[made.pk]))
    client.post(reverse("shift_distributions:step", args=[made.pk, "send"]))
    send(timezone.now() + timedelta(minutes=30))

    assert (made.kind, made.challenge, made.created_by, str(made)) == ("challenge", challenge, editor, challenge.title)
    assert page.context["number"] == 2
    assert person.name in page.content.decode()
    assert [mail.to[0] for mail in mailoutbox] == [person.email]
    done = client.get(reverse("shift_distributions:inspect", args=[made.pk])).content.decode()
    assert challenge.title in done
    assert challenge.title in client.get(reverse("shift_distributions:index")).content.decode()
    assert client.get(reverse("shift_challenges:inspect", args=[challenge.pk])).status_code == 200


@pytest.mark.parametrize(("field", "value"), [("send_at", "2020-01-01 12:00"), ("channels", [])])
def test_what_is_not_right_is_said_at_the_field(client, editor, field: str, value: Any) -> None:
    filled = {"channels": ["email"], "reminders": "0", "note": "Doe je mee?", field: value}

    answer = client.post(reverse("shift_distributions:announce", args=[ChallengeFactory().pk]), filled)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "Doe je mee?" in answer.content.decode()


def test_a_closed_one_is_not_announced(client, editor) -> None:
    challenge = ChallengeFactory(state="closed", closed_at=timezone.now())

    client.post(reverse("shift_distributions:announce", args=[challenge.pk]), {"channels": ["email"]})
    with pytest.raises(DistributionError):
        planning.plan(distribution=announcement(challenge), user=editor, now=timezone.now(), at_once=True)

    assert Distribution.objects.count() == 1


def test_a_plan_can_be_changed_and_taken_back(client, editor) -> None:
    planned = announcement(ChallengeFactory(), send_at=timezone.now() + timedelta(days=1))

    answer = client.get(reverse("shift_distributions:edit", args=[planned.pk]))
    client.post(reverse("shift_distributions:announcement", args=[planned.pk]), {"channels": ["email"], "note": "Hoi"})
    client.post(reverse("shift_distributions:step", args=[planned.pk, "unplan"]))

    planned.refresh_from_db()
    assert answer.headers["Location"].endswith(reverse("shift_distributions:announcement", args=[planned.pk]))
    assert (planned.note, planned.channels, planned.state) == ("Hoi", ["email"], "draft")


def test_who_may_not_distribute_does_not_announce(client) -> None:
    client.force_login(UserFactory())

    assert client.get(reverse("shift_distributions:announce", args=[ChallengeFactory().pk])).status_code == 302
