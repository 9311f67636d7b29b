from __future__ import annotations

from shift_plugin.stories.rules import missing, page_questions


def test_words_or_something_to_see_and_who_is_on_it():
    assert missing(text="", has_files=False, recognisable="") == [("text", "nothing_told")]
    assert missing(text="Ja", has_files=False, recognisable="") == []
    assert missing(text="", has_files=True, recognisable="") == [("recognisable", "who_is_seen")]
    assert missing(text="", has_files=True, recognisable="nobody") == []


def test_three_questions_at_most_one_on_each_line():
    assert page_questions(" Wie? \r\n\n Wat?\nWaar?\nWanneer?") == ["Wie?", "Wat?", "Waar?"]
    assert page_questions("") == []
