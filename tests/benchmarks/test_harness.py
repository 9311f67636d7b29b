import os
import subprocess
import sys

import pytest

from benchmarks.harness import Comparison, Figure, alternate
from benchmarks.run import modules


@pytest.mark.parametrize(
    ("measured", "bound", "ok"),
    [(1.2, "at most", True), (1.21, "at most", False), (1.2, "at least", True), (1.19, "at least", False)],
)
def test_a_figure_is_right_up_to_and_with_its_target(measured: float, bound: str, ok: bool) -> None:
    assert Figure(number="B0", path="x", measured=measured, target=1.2, bound=bound).ok is ok


def test_a_figure_without_a_target_is_only_reported() -> None:
    figure = Figure(number="B0", path="x", measured=9)

    assert (figure.ok, figure.wanted) == (True, "reported")


def test_a_missed_target_is_said_in_its_line() -> None:
    assert Figure(number="B0", path="x", measured=2, target=1).line().split()[-1] == "MISSED"


def test_both_sides_are_measured_in_turn() -> None:
    calls: list[str] = []
    alternate(lambda: calls.append("subject"), lambda: calls.append("yardstick"), rounds=2, warm_up=1)

    assert calls == ["subject", "yardstick"] * 3


def test_the_ratio_is_the_subject_in_yardsticks() -> None:
    assert Comparison(subject=3.0, yardstick=2.0).ratio == 1.5


def test_a_part_can_be_chosen_by_number() -> None:
    assert modules(["B12"]) == {"B12": "b12_fresh_clone"}


def test_an_unknown_number_is_refused() -> None:
    with pytest.raises(SystemExit):
        modules(["B99"])


def test_every_benchmark_can_be_loaded_and_yields_figures() -> None:
    """In a process of its own, because the yardsticks are installed there only."""
    code = (
        "import django, importlib, inspect; django.setup()\n"
        "from benchmarks.run import modules\n"
        "for name in modules(()).values():\n"
        "    assert inspect.isgeneratorfunction(importlib.import_module(f'benchmarks.{name}').measure), name\n"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}

    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
