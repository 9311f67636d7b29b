from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shift_plugin.distribution.actions import digests, personal, sending, settling
from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery, DigestItem, Distribution, Seen
from shift_plugin.people.actions import count_refusal
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador
from tests.factories.distribution import DeliveryFactory
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.sharing import ShareFactory
from tests.factories.strategy import FocusPeriodFactory, PillarFactory

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A Tuesday, the day of the weekly digest in the settings.
TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=AMSTERDAM)
OFFICE = "12345 08:00-18:00"


@pytest.fixture(autouse=True)
def site(settings):
    settings.TIME_ZONE = "Europe/Amsterdam"


def reader(pillar, **kwargs):
    return AmbassadorFactory(**{"rhythm": Rhythm.WEEKLY, "office_hours": OFFICE, "pillars": [pillar], **kwargs})


def published(pillar, *, days=3, at=TUESDAY, **kwargs):
    message = MessageFactory(pillars=[pillar], key_message=None, **kwargs)
    type(message).objects.filter(pk=message.pk).update(first_published_at=at - timedelta(days=days))
    return type(message).objects.get(pk=message.pk)


def titles(person):
    items = DigestItem.objects.filter(delivery__ambassador=person).order_by("delivery_id", "position")
    return [item.message.title for item in items.select_related("message")]


def test_first_what_was_sent_then_what_matters_now_then_the_newest(pillar):
    person = reader(pillar)
    focus = PillarFactory(name="Open dag")
    person.memberships.create(pillar=focus, source="joined")
    FocusPeriodFactory(pillar=focus, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 29))
    published(pillar, title="new", days=1)
    published(pillar, title="older", days=4)
    published(focus, title="matters", days=20)
    sent = published(PillarFactory(), title="sent", days=25)
    DeliveryFactory(
        distribution__message=sent,
        ambassador=person,
        channel=Channel.EMAIL,
        state=DeliveryState.DIGEST,
        due_at=TUESDAY - timedelta(days=2),
    )
    assert digests.build_due(now=TUESDAY) == 1
    assert titles(person) == ["sent", "matters", "new", "older"]


def test_size_is_a_limit_and_the_rest_comes_next_time(pillar, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "DIGEST_SIZE": 2}
    person = reader(pillar)
    for number in range(3):
        published(pillar, title=f"m{number}", days=number + 1)
    digests.build_due(now=TUESDAY)
    assert titles(person) == ["m0", "m1"]
    Delivery.objects.update(state=DeliveryState.SENT)
    digests.build_due(now=TUESDAY + timedelta(days=7))
    assert titles(person) == ["m0", "m1", "m2"]


def test_who_knows_the_newest_gets_the_next_ones(pillar, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "DIGEST_SIZE": 2}
    informed, other = reader(pillar), reader(pillar)
    messages = [published(pillar, title=title, days=day) for day, title in enumerate("abcdef", start=1)]
    for message in messages[:3]:
        ShareFactory(ambassador=informed, message=message)
    for day in range(3):
        published(pillar, title="of another team", teams=[TeamFactory()], days=day)
    digests.build_due(now=TUESDAY)
    assert titles(informed) == ["d", "e"]
    assert titles(other) == ["a", "b"]


def test_what_was_had_seen_or_shared_never_comes_again(pillar):
    person, other = reader(pillar), reader(pillar)
    seen, shared, mailed = (published(pillar, title=title) for title in ("seen", "shared", "mailed"))
    published(pillar, title="new")
    DeliveryFactory(distribution__message=seen, ambassador=person, seen_at=TUESDAY)
    ShareFactory(message=shared, ambassador=person)
    DeliveryFactory(distribution__message=mailed, ambassador=person, channel=Channel.EMAIL)
    digests.build_due(now=TUESDAY)
    assert titles(person) == ["new"]
    assert sorted(titles(other)) == ["mailed", "new", "seen", "shared"]


def test_what_people_came_upon_by_themselves_is_not_brought_to_them(pillar):
    """Nothing was delivered of it: they opened it on the intranet, in another language too."""
    person, other = reader(pillar), reader(pillar)
    found = published(pillar, title="found")
    translation = published(pillar, language="en")
    type(translation).objects.filter(pk=translation.pk).update(translation_key=found.translation_key)
    translation.refresh_from_db()
    published(pillar, title="new")
    for moment in (TUESDAY, TUESDAY + timedelta(minutes=1)):
        personal.mark_seen(message=translation, ambassador_id=person.pk, now=moment)
    digests.build_due(now=TUESDAY)
    assert titles(person) == ["new"]
    assert sorted(titles(other)) == ["found", "new"]
    assert Seen.objects.values_list("ambassador", "seen_at").get() == (person.pk, TUESDAY)


