from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shift_plugin.distribution.actions import starting
from shift_plugin.distribution.enums import DistributionState
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.signals import distribution_started
from tests.factories.distribution import DistributionFactory
from tests.factories.library import MessageFactory, locale
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def start(distribution, now=None):
    done = starting.start(distribution_id=distribution.pk, now=now or timezone.now())
    distribution.refresh_from_db()
    return done


def receivers(distribution):
    return set(distribution.deliveries.values_list("ambassador", flat=True))


def test_each_person_once_per_channel(message, person):
    distribution = DistributionFactory(message=message)
    assert start(distribution) is True
    rows = distribution.deliveries.order_by("channel").values_list("channel", "state", "ambassador")
    assert list(rows) == [("email", "pending", person.pk), ("inbox", "sent", person.pk)]
    assert distribution.state == DistributionState.SENDING


def test_starting_twice_changes_nothing(message, person, now):
    distribution = DistributionFactory(message=message)
    heard = []
    distribution_started.connect(lambda sender, **kwargs: heard.append(sender), weak=False, dispatch_uid="test")
    try:
        assert [start(distribution), start(distribution)] == [True, False]
    finally:
        distribution_started.disconnect(dispatch_uid="test")
    assert heard == [Distribution]
    assert starting.fan_out(distribution, "email", now) == 0
    assert Delivery.objects.count() == 2


def test_not_before_its_moment(message, person, now):
    distribution = DistributionFactory(message=message, send_at=now + timedelta(minutes=1))
    assert starting.start_due(now=now) == 0
    assert starting.start_due(now=now + timedelta(minutes=1)) == 1
    assert distribution.deliveries.count() == 2


def test_drafts_and_cancelled_ones_stay_where_they_are(message, person, now):
    DistributionFactory(message=message, state=DistributionState.DRAFT)
    DistributionFactory(message=message, state=DistributionState.CANCELLED)
    assert starting.start_due(now=now + timedelta(days=1)) == 0
    assert Delivery.objects.count() == 0


def test_an_unpublished_message_stops_it_before_anything_leaves(message, person):
    type(message).objects.filter(pk=message.pk).update(live=False)
    distribution = DistributionFactory(message=message)
    assert start(distribution) is False
    assert (distribution.state, distribution.deliveries.count()) == (DistributionState.STOPPED, 0)


def test_an_expired_message_stops_it_also_before_the_job_that_unpublishes_has_run(message, person, now):
    type(message).objects.filter(pk=message.pk).update(expire_at=now - timedelta(seconds=1))
    distribution = DistributionFactory(message=message, send_at=now)
    assert start(distribution, now) is False
    assert distribution.state == DistributionState.STOPPED


def test_a_deleted_message_stops_it(message, person):
    distribution = DistributionFactory(message=message)
    message.delete()
    assert start(distribution) is False
    assert distribution.state == DistributionState.STOPPED


def test_one_that_can_not_be_started_does_not_stop_the_others(message, person, now):
    broken = DistributionFactory(message=message, send_at=now - timedelta(hours=1))
    Distribution.objects.filter(pk=broken.pk).update(channels=5)
    good = DistributionFactory(message=message, send_at=now)
    assert starting.start_due(now=now) == 1
    assert good.deliveries.count() == 2
    broken.refresh_from_db()
    assert (broken.state, broken.deliveries.count()) == (DistributionState.PLANNED, 0)


def test_who_wants_no_mail_gets_a_row_that_says_so_and_still_the_inbox(message, pillar):
    for change in (
        {"receives_mail": False},
        {"paused_until": timezone.now() + timedelta(days=1)},
        {"user__email": "x@brinkhoven.example"},
    ):
        AmbassadorFactory(pillars=[pillar], **change)
    from django.contrib.auth import get_user_model

    get_user_model().objects.filter(email="x@brinkhoven.example").update(email="")
    distribution = DistributionFactory(message=message)
    start(distribution)
    mails = distribution.deliveries.filter(channel="email").order_by("pk")
    assert list(mails.values_list("state", "reason")) == [
        ("skipped", "no_mail"),
        ("skipped", "paused"),
        ("skipped", "no_address"),
    ]
    assert distribution.deliveries.filter(channel="inbox", state="sent").count() == 3


def test_a_pause_that_is_over_counts_no_more(message, pillar):
    AmbassadorFactory(pillars=[pillar], paused_until=timezone.now() - timedelta(minutes=1))
    distribution = DistributionFactory(message=message, channels=["email"])
    start(distribution)
    assert distribution.deliveries.get().state == "pending"


