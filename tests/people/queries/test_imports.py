"""Every cell is checked, and said in the reader's language what is wrong with it."""

import pytest
from django.utils import translation

from shift_plugin.people.enums import CellProblem, RowOutcome
from shift_plugin.people.queries.imports import Checker
from shift_plugin.people.queries.rows import first_lines
from shift_plugin.people.rules import Row
from tests.factories.people import AmbassadorFactory, TeamFactory, UserFactory
from tests.factories.strategy import PillarFactory

pytestmark = pytest.mark.django_db


def check(*cells, creates_missing=False):
    rows = [Row(line, row) for line, row in enumerate(cells, start=2)]
    return list(Checker(creates_missing=creates_missing).check(rows, first_lines(rows)))


def problems(**cells):
    row = {"email": "kim@example.org", **cells}
    return [(problem.column, problem.kind, problem.hint) for problem in check(row)[0].problems]


def test_a_row_without_anything_wrong_has_no_problems():
    TeamFactory(name="Zorg")
    PillarFactory(name="Vakmanschap")
    assert problems(team="zorg", pillars="VAKMANSCHAP", roles="creator", language="Nederlands", external="nee") == []


def test_an_address_is_needed_must_be_one_and_may_be_in_the_list_once():
    found = check(
        {"team": ""},
        {"email": "no address"},
        {"email": "kim@example.org"},
        {"email": "KIM@example.org"},
    )
    kinds = [[problem.kind for problem in row.problems] for row in found]
    assert kinds == [[CellProblem.MISSING], [CellProblem.BAD_EMAIL], [], [CellProblem.TWICE]]
    assert found[3].problems[0].line == 4


def test_a_closed_account_is_an_error_because_nothing_would_be_sent():
    UserFactory(email="kim@example.org", is_active=False)
    assert problems() == [("email", CellProblem.CLOSED, "")]


def test_a_list_cannot_change_an_administrator():
    UserFactory(email="kim@example.org", is_superuser=True)
    assert problems() == [("email", CellProblem.ADMINISTRATOR, "")]


def test_what_happens_with_a_row():
    AmbassadorFactory(user__email="here@example.org")
    UserFactory(email="user@example.org")
    rows = check({"email": "here@example.org"}, {"email": "user@example.org"}, {"email": "new@example.org"})
    assert [row.outcome for row in rows] == [RowOutcome.UPDATE, RowOutcome.NEW, RowOutcome.NEW]


def test_an_unknown_team_is_an_error_with_the_name_that_was_probably_meant():
    TeamFactory(name="Communicatie")
    assert problems(team="Comunicatie") == [("team", CellProblem.NO_TEAM_BUT, "Communicatie")]
    assert problems(team="Magazijn") == [("team", CellProblem.NO_TEAM, "")]


def test_two_teams_at_the_top_with_one_name_are_an_error_of_the_cell():
    TeamFactory(name="Monteurs")
    TeamFactory(name="Monteurs")

    assert problems(team="Monteurs") == [("team", CellProblem.SAME_TEAMS, "")]


@pytest.mark.parametrize("text", ["/", " > ", "…"])
def test_a_team_without_a_name_is_not_made(text):
    row = check({"email": "anna@example.org", "team": text}, creates_missing=True)[0]

    assert [problem.kind for problem in row.problems] == [CellProblem.NO_TEAM]


def test_a_team_name_that_occurs_twice_must_be_written_with_the_team_above_it():
    north, south = TeamFactory(name="Noord"), TeamFactory(name="Zuid")
    kitchen = TeamFactory(name="Keuken", parent=north)
    TeamFactory(name="Keuken", parent=south)

    assert problems(team="Keuken") == [("team", CellProblem.MANY_TEAMS, "Noord > Keuken")]
    assert check({"email": "kim@example.org", "team": "noord›keuken"})[0].team == kitchen


