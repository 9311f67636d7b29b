from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from shift_plugin.distribution.actions import personal, planning, reminding, sending, settling, starting
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.enums import DeliveryState, DistributionState, SkipReason
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador, PillarMembership
from tests.factories.distribution import DistributionFactory
from tests.factories.people import AmbassadorFactory
from tests.factories.sharing import ShareFactory

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=3)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def original(message, person, mailoutbox, now):
    """A distribution with two reminders, that everybody has got."""
    return sent_to_all(DistributionFactory(message=message, reminders=2, send_at=now), now)


def sent_to_all(distribution, now):
    starting.start_due(now=now)
    sending.send_due(now=now)
    settling.finish(now=now)
    distribution.refresh_from_db()
    return distribution


def a_day_comes(now):
    """What the ticks of that moment do."""
    made = reminding.remind_due(now=now)
    starting.start_due(now=now)
    sending.send_due(now=now)
    settling.finish(now=now)
    return made


def reminded(original):
    return list(
        Delivery.objects.filter(distribution__original=original, state=DeliveryState.SENT)
        .order_by("distribution__reminder_number", "pk")
        .values_list("distribution__reminder_number", "ambassador_id")
    )


@pytest.mark.parametrize("number_of", [2, 9])
def test_who_did_nothing_is_reminded_twice_and_never_more(original, person, now, mailoutbox, number_of):
    """Whatever the row says: it may have been written by other code than the form."""
    original.reminders = number_of
    original.save()
    assert [a_day_comes(now + DAYS * number) for number in (1, 2, 3, 4)] == [1, 1, 0, 0]
    assert reminded(original) == [(1, person.pk), (2, person.pk)]
    assert [mail.to for mail in mailoutbox] == [[person.email]] * 3


def test_not_before_its_day(original, now):
    assert a_day_comes(now + DAYS - timedelta(minutes=1)) == 0


def test_who_opened_or_shared_it_is_left_alone(message, pillar, person, now, mailoutbox):
    opened, shared = AmbassadorFactory.create_batch(2, pillars=[pillar])
    original = sent_to_all(DistributionFactory(message=message, reminders=1, send_at=now), now)
    personal.mark_seen(message=message, ambassador_id=opened.pk, now=now)
    ShareFactory(message=message, ambassador=shared, opened_at=now + timedelta(hours=1))
    a_day_comes(now + DAYS)
    assert reminded(original) == [(1, person.pk)]


def test_who_opens_it_between_making_and_leaving_is_left_alone(original, person, now, mailoutbox):
    later = now + DAYS
    reminding.remind_due(now=later)
    starting.start_due(now=later)
    personal.mark_seen(message=original.message, ambassador_id=person.pk, now=later)
    sending.send_due(now=later)
    delivery = Delivery.objects.get(distribution__original=original)
    assert (delivery.state, delivery.reason) == (DeliveryState.SKIPPED, SkipReason.SEEN)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "change",
    [{"receives_mail": False}, {"left_at": timezone.now()}, {"rhythm": Rhythm.WEEKLY}, {"rhythm": Rhythm.DAILY}],
    ids=["no mail", "left", "weekly", "daily"],
)
def test_who_wants_no_mail_of_its_own_gets_none(original, person, now, mailoutbox, change):
    Ambassador.objects.filter(pk=person.pk).update(**change)
    a_day_comes(now + DAYS)
    assert reminded(original) == []


def test_who_left_the_group_is_not_reminded(original, person, now, mailoutbox):
    PillarMembership.objects.filter(ambassador=person).delete()
    a_day_comes(now + DAYS)
    assert reminded(original) == []


def test_who_came_after_the_original_is_not_reminded(original, pillar, person, now, mailoutbox):
    AmbassadorFactory(pillars=[pillar])
    a_day_comes(now + DAYS)
    assert reminded(original) == [(1, person.pk)]


def test_who_got_it_only_just_now_is_not_reminded_yet(original, person, now, mailoutbox):
    """Their working hours began days after the distribution did."""
    original.deliveries.filter(channel="email").update(sent_at=now + DAYS - timedelta(hours=2))
    a_day_comes(now + DAYS)
    assert reminded(original) == []
    a_day_comes(now + DAYS * 2)
    assert reminded(original) == [(2, person.pk)]


