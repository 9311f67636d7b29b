from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.base import rules

VALUES = st.one_of(st.none(), st.integers(0, 10**9))
ROWS = st.lists(st.tuples(st.text(max_size=5), st.lists(VALUES, min_size=1, max_size=4)), max_size=8)


@given(ROWS)
def test_bars_stay_inside_the_chart_and_leave_room_for_their_figures(rows):
    chart = rules.bar_chart(rows)
    bars = [bar for row in chart.rows for bar in row.bars]
    assert all(0 <= bar.width <= chart.width * rules.ROOM_FOR_VALUE + 0.001 for bar in bars)
    assert all(above.y + above.height < below.y for above, below in pairwise(bars))
    assert all(bar.y + bar.height < chart.height for bar in bars)


def test_bars_are_as_long_as_their_figures():
    chart = rules.bar_chart([("LinkedIn", [50, 25]), ("X", [0, None])], width=100)
    assert [[bar.width for bar in row.bars] for row in chart.rows] == [[82, 41], [0, 0]]
    assert [[bar.value for bar in row.bars] for row in chart.rows] == [[50, 25], [0, None]]
    assert chart.maximum == 50


def test_a_bar_chart_without_rows_has_no_height():
    assert rules.bar_chart([]) == rules.BarChart((), 100, 0, 0)


@given(st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=40))
def test_lines_stay_inside_the_chart(pairs):
    labels = [str(place) for place in range(len(pairs))]
    chart = rules.line_chart(labels, [("a", [one for one, _ in pairs]), ("b", [two for _, two in pairs])])
    points = [point for line in chart.lines for point in line.points]
    assert all(0 <= point.x <= chart.width and rules.PLOT_TOP <= point.y <= chart.base for point in points)
    assert len(chart.label_ticks) <= 4
    assert chart.label_ticks[0].label == "0"


def test_an_unknown_figure_is_a_gap_and_not_nought():
    (line,) = rules.line_chart(["ma", "di", "wo", "do"], [("shares", [1, None, 3, 4])]).lines
    assert [(point.label, point.value) for point in line.points] == [("ma", 1), ("wo", 3), ("do", 4)]
    assert [(part.x1, part.x2) for part in line.segments] == [(line.points[1].x, line.points[2].x)]


def test_a_single_moment_stands_in_the_middle():
    chart = rules.line_chart(["mei"], [("shares", [8])])
    assert chart.lines[0].points == (rules.Point("mei", 8, 50, rules.PLOT_TOP),)
    assert chart.label_ticks == (rules.LabelTick("mei", 50, "middle"),)


def test_a_line_chart_without_moments_is_empty():
    chart = rules.line_chart([], [])
    assert (chart.lines, chart.label_ticks) == ((), ())


@given(st.lists(VALUES, max_size=8))
def test_the_axis_ends_at_a_round_number_above_everything(values):
    highest = max((value or 0 for value in values), default=0)
    maximum = rules.nice_maximum(values)
    assert highest <= maximum <= max(4, highest * 2.5)
    assert (maximum / 4) % 1 == 0


def test_axes_that_people_would_draw():
    ends = {highest: rules.nice_maximum([highest]) for highest in (0, 3, 5, 18, 66, 120, 1284)}
    assert ends == {0: 4, 3: 4, 5: 8, 18: 20, 66: 80, 120: 200, 1284: 2000}


def test_initials_stand_for_a_person():
    names = ["Jan van der Berg", "Fatima", "k.bakker@example.org", "  ", "éva ödön"]
    assert [rules.initials(name) for name in names] == ["JB", "F", "K", "", "ÉÖ"]


@given(st.text(), st.integers(1, 20))
def test_a_name_always_gets_the_same_place(name, over):
    assert rules.spread(name, over) == rules.spread(name, over)
    assert 0 <= rules.spread(name, over) < over


def test_a_task_may_wait_behind_those_that_were_taken_before_it():
    assert rules.longest_stay(timeout=120, workers=2, queue_limit=2) == 360
    # Without a limit django-q2 takes the square of the workers in advance.
    assert rules.longest_stay(timeout=120, workers=2, queue_limit=None) == 480
    assert rules.longest_stay(timeout=None, workers=2, queue_limit=2) == 0
