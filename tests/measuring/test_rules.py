from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.measuring.rules import SMALL, Cell, Count, buckets, days, merge_small, totals_of, window_of

counts = st.builds(Count, opened=st.integers(0, 9), confirmed=st.integers(0, 9), clicks=st.integers(0, 99))
cells = st.builds(
    Cell,
    message=st.none() | st.integers(1, 4),
    team=st.none() | st.integers(1, 3),
    network=st.sampled_from(["linkedin", "x"]),
)
a_day = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(st.dictionaries(cells, counts))
def test_every_dimension_but_pillars_adds_up_to_everything(day):
    totals = totals_of(day, {}).counts
    everything = sum(day.values(), Count())
    for dimension in ("all", "network", "message", "team"):
        assert sum((count for (name, _key), count in totals.items() if name == dimension), Count()) == everything


def test_a_message_in_two_pillars_counts_in_both():
    day = {Cell(message=1, team=None, network="x"): Count(opened=2, clicks=5)}
    totals = totals_of(day, {1: [7, 8]}).counts
    assert totals[("pillar", "7")] == totals[("pillar", "8")] == Count(opened=2, clicks=5)
    assert totals[("all", "")] == Count(opened=2, clicks=5)
    assert totals[("team", "")] == Count(opened=2, clicks=5)


@given(a_day, st.integers(0, 800))
def test_a_chart_leaves_no_day_out_and_counts_none_twice(first, length):
    last = first + timedelta(days=length)
    pieces = [day for start, end in buckets(first, last) for day in days(start, end)]
    assert pieces == days(first, last)


def test_only_a_period_up_to_today_is_ready_made():
    today = date(2026, 11, 21)
    assert window_of(date(2026, 10, 23), today, today, (7, 30)) == 30
    assert window_of(date(2026, 10, 22), date(2026, 11, 20), today, (7, 30)) is None
    assert window_of(date(2026, 11, 1), today, today, (7, 30)) is None


def test_small_teams_are_shown_together():
    rows = {"1": Count(clicks=10), "2": Count(clicks=3), "3": Count(clicks=4), "": Count(clicks=1)}
    assert merge_small(rows, {"1": 9, "2": 3, "3": 2}, 5) == {"1": Count(clicks=10), SMALL: Count(clicks=7)}


def test_one_small_team_alone_is_not_shown_at_all():
    rows = {"1": Count(clicks=10), "2": Count(clicks=3)}
    assert merge_small(rows, {"1": 9, "2": 3}, 5) == {"1": Count(clicks=10)}
