from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from shift_plugin.measuring import actions
from shift_plugin.measuring.enums import Dimension
from shift_plugin.measuring.models import DayFigure, DayTotal, WindowTotal
from shift_plugin.measuring.rules import Count
from shift_plugin.sharing.models import Share
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory
from tests.factories.sharing import ClickFactory, ShareFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 3)
NOON = datetime(2026, 11, 3, 11, 0, tzinfo=UTC)


def totals(dimension, day=DAY):
    rows = DayTotal.objects.filter(dimension=dimension, day=day)
    return {row.key: Count(opened=row.opened, confirmed=row.confirmed, clicks=row.clicks) for row in rows}


def test_the_three_figures_are_counted_apart():
    share = ShareFactory(opened_at=NOON, confirmed_at=NOON, network="linkedin")
    ShareFactory(opened_at=NOON, network="x", message=share.message, ambassador=share.ambassador)
    ClickFactory.create_batch(3, link__share=share, clicked_at=NOON, day=DAY)
    actions.add_up_day(day=DAY)
    assert totals(Dimension.ALL) == {"": Count(opened=2, confirmed=1, clicks=3)}
    assert totals(Dimension.NETWORK) == {"linkedin": Count(opened=1, confirmed=1, clicks=3), "x": Count(opened=1)}
    assert totals(Dimension.MESSAGE) == {str(share.message_id): Count(opened=2, confirmed=1, clicks=3)}
    assert totals(Dimension.TEAM) == {str(share.team_id): Count(opened=2, confirmed=1, clicks=3)}
    assert totals(Dimension.PILLAR) == {
        str(share.message.pillars.get().pk): Count(opened=2, confirmed=1, clicks=3),
    }


def test_each_event_counts_on_its_own_day_in_the_time_zone_of_the_site():
    share = ShareFactory(
        opened_at=datetime(2026, 11, 2, 23, 30, tzinfo=UTC),  # half past midnight in Amsterdam
        confirmed_at=datetime(2026, 11, 3, 23, 30, tzinfo=UTC),
    )
    ClickFactory(link__share=share, clicked_at=datetime(2026, 11, 3, 22, 59, tzinfo=UTC), day=DAY)
    for day in (DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)):
        actions.add_up_day(day=day)
    assert totals(Dimension.ALL, DAY - timedelta(days=1)) == {}
    assert totals(Dimension.ALL) == {"": Count(opened=1, clicks=1)}
    assert totals(Dimension.ALL, DAY + timedelta(days=1)) == {"": Count(confirmed=1)}


def test_the_day_on_which_the_clock_goes_back_has_all_its_25_hours():
    autumn = date(2026, 10, 25)
    start, end = actions.bounds(autumn)
    assert end - start == timedelta(hours=25) or (end.astimezone(UTC) - start.astimezone(UTC)) == timedelta(hours=25)
    ShareFactory(opened_at=datetime(2026, 10, 25, 22, 59, tzinfo=UTC))
    actions.add_up_day(day=autumn)
    assert totals(Dimension.ALL, autumn) == {"": Count(opened=1)}


def test_counting_twice_changes_nothing():
    ShareFactory(opened_at=NOON)
    actions.add_up_day(day=DAY)
    first = list(DayFigure.objects.values("day", "message", "team", "network", "opened", "confirmed", "clicks"))
    actions.add_up_day(day=DAY)
    assert list(DayFigure.objects.values("day", "message", "team", "network", "opened", "confirmed", "clicks")) == first


def test_a_rebuild_gives_the_figures_that_were_there():
    for step in range(3):
        share = ShareFactory(opened_at=NOON + timedelta(days=step), confirmed=bool(step))
        ClickFactory(link__share=share, clicked_at=NOON + timedelta(days=step), day=DAY + timedelta(days=step))
        actions.add_up_day(day=DAY + timedelta(days=step))
    columns = ("day", "dimension", "key", "opened", "confirmed", "clicks")
    before = sorted(DayTotal.objects.values_list(*columns))
    actions.rebuild()
    assert sorted(DayTotal.objects.values_list(*columns)) == before


def test_figures_outlive_the_message_and_the_person():
    share = ShareFactory(opened_at=NOON)
    actions.add_up_day(day=DAY)
    share.message.delete()
    share.ambassador.user.delete()
    assert Share.objects.count() == 1
    assert totals(Dimension.ALL) == {"": Count(opened=1)}
    actions.add_up_day(day=DAY)
    assert totals(Dimension.ALL) == {"": Count(opened=1)}


def test_totals_follow_a_message_that_changes_its_pillar():
    message = MessageFactory()
    ShareFactory(message=message, opened_at=NOON)
    actions.add_up_day(day=DAY)
    other = PillarFactory()
    message.pillars = [other]
    message.save()
    actions.refresh_totals(message_id=message.pk)
    assert totals(Dimension.PILLAR) == {str(other.pk): Count(opened=1)}


def test_windows_hold_the_last_days_and_not_one_more():
    today = timezone.localdate()
    ambassador = AmbassadorFactory()
    for ago in (0, 6, 7, 29, 30):
        day = today - timedelta(days=ago)
        ShareFactory(opened_at=actions.bounds(day)[0] + timedelta(hours=12), ambassador=ambassador, network="x")
        actions.add_up_day(day=day)
    actions.make_windows(today=today)
    rows = WindowTotal.objects.filter(dimension=Dimension.NETWORK).order_by("window")
    assert [(row.window, row.key, row.opened) for row in rows] == [
        (7, "x", 2),
        (30, "x", 4),
        (90, "x", 5),
        (365, "x", 5),
    ]