def test_a_translation_of_what_was_seen_is_not_new(pillar):
    person = reader(pillar, language="en")
    dutch = published(pillar)
    english = published(pillar, language="en", title="read in Dutch")
    type(english).objects.filter(pk=english.pk).update(translation_key=dutch.translation_key)
    DeliveryFactory(distribution__message=dutch, ambassador=person, seen_at=TUESDAY)
    published(pillar, language="en", title="new")
    digests.build_due(now=TUESDAY)
    assert titles(person) == ["new"]


def test_only_in_the_readers_own_language(pillar):
    dutch, english = reader(pillar), reader(pillar, language="en")
    published(pillar, title="Nederlands")
    published(pillar, language="en", title="English")
    digests.build_due(now=TUESDAY)
    assert (titles(dutch), titles(english)) == (["Nederlands"], ["English"])


def test_only_what_their_pillars_team_and_roles_let_them_see(pillar):
    team = TeamFactory()
    below = TeamFactory(parent=team)
    inside, outside = reader(pillar, team=below, roles=["creator"]), reader(pillar)
    published(PillarFactory(), title="another pillar")
    published(pillar, title="for a team", teams=[team], days=1)
    published(pillar, title="for a role", roles=["creator", "editor"], days=2)
    published(pillar, title="for everybody", days=3)
    published(PillarFactory(is_active=False), title="out of use")
    digests.build_due(now=TUESDAY)
    assert titles(inside) == ["for a team", "for a role", "for everybody"]
    assert titles(outside) == ["for everybody"]


def test_nothing_old_unpublished_or_expired(pillar):
    person = reader(pillar)
    published(pillar, title="old", days=31)
    withdrawn, expired = published(pillar, title="withdrawn"), published(pillar, title="expired")
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(live=False)
    type(expired).objects.filter(pk=expired.pk).update(expire_at=TUESDAY)
    published(pillar, title="new")
    digests.build_due(now=TUESDAY)
    assert titles(person) == ["new"]


def test_what_an_editor_took_back_has_no_precedence(pillar):
    person = reader(pillar)
    cancelled = published(PillarFactory(), title="cancelled")
    published(pillar, title="new")
    DeliveryFactory(
        distribution__message=cancelled,
        distribution__state=DistributionState.CANCELLED,
        ambassador=person,
        channel=Channel.EMAIL,
        state=DeliveryState.DIGEST,
        due_at=TUESDAY,
    )
    digests.build_due(now=TUESDAY)
    assert titles(person) == ["new"]


def test_nothing_new_is_no_mail_and_no_row(pillar):
    reader(PillarFactory())
    published(pillar)
    assert digests.build_due(now=TUESDAY) == 0
    assert Delivery.objects.count() == 0
    assert settling.finish(now=TUESDAY) == 1
    digest = Distribution.objects.get()
    assert (digest.kind, digest.digest_key, digest.state) == ("digest", "weekly-2026-11-24", "done")


@pytest.mark.parametrize(
    "change",
    [
        {"rhythm": Rhythm.AT_ONCE},
        {"receives_mail": False},
        {"paused_until": TUESDAY + timedelta(days=1)},
        {"left_at": TUESDAY},
        {"user__is_active": False},
        {"weekly_cap": 0},
    ],
)
def test_who_wants_no_digest_now_gets_none(pillar, change):
    reader(pillar, **change)
    gets_it = reader(pillar)
    published(pillar)
    assert digests.build_due(now=TUESDAY) == 1
    assert list(Delivery.objects.values_list("ambassador", flat=True)) == [gets_it.pk]


def test_an_address_that_is_set_aside_gets_none(pillar):
    person = reader(pillar)
    for _time in range(3):
        count_refusal(ambassador_id=person.pk, address=person.email, words="550 no", now=TUESDAY)
    published(pillar)
    assert digests.build_due(now=TUESDAY) == 0


def test_a_digest_counts_as_a_mail_and_the_cap_holds_for_it(pillar):
    person = reader(pillar, rhythm=Rhythm.DAILY, weekly_cap=2)
    for day in range(4):
        published(pillar, title=f"m{day}", at=TUESDAY + timedelta(days=day), days=0)
        digests.build_due(now=TUESDAY + timedelta(days=day))
        Delivery.objects.update(state=DeliveryState.SENT)
    assert titles(person) == ["m0", "m1"]
    published(pillar, title="late", at=TUESDAY + timedelta(days=7), days=0)
    digests.build_due(now=TUESDAY + timedelta(days=7))
    assert titles(person)[2:] == ["late", "m3", "m2"]


def test_run_twice_is_once(pillar):
    reader(pillar)
    published(pillar)
    assert [digests.build_due(now=TUESDAY + timedelta(minutes=minute)) for minute in range(3)] == [1, 0, 0]
    assert (Distribution.objects.count(), Delivery.objects.count()) == (1, 1)


def test_nothing_before_the_first_moment(pillar):
    reader(pillar)
    published(pillar)
    assert digests.build_due(now=TUESDAY - timedelta(minutes=1)) == 0
    assert Distribution.objects.count() == 0