def test_who_still_waits_for_the_original_gets_no_reminder_before_it(original, now, mailoutbox):
    original.deliveries.filter(channel="email").update(
        state=DeliveryState.PENDING, sent_at=None, due_at=now + timedelta(days=9)
    )
    a_day_comes(now + DAYS)
    assert reminded(original) == []


def test_nobody_left_is_a_reminder_that_is_finished(original, person, now, mailoutbox):
    personal.mark_seen(message=original.message, ambassador_id=person.pk, now=now)
    assert a_day_comes(now + DAYS) == 1
    reminder = Distribution.objects.get(original=original)
    assert (reminder.state, reminder.deliveries.count()) == (DistributionState.DONE, 0)


@pytest.mark.parametrize("change", [{"live": False}, {"expire_at": timezone.now()}], ids=["gone", "expired"])
def test_a_message_that_is_gone_or_expired_reminds_nobody(original, now, mailoutbox, change):
    type(original.message).objects.filter(pk=original.message_id).update(**change)
    assert a_day_comes(now + DAYS) == 0


@pytest.mark.parametrize("state", ["cancelled", "stopped", "planned", "draft"])
def test_an_original_that_ended_early_reminds_nobody(original, now, mailoutbox, state):
    Distribution.objects.filter(pk=original.pk).update(state=state, send_at=now + timedelta(days=99))
    assert reminding.remind_due(now=now + DAYS) == 0


def test_two_ticks_at_once_make_one(original, now):
    made = [reminding.remind(original=original, now=now + DAYS) for _tick in range(2)]
    assert made == [True, False]
    assert Distribution.objects.filter(original=original).count() == 1


def test_a_reminder_is_never_urgent_and_has_the_same_limits(message, pillar, person, now, mailoutbox):
    original = DistributionFactory(
        message=message, reminders=1, send_at=now, pillars=[pillar], is_urgent=True, urgent_reason="Brand"
    )
    sent_to_all(original, now)
    reminding.remind_due(now=now + DAYS)
    reminder = Distribution.objects.get(original=original)
    assert (reminder.is_urgent, reminder.urgent_reason, reminder.reminders) == (False, "", 0)
    assert list(reminder.pillars.all()) == [pillar]
    assert reminder.channels == ["email"]


def test_reminders_can_be_switched_off_afterwards(original, person, now, mailoutbox):
    reminding.remind_due(now=now + DAYS)
    starting.start_due(now=now + DAYS)
    assert reminding.stop_reminders(distribution=original, user=None, now=now + DAYS) == 1
    sending.send_due(now=now + DAYS)
    assert a_day_comes(now + DAYS * 2) == 0
    assert reminded(original) == []
    entry = ModelLogEntry.objects.for_instance(original).get(action="shift.distribution.stop_reminders")
    assert entry.data == {"stopped": 1}
    with pytest.raises(DistributionError):
        reminding.stop_reminders(distribution=original, user=None, now=now + DAYS)


def test_cancelling_the_original_ends_its_reminders(message, person, now, mailoutbox):
    original = DistributionFactory(message=message, reminders=2, send_at=now)
    starting.start_due(now=now)
    original.refresh_from_db()
    planning.cancel(distribution=original, user=None, now=now)
    assert a_day_comes(now + DAYS) == 0


def test_the_mail_says_that_it_is_a_reminder_and_names_nobody_else(original, pillar, now, mailoutbox):
    other = AmbassadorFactory(user__first_name="Karel", user__last_name="Zonderling", pillars=[pillar])
    personal.mark_seen(message=original.message, ambassador_id=other.pk, now=now)
    Ambassador.objects.update(language="en")
    a_day_comes(now + DAYS)
    mail = mailoutbox[-1]
    assert mail.subject == f"Reminder: {original.message.title}"
    assert "This is a reminder." in mail.body
    assert "Zonderling" not in mail.body + mail.alternatives[0][0]


def test_one_that_was_cancelled_just_now_makes_no_reminder(original, now):
    """The tick read it before somebody cancelled it."""
    Distribution.objects.filter(pk=original.pk).update(state=DistributionState.CANCELLED)
    assert reminding.remind(original=original, now=now + DAYS) is False
    assert not Distribution.objects.filter(original=original).exists()