def test_nothing_for_who_left_was_deactivated_or_deleted(message, pillar):
    AmbassadorFactory(pillars=[pillar], left_at=timezone.now())
    AmbassadorFactory(pillars=[pillar], user__is_active=False)
    gone = AmbassadorFactory(pillars=[pillar])
    gone.user.delete()
    distribution = DistributionFactory(message=message)
    start(distribution)
    assert distribution.deliveries.count() == 0


def test_only_the_groups_of_the_pillars(message, pillar, person):
    AmbassadorFactory(pillars=[PillarFactory()])
    distribution = DistributionFactory(message=message)
    start(distribution)
    assert receivers(distribution) == {person.pk}


def test_everyone_goes_outside_the_groups(message, person):
    other = AmbassadorFactory()
    distribution = DistributionFactory(message=message, everyone=True)
    start(distribution)
    assert receivers(distribution) == {person.pk, other.pk}


def test_narrowed_to_one_of_the_pillars(pillar, person):
    second = PillarFactory()
    message = MessageFactory(pillars=[pillar, second])
    other = AmbassadorFactory(pillars=[second])
    distribution = DistributionFactory(message=message, pillars=[second])
    start(distribution)
    assert receivers(distribution) == {other.pk}


def test_somebody_in_two_pillars_gets_it_once(pillar):
    second = PillarFactory()
    AmbassadorFactory(pillars=[pillar, second])
    distribution = DistributionFactory(message=MessageFactory(pillars=[pillar, second]), channels=["email"])
    start(distribution)
    assert distribution.deliveries.count() == 1


def test_teams_of_message_and_distribution_both_limit_with_what_is_below(pillar):
    region = TeamFactory()
    depot = TeamFactory(parent=region)
    inside = AmbassadorFactory(pillars=[pillar], team=depot)
    AmbassadorFactory(pillars=[pillar], team=region)
    AmbassadorFactory(pillars=[pillar])
    message = MessageFactory(pillars=[pillar], teams=[region])
    distribution = DistributionFactory(message=message, teams=[depot])
    start(distribution)
    assert receivers(distribution) == {inside.pk}


def test_roles_of_message_and_distribution_both_limit(pillar):
    both = AmbassadorFactory(pillars=[pillar], roles=["creator", "publisher"])
    AmbassadorFactory(pillars=[pillar], roles=["publisher"])
    message = MessageFactory(pillars=[pillar], roles=["publisher"])
    distribution = DistributionFactory(message=message, roles=["creator"])
    start(distribution)
    assert receivers(distribution) == {both.pk}


def test_who_reads_a_language_without_a_version_is_left_out(message, pillar, person):
    locale("en")
    AmbassadorFactory(pillars=[pillar], language="en")
    distribution = DistributionFactory(message=message)
    start(distribution)
    assert receivers(distribution) == {person.pk}


def test_a_published_translation_brings_in_its_readers(message, pillar, person):
    english = AmbassadorFactory(pillars=[pillar], language="en")
    translated = message.copy_for_translation(locale("en"))
    translated.live = True
    translated.save()
    distribution = DistributionFactory(message=message)
    start(distribution)
    assert receivers(distribution) == {person.pk, english.pk}


def test_a_site_with_one_language_has_nobody_left_out(message, pillar):
    from wagtail.models import Locale

    Locale.objects.exclude(language_code="nl").delete()
    AmbassadorFactory(pillars=[pillar], language="en")
    distribution = DistributionFactory(message=message)
    start(distribution)
    assert distribution.deliveries.count() == 2


def test_one_insert_whatever_the_number_of_people(message, pillar):
    counts = []
    for _round in range(2):
        AmbassadorFactory(pillars=[pillar])
        distribution = DistributionFactory(message=message, channels=["email"])
        with CaptureQueriesContext(connection) as captured:
            start(distribution)
        counts.append(len(captured))
        inserts = [query for query in captured if query["sql"].startswith("INSERT")]
        assert len(inserts) == 1
    assert counts[0] == counts[1]


def test_as_many_tasks_as_needed_and_never_more_than_the_setting(message, pillar, settings, now):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "CHUNK_SIZE": 1, "SENDERS": 2}
    for _one in range(3):
        AmbassadorFactory(pillars=[pillar])
    start(DistributionFactory(message=message, send_at=now), now)
    assert starting.queue_senders(now=now) == 2
    first = Delivery.objects.filter(channel="email").order_by("pk").first()
    Delivery.objects.filter(pk=first.pk).update(state="claimed", claim="a", claimed_at=now)
    assert starting.queue_senders(now=now) == 1
