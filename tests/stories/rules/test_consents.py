from hypothesis import given
from hypothesis import strategies as st

from shift_plugin.stories.rules.consents import Given, open_channels, refusing, same_person

CHANNELS = ("intranet", "linkedin", "x")
consents = st.lists(
    st.builds(
        Given,
        person=st.sampled_from(["Anna", "anna ", "Bas", "Cor"]),
        is_valid=st.booleans(),
        channels=st.frozensets(st.sampled_from(CHANNELS)),
    ),
    max_size=6,
)


def yes(person, *channels):
    return Given(person, is_valid=True, channels=frozenset(channels))


def no(person):
    return Given(person, is_valid=False)


def test_a_person_refuses_when_none_of_their_consents_counts_any_more() -> None:
    assert refusing([no("Anna"), yes("Bas")]) == ["Anna"]
    assert refusing([no("Anna"), yes(" anna")]) == []
    assert refusing([]) == []


def test_what_everybody_agrees_to_is_open() -> None:
    assert open_channels([yes("Anna", "intranet", "linkedin"), yes("Bas", "linkedin")]) == {"linkedin"}
    assert open_channels([yes("Anna", "intranet"), yes("Bas")]) == {"intranet"}
    assert open_channels([yes("Anna"), yes("Bas")]) is None


def test_several_consents_of_one_person_count_together() -> None:
    assert open_channels([yes("Anna", "intranet"), yes("anna", "x")]) == {"intranet", "x"}
    assert open_channels([yes("Anna", "intranet"), yes("Anna")]) is None
    assert open_channels([yes("Anna"), yes("Anna", "intranet")]) is None


def test_who_does_not_agree_any_more_closes_everything() -> None:
    assert open_channels([yes("Anna", "linkedin"), no("Bas")]) == frozenset()
    assert open_channels([no("Bas")]) == frozenset()


@given(consents)
def test_another_person_never_opens_a_channel(found: list[Given]) -> None:
    before = open_channels(found)
    after = open_channels([*found, yes("Dirk", "linkedin")])

    assert after is not None
    assert after <= ({*CHANNELS} if before is None else before)


@given(consents)
def test_the_order_of_the_ledger_makes_no_difference(found: list[Given]) -> None:
    assert open_channels(found) == open_channels(found[::-1])
    assert {same_person(name) for name in refusing(found)} == {same_person(name) for name in refusing(found[::-1])}
