from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.distribution.rules import after_answer, post_pause, retry_pause, shortened


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ([200, 201, 202, 204], "sent"),
        ([400, 401, 403, 404, 405, 410, 413, 422, 301, 302, 307, 308], "failed"),
        ([408, 425, 429, 500, 502, 503], "pending"),
        ([504], "unknown"),
    ],
)
def test_what_an_answer_means(statuses, state):
    assert [after_answer(status) for status in statuses] == [state] * len(statuses)


@given(st.integers(100, 999))
def test_every_answer_means_something(status):
    assert after_answer(status) in ("sent", "failed", "pending", "unknown")


@given(st.integers(1, 50), st.none() | st.timedeltas(timedelta(0), timedelta(days=1)))
def test_never_sooner_than_asked_and_never_sooner_than_the_time_before(attempts, wait):
    pause = post_pause(attempts, wait)
    assert pause >= retry_pause(attempts)
    assert pause >= (wait or timedelta(0))
    assert post_pause(attempts + 1, wait) >= pause


@given(st.text(max_size=80), st.integers(0, 60))
def test_a_shortened_text_fits_and_begins_alike(text, most):
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or text.startswith(short.removesuffix("…"))


def test_a_text_is_cut_between_words():
    assert shortened("Kom naar de open dag", 12) == "Kom naar de…"
    assert shortened("Kom naar de open dag", 11) == "Kom naar…"
    assert shortened("Kom naar de open dag", 20) == "Kom naar de open dag"
    assert shortened("Openbedrijvendag", 5) == "Open…"
