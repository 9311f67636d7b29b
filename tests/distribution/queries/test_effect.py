from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shift_plugin.distribution.actions import starting
from shift_plugin.distribution.enums import DeliveryState, SkipReason
from shift_plugin.distribution.queries import Effect, effect, people_of
from shift_plugin.people.enums import Rhythm
from tests.factories.distribution import DistributionFactory, mixed_crowd
from tests.factories.library import locale
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db

SATURDAY = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.mark.parametrize("channels", [["email", "inbox"], ["email"], ["inbox"]])
@pytest.mark.parametrize("is_urgent", [False, True])
def test_what_was_promised_is_what_happens(message, pillar, channels, is_urgent):
    locale("en")
    mixed_crowd(pillar, number=60, now=SATURDAY, seed=SATURDAY.day)
    AmbassadorFactory()
    distribution = DistributionFactory(message=message, channels=channels, is_urgent=is_urgent, send_at=SATURDAY)
    promised = effect(distribution, SATURDAY)
    names = {
        group.key: {*people_of(distribution, SATURDAY, group.key).values_list("pk", flat=True)} for group in promised
    }

    assert starting.start(distribution_id=distribution.pk, now=SATURDAY) is True

    rows = distribution.deliveries.select_related("ambassador")
    happened: dict[tuple, set[int]] = {}
    for row in rows:
        in_digest = row.ambassador.rhythm if row.state == DeliveryState.DIGEST else ""
        moment = None if in_digest or row.state == DeliveryState.SKIPPED else row.due_at
        happened.setdefault((row.channel, moment, row.reason, in_digest), set()).add(row.ambassador_id)
    expected = {
        (group.channel, group.moment, group.reason, group.key if group.key in Rhythm.values else ""): names[group.key]
        for group in promised
        if group.channel
    }
    assert happened == expected
    assert {group.key: group.number for group in promised} == {key: len(people) for key, people in names.items()}
    nothing = Counter(group.key for group in promised if not group.channel)
    assert nothing == Counter([SkipReason.LEFT, SkipReason.LANGUAGE])


def test_who_gets_it_when_comes_first_and_the_inbox_last(message, pillar):
    AmbassadorFactory(pillars=[pillar])
    AmbassadorFactory(pillars=[pillar], office_hours="12345 10:00-18:00")
    for _person in range(2):
        AmbassadorFactory(pillars=[pillar], office_hours="")
    AmbassadorFactory(pillars=[pillar], rhythm=Rhythm.WEEKLY)
    AmbassadorFactory(pillars=[pillar], rhythm=Rhythm.DAILY)
    AmbassadorFactory(pillars=[pillar], weekly_cap=0)
    AmbassadorFactory(pillars=[pillar], receives_mail=False)
    AmbassadorFactory(pillars=[pillar], left_at=SATURDAY)

    assert effect(DistributionFactory(message=message), SATURDAY) == [
        Effect("now", "email", SATURDAY, "", 1),
        Effect("at-2026-11-23T07:00:00Z", "email", MONDAY_AT_EIGHT, "", 2),
        Effect("at-2026-11-23T09:00:00Z", "email", MONDAY_AT_EIGHT.replace(hour=9), "", 1),
        Effect("daily", "email", None, "", 1),
        Effect("weekly", "email", None, "", 1),
        Effect("left", "", None, "left", 1),
        Effect("no_mail", "email", None, "no_mail", 1),
        Effect("capped", "email", None, "capped", 1),
        Effect("inbox", "inbox", SATURDAY, "", 8),
    ]


def test_nobody_is_nothing(message):
    assert effect(DistributionFactory(message=message), SATURDAY) == []


@pytest.mark.parametrize(
    "key", ["", "at-", "at-Z", "at-2026-11-23T07:00:00Z", "monthly", "2026-11-23", "at-2026-99-99Z"]
)
def test_a_group_that_is_not_there_is_empty(message, person, key):
    assert list(people_of(DistributionFactory(message=message), SATURDAY, key)) == []


def test_as_many_queries_whatever_the_number_of_people(message, pillar):
    distribution = DistributionFactory(message=message)
    counts = []
    for number in (1, 12):
        for _person in range(number):
            AmbassadorFactory(pillars=[pillar], office_hours="")
        with CaptureQueriesContext(connection) as captured:
            effect(distribution, SATURDAY)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 20
