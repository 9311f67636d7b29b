"""What is in somebody's digest when it is made (``best_new``), and still when it leaves (``digest_contents``)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shift_plugin.distribution.models import Delivery, DigestItem
from shift_plugin.distribution.queries import best_new, digest_contents
from tests.factories.distribution import DeliveryFactory, DistributionFactory
from tests.factories.library import ImageFactory, MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.sharing import ShareFactory
from tests.factories.stories import ConsentFactory
from tests.factories.strategy import FocusPeriodFactory, PillarFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)


def published(pillar: Any, *, days: int = 3, **kwargs: Any) -> Any:
    message = MessageFactory(pillars=[pillar], key_message=None, **kwargs)
    type(message).objects.filter(pk=message.pk).update(first_published_at=NOW - timedelta(days=days))
    return type(message).objects.get(pk=message.pk)


@pytest.fixture
def digest(db):
    return DistributionFactory(
        kind="digest", message=None, digest_key="daily-2026-11-24", state="sending", created_at=NOW
    )


def waiting(digest: Any, person: Any, *messages: Any) -> Delivery:
    delivery = DeliveryFactory(distribution=digest, ambassador=person, channel="email", state="pending", due_at=NOW)
    for position, message in enumerate(messages, start=1):
        DigestItem.objects.create(delivery=delivery, message=message, position=position)
    return delivery


def chosen(digest: Any) -> dict[int, list[int]]:
    """Delivery → its messages, the best first."""
    with connection.cursor() as cursor:
        cursor.execute(*best_new(digest.pk, NOW))
        rows = sorted(cursor.fetchall(), key=lambda row: (row[0], row[2]))
    return {delivery: [row[1] for row in rows if row[0] == delivery] for delivery in {row[0] for row in rows}}


def still(*deliveries: Delivery) -> list[list[str]]:
    found = digest_contents(deliveries, NOW)
    return [[item.message.title for item in found[delivery.pk]] for delivery in deliveries]


def test_the_best_first(pillar, digest):
    """Sent to them, then what matters now, then the newest; what others were sent has no precedence for them."""
    focus = PillarFactory()
    FocusPeriodFactory(pillar=focus, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 24))
    over = PillarFactory()
    FocusPeriodFactory(pillar=over, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 23))
    person, other = (AmbassadorFactory(pillars=[pillar, focus, over]) for _person in range(2))
    old, new = published(over, days=9), published(pillar, days=1)
    matters, sent = published(focus, days=20), published(pillar, days=25)
    DeliveryFactory(distribution__message=sent, ambassador=person, channel="email", state="digest", due_at=NOW)
    mine, theirs = waiting(digest, person), waiting(digest, other)
    assert chosen(digest) == {
        mine.pk: [message.pk for message in (sent, matters, new, old)],
        theirs.pk: [message.pk for message in (matters, new, old, sent)],
    }


def test_who_has_nothing_new_is_not_there_at_all(pillar, digest):
    empty, full = AmbassadorFactory(), AmbassadorFactory(pillars=[pillar])
    published(pillar)
    waiting(digest, empty)
    mine = waiting(digest, full)
    assert list(chosen(digest)) == [mine.pk]


def test_another_digest_is_left_alone(pillar, digest):
    published(pillar)
    other = DistributionFactory(kind="digest", message=None, digest_key="daily-2026-11-25", state="sending")
    waiting(other, AmbassadorFactory(pillars=[pillar]))
    assert chosen(digest) == {}


@pytest.mark.parametrize("how", ["opened", "shared", "mailed", "outcome unknown", "opened the translation"])
def test_never_what_was_seen_or_shared(pillar, digest, how):
    """Of two people one has had it; and what the one has had, the other still gets."""
    person, other = (AmbassadorFactory(pillars=[pillar]) for _person in range(2))
    had, new = published(pillar, title="had", days=1), published(pillar, title="new", days=2)
    if how == "opened":
        DeliveryFactory(distribution__message=had, ambassador=person, seen_at=NOW)
    elif how == "shared":
        ShareFactory(message=had, ambassador=person)
    elif how == "opened the translation":
        translated = published(PillarFactory(), language="en")
        type(translated).objects.filter(pk=translated.pk).update(translation_key=had.translation_key)
        DeliveryFactory(distribution__message=translated, ambassador=person, seen_at=NOW)
    else:
        state = "sent" if how == "mailed" else "unknown"
        DeliveryFactory(distribution__message=had, ambassador=person, channel="email", state=state)
    mine, theirs = waiting(digest, person, had, new), waiting(digest, other, had, new)
    assert chosen(digest) == {mine.pk: [new.pk], theirs.pk: [had.pk, new.pk]}
    # Also when that happened after it was made.
    assert still(mine, theirs) == [["new"], ["had", "new"]]


def test_what_the_readers_may_not_see_any_more_drops_out(pillar, digest):
    team = TeamFactory()
    person = AmbassadorFactory(pillars=[pillar], team=team, roles=["creator"])
    titles = ["stays", "withdrawn", "expired", "for a team", "for a role", "in another group"]
    messages = {title: published(pillar, title=title) for title in titles}
    delivery = waiting(digest, person, *messages.values())
    assert still(delivery) == [titles]
    change = type(messages["stays"]).objects.filter
    change(title="withdrawn").update(live=False)
    change(title="expired").update(expire_at=NOW)
    messages["for a team"].teams.set([TeamFactory()])
    messages["for a team"].save()
    change(title="for a role").update(roles=["master"])
    messages["in another group"].pillars.set([PillarFactory()])
    messages["in another group"].save()
    assert still(delivery) == [["stays"]]


def test_when_nothing_is_left_there_is_nothing(pillar, digest):
    message = published(pillar)
    delivery = waiting(digest, AmbassadorFactory(pillars=[pillar]), message)
    type(message).objects.update(live=False)
    assert digest_contents([delivery], NOW) == {delivery.pk: []}
    assert digest_contents([], NOW) == {}


def test_what_was_new_when_it_was_made_stays_so_while_it_waits(pillar, digest):
    message = published(pillar, days=29)
    delivery = waiting(digest, AmbassadorFactory(pillars=[pillar]), message)
    found = digest_contents([Delivery.objects.get(pk=delivery.pk)], NOW + timedelta(days=4))
    assert [item.message for item in found[delivery.pk]] == [message]


def test_what_somebody_does_not_agree_to_any_more_is_left_out(pillar, digest):
    photo = ImageFactory()
    shown = published(pillar, image=photo, image_alt="Een boom", title="Met foto")
    delivery = waiting(digest, AmbassadorFactory(pillars=[pillar]), shown, published(pillar, title="Zonder"))
    ConsentFactory(file=None, image=photo, withdrawn_at=NOW)
    assert still(delivery) == [["Zonder"]]


def test_each_is_told_their_own_reason(pillar, digest):
    sender = UserFactory(first_name="Joris", last_name="Bakker")
    message = published(pillar)
    person, other = (AmbassadorFactory(pillars=[pillar]) for _person in range(2))
    DeliveryFactory(
        distribution__message=message,
        distribution__created_by=sender,
        ambassador=person,
        channel="email",
        state="digest",
        due_at=NOW,
    )
    mine, theirs = waiting(digest, person, message), waiting(digest, other, message)
    found = digest_contents([mine, theirs], NOW)
    assert [(item.sender, item.pillar) for item in found[mine.pk]] == [("Joris Bakker", "Vakmanschap")]
    assert [(item.sender, item.pillar) for item in found[theirs.pk]] == [("", "Vakmanschap")]


def test_as_many_queries_for_three_people_as_for_one(pillar, digest):
    deliveries = [waiting(digest, AmbassadorFactory(pillars=[pillar]), published(pillar)) for _person in range(3)]
    counts = []
    for some in (deliveries[:1], deliveries):
        loaded = list(
            Delivery.objects.filter(pk__in=[each.pk for each in some]).select_related("ambassador", "distribution")
        )
        with CaptureQueriesContext(connection) as captured:
            digest_contents(loaded, NOW)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8
