"""The line objective → audience → pillar → key message, as employees read it."""

from datetime import date

import pytest

from shift_plugin.strategy.queries import person_name, pillar_story, pillar_urls, strategy
from tests.factories.people import UserFactory
from tests.factories.strategy import (
    AudienceFactory,
    FocusPeriodFactory,
    KeyMessageFactory,
    ObjectiveFactory,
    PillarFactory,
    PillarPageFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)  # a Wednesday


def read(language="nl"):
    return strategy(language=language, today=TODAY)


def test_a_pillar_stands_below_every_audience_that_it_tells_for_an_objective_that_it_serves():
    objective, other = ObjectiveFactory(name="More nurses"), ObjectiveFactory(name="Fewer sick days")
    nurses = AudienceFactory(name="Nurses", objectives=[objective])
    schools = AudienceFactory(name="Schools", objectives=[objective, other])
    craft = PillarFactory(name="Craft", objectives=[objective], audiences=[nurses, schools])
    KeyMessageFactory(pillar=craft, text="You have time for people")

    line = [
        (
            part.texts.name,
            [(below.texts.name, [(p.texts.name, p.key_messages) for p in below.pillars]) for below in part.audiences],
        )
        for part in read().objectives
    ]

    told = [("Craft", ["You have time for people"])]
    assert line == [("More nurses", [("Nurses", told), ("Schools", told)]), ("Fewer sick days", [("Schools", [])])]


def test_a_key_message_for_one_audience_stands_below_that_audience_only():
    objective = ObjectiveFactory()
    nurses, schools = AudienceFactory(objectives=[objective]), AudienceFactory(objectives=[objective])
    pillar = PillarFactory(objectives=[objective], audiences=[nurses, schools])
    KeyMessageFactory(pillar=pillar, text="For all")
    message = KeyMessageFactory(pillar=pillar, text="For nurses")
    message.audiences.set([nurses])
    message.save()

    for_nurses, for_schools = (below.pillars[0].key_messages for below in read().objectives[0].audiences)

    assert for_nurses == ["For all", "For nurses"]
    assert for_schools == ["For all"]


def test_a_pillar_without_an_audience_stands_below_its_objective_and_one_without_both_at_the_end():
    objective = ObjectiveFactory()
    PillarFactory(name="Straight", objectives=[objective])
    PillarFactory(name="Loose")

    found = read()

    assert [(part.texts, [p.texts.name for p in part.pillars]) for part in found.objectives[0].audiences] == [
        (None, ["Straight"])
    ]
    assert [part.texts.name for part in found.others] == ["Loose"]


def test_a_pillar_that_is_no_longer_in_use_is_not_shown():
    pillar = PillarFactory(is_active=False)
    FocusPeriodFactory(pillar=pillar, starts_on=TODAY, ends_on=TODAY)

    found = read()

    assert (found.others, found.this_week) == ([], [])
    assert pillar_story(pillar.pk, language="nl", today=TODAY) is None


def test_what_matters_this_week_and_what_comes_after_it():
    pillar = PillarFactory()
    for note, first, last in (
        ("over", date(2026, 11, 9), date(2026, 11, 15)),
        ("runs on", date(2026, 11, 1), date(2026, 12, 24)),
        ("friday", date(2026, 11, 20), date(2026, 11, 20)),
        ("next week", date(2026, 11, 23), date(2026, 11, 24)),
        ("far", date(2027, 1, 4), date(2027, 1, 4)),
    ):
        FocusPeriodFactory(pillar=pillar, note=note, starts_on=first, ends_on=last)

    found = read()

    assert [item.note for item in found.this_week] == ["runs on", "friday"]
    assert [item.note for item in found.coming_month] == ["next week"]


def test_texts_are_in_the_language_of_the_page_and_else_in_the_main_one():
    objective = ObjectiveFactory(name="Meer verpleegkundigen", local_texts={"en": {"name": "More nurses"}})
    pillar = PillarFactory(name="Vakmanschap", objectives=[objective], local_texts={"en": {"name": "Craft"}})
    KeyMessageFactory(pillar=pillar, text="Tijd voor mensen")

    in_english, in_dutch = read("en").objectives[0], read("nl").objectives[0]

    assert (in_english.texts.name, in_dutch.texts.name) == ("More nurses", "Meer verpleegkundigen")
    assert in_english.audiences[0].pillars[0].texts.name == "Craft"
    assert in_english.audiences[0].pillars[0].key_messages == ["Tijd voor mensen"]


def test_a_variant_of_a_language_reads_the_language():
    pillar = PillarFactory(name="Vakmanschap", local_texts={"en": {"name": "Craft"}})

    assert pillar.texts_in("en-gb").name == "Craft"
    assert pillar.texts_in("de").name == "Vakmanschap"


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_strategy(count, django_assert_num_queries):
    for _number in range(count):
        objective = ObjectiveFactory()
        audience = AudienceFactory(objectives=[objective])
        pillar = PillarFactory(objectives=[objective], audiences=[audience])
        FocusPeriodFactory(pillar=pillar, key_message=KeyMessageFactory(pillar=pillar), starts_on=TODAY, ends_on=TODAY)
        PillarPageFactory(pillar=pillar)
    read()

    with django_assert_num_queries(11):
        read()


def test_a_pillar_leads_to_its_live_page_and_to_no_draft():
    page = PillarPageFactory()
    draft = PillarPageFactory(live=False)

    urls = pillar_urls("nl")

    assert urls == {page.pillar_id: page.get_url()}
    assert draft.pillar_id not in urls


def test_the_story_of_a_pillar_names_its_owner_only_while_they_work_here():
    owner = UserFactory(first_name="Mila", last_name="Bos")
    pillar = PillarFactory(owner=owner)
    assert pillar_story(pillar.pk, language="nl", today=TODAY).owner == "Mila Bos"

    owner.is_active = False
    owner.save()

    assert pillar_story(pillar.pk, language="nl", today=TODAY).owner == ""
    assert person_name(None) == ""