def test_an_unknown_pillar_is_an_error_per_name():
    PillarFactory(name="Vakmanschap")
    assert problems(pillars="Vakmanschap; Vakmanschp; Iets") == [
        ("pillars", CellProblem.NO_PILLAR_BUT, "Vakmanschap"),
        ("pillars", CellProblem.NO_PILLAR, ""),
    ]


def test_with_the_box_ticked_unknown_names_are_no_error():
    row = check({"email": "kim@example.org", "team": "Noord > Nieuw", "pillars": "Nieuw"}, creates_missing=True)[0]
    assert (row.problems, row.team, row.pillars) == ([], ("Noord", "Nieuw"), ["Nieuw"])


def test_a_new_name_that_is_too_long_is_an_error_also_with_the_box_ticked():
    row = check({"email": "kim@example.org", "team": "x" * 121, "pillars": "x" * 101}, creates_missing=True)[0]
    assert [(problem.column, problem.kind) for problem in row.problems] == [
        ("team", CellProblem.TOO_LONG),
        ("pillars", CellProblem.TOO_LONG),
    ]


def test_roles_may_be_written_by_key_and_by_label_also_one_of_the_organisation(settings):
    settings.SHIFT_PLUGIN = {**settings.SHIFT_PLUGIN, "ROLE_LABELS": {"editor": "Aanjager"}}
    row = check({"email": "kim@example.org", "roles": "aanjager; Social Creator; publisher"})[0]
    assert [role.value for role in row.roles] == ["editor", "creator", "publisher"]
    assert problems(roles="king")[0][:2] == ("roles", CellProblem.NO_ROLE)


def test_language_and_external_have_few_words():
    assert problems(language="Klingon") == [("language", CellProblem.NO_LANGUAGE, "nl, en")]
    assert problems(external="soms") == [("external", CellProblem.NOT_YES_OR_NO, "")]


def test_a_name_that_does_not_fit_into_the_user_model_is_an_error():
    assert problems(first_name="x" * 151) == [("first_name", CellProblem.TOO_LONG, "150")]


def test_a_whole_name_in_one_column_is_split_for_a_user_model_with_two():
    assert check({"email": "kim@example.org", "name": "Kim de Boer"})[0].names == {
        "first_name": "Kim",
        "last_name": "de Boer",
    }


def test_a_problem_is_said_in_the_language_of_the_reader():
    TeamFactory(name="Communicatie")
    problem = check({"email": "kim@example.org", "team": "Comunicatie"})[0].problems[0]
    with translation.override("en"):
        assert str(problem) == "There is no team “Comunicatie”. Do you mean “Communicatie”?"


def test_a_problem_in_a_column_that_is_not_shown_stands_in_the_first():
    row = check({"email": "kim@example.org", "name": "x" * 200})[0]
    (_email, in_first), (_name, in_name) = row.shown(["email", "name"])
    assert ([problem.kind for problem in in_first], in_name) == ([CellProblem.TOO_LONG], [])


def test_a_thousand_rows_take_as_many_queries_as_a_hundred(django_assert_max_num_queries):
    TeamFactory(name="Zorg")
    rows = [{"email": f"person{number}@example.org", "team": "Zorg"} for number in range(1000)]
    with django_assert_max_num_queries(8):
        check(*rows)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("at_once", "at_once"),
        ("Daily", "daily"),
        ("once a week", "weekly"),
        ("INBOX", "inbox"),
    ],
)
def test_a_rhythm_is_understood_as_people_write_it(text, rhythm):
    (row,) = check({"email": "kim@example.org", "rhythm": text})
    assert (row.rhythm, row.problems) == (rhythm, [])


def test_a_rhythm_that_does_not_exist_is_an_error_with_those_that_do():
    with translation.override("en"):
        assert problems(rhythm="hourly") == [
            ("rhythm", CellProblem.NO_RHYTHM, "at once, daily, weekly, inbox"),
        ]
