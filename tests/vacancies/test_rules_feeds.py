from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.vacancies.rules import looks_broken

counts = st.integers(min_value=0, max_value=500)


@given(missing=counts, more=counts, percent=st.integers(min_value=0, max_value=100))
def test_empty_answer_is_never_believed(missing: int, more: int, percent: int) -> None:
    assert looks_broken(found=0, missing=missing, open_before=missing + more, percent=percent) is (missing > 0)


@given(found=st.integers(min_value=1, max_value=500), more=counts)
def test_one_vacancy_at_a_time_can_always_go(found: int, more: int) -> None:
    assert not looks_broken(found=found, missing=1, open_before=1 + more, percent=0)


def test_more_than_the_allowed_part_is_not_believed() -> None:
    assert [looks_broken(found=9, missing=gone, open_before=10, percent=50) for gone in (5, 6)] == [False, True]
