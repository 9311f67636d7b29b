from datetime import UTC, datetime, timedelta

import pytest

from shift_plugin.distribution.rules import reminder_gap, reminder_is_due, reminder_moment

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_each_comes_so_many_days_after_the_one_before():
    moments = [reminder_moment(START, number=number, days=3) for number in (1, 2)]
    assert moments == [datetime(2026, 11, 27, 9, 0, tzinfo=UTC), datetime(2026, 11, 30, 9, 0, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("after", "due"),
    [
        (timedelta(days=3) - timedelta(seconds=1), [False, False]),
        (timedelta(days=3), [True, False]),
        (timedelta(days=6) - timedelta(seconds=1), [True, False]),
        (timedelta(days=6), [False, True]),
        (timedelta(days=9), [False, False]),
    ],
)
def test_one_at_a_time_and_a_missed_one_never_with_the_next(after, due):
    found = [reminder_is_due(START, number=number, days=3, now=START + after) for number in (1, 2)]
    assert found == due


def test_nobody_gets_two_within_half_the_days_between():
    assert reminder_gap(3) == timedelta(hours=36)