def test_nothing_twice_and_nothing_lost_over_several_weeks(pillar, sink, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "DIGEST_SIZE": 2}
    person = reader(pillar, user__email="sanne@brinkhoven.example")
    names = [published(pillar, days=0, at=TUESDAY + timedelta(days=5 * n)).title for n in range(5)]
    for week in range(5):
        digests.build_due(now=TUESDAY + timedelta(weeks=week))
        sending.send_due(now=TUESDAY + timedelta(weeks=week))
    assert sorted(titles(person)) == sorted(names)
    assert len(sink.taken) == DigestItem.objects.values("delivery").distinct().count()


def test_everybody_at_the_beginning_of_their_own_day(pillar):
    here = reader(pillar)
    later = reader(pillar, office_hours="12345 13:00-17:00")
    tokyo = reader(pillar, time_zone="Asia/Tokyo")
    wednesday = reader(pillar, office_hours="345 08:00-12:00")
    published(pillar)
    built = TUESDAY - timedelta(hours=8)
    assert built.astimezone(ZoneInfo("Asia/Tokyo")).hour == 8
    assert digests.build_due(now=built) == 4
    assert dict(Delivery.objects.values_list("ambassador", "due_at")) == {
        tokyo.pk: built,
        here.pk: TUESDAY,
        later.pk: TUESDAY + timedelta(hours=5),
        wednesday.pk: TUESDAY + timedelta(days=1),
    }


def test_after_the_clock_was_changed_it_still_is_eight_oclock(pillar):
    """In the night to 25 October 2026 the clock goes back."""
    reader(pillar)
    for tuesday in (datetime(2026, 10, 20, 8, tzinfo=AMSTERDAM), datetime(2026, 10, 27, 8, tzinfo=AMSTERDAM)):
        published(pillar, at=tuesday)
        assert digests.build_due(now=tuesday) == 1
        Delivery.objects.update(state=DeliveryState.SENT)
    dues = Delivery.objects.order_by("due_at").values_list("due_at", flat=True)
    assert [due.astimezone(UTC).hour for due in dues] == [6, 7]


def test_what_could_not_be_made_in_time_is_made_up_for_within_office_hours(pillar):
    reader(pillar)
    daily = reader(pillar, rhythm=Rhythm.DAILY)
    published(pillar)
    evening = TUESDAY.replace(hour=20)
    assert digests.build_due(now=evening) == 1
    assert Delivery.objects.get().due_at == TUESDAY + timedelta(days=1)
    assert digests.build_due(now=TUESDAY + timedelta(days=1)) == 1
    assert Delivery.objects.get(ambassador=daily).due_at == TUESDAY + timedelta(days=1)


def test_a_digest_of_long_ago_is_not_made_up_for(pillar):
    reader(pillar)
    published(pillar)
    assert digests.build_due(now=TUESDAY + timedelta(days=3)) == 0


def test_a_holiday_moves_it_to_the_next_working_day(pillar):
    """The second day of Easter 2027 is Monday 29 March; the first of January 2027 is a Friday."""
    friday = datetime(2027, 1, 1, 8, tzinfo=AMSTERDAM)
    daily = reader(pillar, rhythm=Rhythm.DAILY, holiday_region="NL")
    published(pillar, at=friday)
    assert digests.build_due(now=friday + timedelta(hours=1)) == 0
    assert digests.build_due(now=friday + timedelta(days=3)) == 1
    assert Delivery.objects.get(ambassador=daily).due_at == friday + timedelta(days=3)


def test_a_weekly_digest_on_a_holiday_comes_a_day_later(pillar, settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "DIGEST_WEEKDAY": 5}
    friday = datetime(2027, 1, 1, 8, tzinfo=AMSTERDAM)
    reader(pillar, holiday_region="NL")
    published(pillar, at=friday)
    published(pillar, at=friday)
    assert digests.build_due(now=friday) == 0
    assert digests.build_due(now=friday + timedelta(days=3)) == 1
    assert Delivery.objects.get().due_at == friday + timedelta(days=3)


def test_who_works_so_little_that_two_would_come_at_once_gets_the_later_one(pillar, settings):
    """Mondays only, and Monday 29 March 2027 is a holiday: the digests of the 26th and of 2 April meet on 5 April."""
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "DIGEST_WEEKDAY": 5}
    monday = datetime(2027, 4, 5, 8, tzinfo=AMSTERDAM)
    reader(pillar, office_hours="1 08:00-18:00", holiday_region="NL")
    published(pillar, at=monday)
    assert digests.build_due(now=monday) == 1
    assert Distribution.objects.get().digest_key == "weekly-2027-04-02"


def test_as_many_queries_for_three_people_as_for_one(pillar):
    counts = []
    for moment, number in ((TUESDAY, 1), (TUESDAY + timedelta(weeks=1), 3)):
        for _person in range(number - Ambassador.objects.count()):
            reader(pillar)
        for _message in range(number):
            published(pillar, at=moment)
        with CaptureQueriesContext(connection) as captured:
            assert digests.build_due(now=moment) == number
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 25
