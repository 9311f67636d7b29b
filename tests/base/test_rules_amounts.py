from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.base.rules import amount_in, percentage


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("€ 1234", "1234"),
        ("EUR 12,5", "12.5"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("0", "0"),
        ("12.", "12"),
    ],
)
def test_amount_as_people_write_it(text: str, amount: str) -> None:
    assert amount_in(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "veel", "-5", "1,2345", "12 stuks", "1e6", "=1+1"])
def test_anything_else_is_no_amount(text: str) -> None:
    assert amount_in(text) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_amount_written_in_either_language_is_read_back(amount: Decimal) -> None:
    english = f"{amount:,.2f}"
    dutch = english.translate(str.maketrans(",.", ".,"))

    assert (amount_in(english), amount_in(dutch)) == (amount, amount)


def test_percentage_is_rounded_down_and_needs_a_goal() -> None:
    assert [percentage(Decimal(part), Decimal(whole)) for part, whole in [(999, 1000), (1500, 1000), (5, 0)]] == [
        99,
        150,
        0,
    ]
