from __future__ import annotations

from shift_plugin.vacancies.rules import unknown_places


def test_a_referral_value_takes_three_places() -> None:
    assert unknown_places("shift-{network}-{campaign}-{code}") == []
    assert unknown_places("{name} and {network}") == ["name"]
