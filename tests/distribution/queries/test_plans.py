"""The database and the pure rule say the same about everybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shift_plugin.distribution.enums import COUNTED, Channel, DeliveryState, SkipReason
from shift_plugin.distribution.models import Delivery
from shift_plugin.distribution.queries import addressed, window, with_plans
from shift_plugin.distribution.rules import Outcome, Recipient, outcome_for
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador
from tests.factories.distribution import DeliveryFactory, DistributionFactory, mixed_crowd
from tests.factories.library import locale
from tests.factories.people import AmbassadorFactory

pytestmark = pytest.mark.django_db

SATURDAY = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
MONDAY_AT_EIGHT = datetime(2026, 11, 23, 7, tzinfo=UTC)
MOMENTS = [
    SATURDAY,
    datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
    datetime(2026, 12, 24, 18, tzinfo=UTC),
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 21, tzinfo=UTC),
]


def recipient(person: Ambassador) -> Recipient:
    mails = Delivery.objects.filter(ambassador=person, channel=Channel.EMAIL, state__in=COUNTED)
    return Recipient(
        takes_part=person.left_at is None and person.user.is_active,
        reads_language=person.language == "nl",
        receives_mail=person.receives_mail,
        paused_until=person.paused_until,
        has_address=bool(person.email),
        has_dead_address=person.has_dead_address,
        rhythm=person.rhythm,
        cap=3 if person.weekly_cap is None else person.weekly_cap,
        mails=tuple(mails.values_list("due_at", flat=True)),
    )


def by_the_rule(
    person: Ambassador, now: datetime, *, is_urgent: bool = False, is_direct: bool = False
) -> Outcome | None:
    opens_at = window(person).next_open(now)
    return outcome_for(recipient(person), now=now, opens_at=opens_at, is_urgent=is_urgent, is_direct=is_direct)


def planned(person: Ambassador) -> Outcome | None:
    """What the database says, in the words of the rule."""
    if person.reason:
        return None
    state = {"": DeliveryState.PENDING, "digest": DeliveryState.DIGEST}.get(person.plan, DeliveryState.SKIPPED)
    return Outcome(state, person.plan_at, "" if person.plan == "digest" else person.plan)


@pytest.mark.parametrize("is_urgent", [False, True])
@pytest.mark.parametrize("now", MOMENTS)
def test_the_same_as_the_rule_for_everybody(message, pillar, now, is_urgent, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "HOLIDAY_REGION": "NL", "WEEKLY_CAP": 3}
    locale("en")
    crowd = mixed_crowd(pillar, number=60, now=now, seed=now.day)
    distribution = DistributionFactory(message=message, is_urgent=is_urgent)

    found = {person.pk: person for person in with_plans(addressed(distribution), distribution, now)}

    assert {pk: planned(person) for pk, person in found.items()} == {
        person.pk: by_the_rule(person, now, is_urgent=is_urgent) for person in crowd
    }


def test_the_crowd_of_that_test_holds_every_case(message, pillar):
    locale("en")
    crowd = mixed_crowd(pillar, number=60, now=SATURDAY, seed=SATURDAY.day)
    found = [
        outcome_for(recipient(p), now=SATURDAY, opens_at=window(p).next_open(SATURDAY), is_urgent=False) for p in crowd
    ]
    states = {outcome.state for outcome in found if outcome}
    reasons = {outcome.reason for outcome in found if outcome}
    assert None in found
    assert states == {DeliveryState.PENDING, DeliveryState.DIGEST, DeliveryState.SKIPPED}
    assert reasons == {"", *(SkipReason[name] for name in "NO_MAIL PAUSED NO_ADDRESS DEAD_ADDRESS CAPPED".split())}


@pytest.fixture
def distribution(message):
    return DistributionFactory(message=message, channels=["email"])


def plan_of(distribution, now=SATURDAY):
    (person,) = with_plans(addressed(distribution), distribution, now)
    return person.plan, person.plan_at


def test_office_hours_of_the_site_for_who_has_none(distribution, pillar):
    AmbassadorFactory(pillars=[pillar], office_hours="")
    assert plan_of(distribution) == ("", MONDAY_AT_EIGHT)


def test_hours_that_can_not_be_read_are_those_of_the_site(distribution, pillar):
    AmbassadorFactory(pillars=[pillar], office_hours="never on Sundays")
    assert plan_of(distribution) == ("", MONDAY_AT_EIGHT)


def test_a_site_with_hours_that_can_not_be_read_sends_around_the_clock(distribution, pillar, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "OFFICE_HOURS": "by day"}
    AmbassadorFactory(pillars=[pillar], office_hours="")
    assert plan_of(distribution) == ("", SATURDAY)


def test_holidays_of_their_own_region_come_before_those_of_the_site(distribution, pillar, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "HOLIDAY_REGION": "NL"}
    AmbassadorFactory(pillars=[pillar], office_hours="", holiday_region="DE-BY")
    new_year = datetime(2027, 1, 1, 12, tzinfo=UTC)
    epiphany = datetime(2027, 1, 6, 12, tzinfo=UTC)
    assert plan_of(distribution, new_year) == ("", datetime(2027, 1, 4, 7, tzinfo=UTC))
    assert plan_of(distribution, epiphany) == ("", datetime(2027, 1, 7, 7, tzinfo=UTC))


@pytest.mark.parametrize(
    ("channel", "state", "hours", "plan"),
    [
        ("email", "sent", -1, "capped"),
        ("email", "pending", -1, "capped"),
        ("email", "claimed", -1, "capped"),
        ("email", "sending", -1, "capped"),
        ("email", "unknown", -1, "capped"),
        ("email", "pending", 60, "capped"),
        ("email", "sent", -168, ""),
        ("email", "failed", -1, ""),
        ("email", "skipped", -1, ""),
        ("email", "digest", -1, ""),
        ("inbox", "sent", -1, ""),
    ],
)
def test_what_counts_against_the_cap(distribution, pillar, channel, state, hours, plan):
    person = AmbassadorFactory(pillars=[pillar], weekly_cap=1)
    DeliveryFactory(ambassador=person, channel=channel, state=state, due_at=SATURDAY + timedelta(hours=hours))
    DeliveryFactory(channel="email", due_at=SATURDAY)
    assert plan_of(distribution) == (plan, SATURDAY)


def test_the_week_is_that_before_the_moment_that_is_planned(distribution, pillar):
    """On Monday morning the mail of last Monday evening is still in the week; that of Sunday isn't any more."""
    person = AmbassadorFactory(pillars=[pillar], weekly_cap=1, office_hours="")
    mail = DeliveryFactory(ambassador=person, channel="email", due_at=MONDAY_AT_EIGHT - timedelta(days=7, hours=8))
    assert plan_of(distribution) == ("", MONDAY_AT_EIGHT)
    Delivery.objects.filter(pk=mail.pk).update(due_at=MONDAY_AT_EIGHT - timedelta(days=6, hours=14))
    assert plan_of(distribution) == ("capped", MONDAY_AT_EIGHT)


def test_two_zones_are_two_moments(distribution, pillar):
    for zone in ("Europe/Amsterdam", "America/New_York"):
        AmbassadorFactory(pillars=[pillar], office_hours="", time_zone=zone)
    found = with_plans(addressed(distribution), distribution, SATURDAY).order_by("pk")
    assert [person.plan_at for person in found] == [MONDAY_AT_EIGHT, MONDAY_AT_EIGHT + timedelta(hours=6)]


def test_the_weekly_rhythm_is_the_default():
    assert Ambassador().rhythm == Rhythm.WEEKLY
