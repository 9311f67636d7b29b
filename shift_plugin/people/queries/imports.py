"""What a list of ambassadors would do: every cell checked against what is in the database now, nothing written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import get_language_info, override

from shift_plugin.base.rules import plain
from shift_plugin.people.enums import CellProblem, ImportRhythm, Rhythm, Role, RowOutcome
from shift_plugin.people.models import Team
from shift_plugin.people.permissions import role_label, roles_in_use
from shift_plugin.people.queries.people import language_choices
from shift_plugin.people.queries.rows import CheckedRow, Problem
from shift_plugin.people.rules import Row, as_bool, split_names, suggest
from shift_plugin.strategy.models import Pillar

# Addresses in one question to the database.
CHUNK = 500
PATH_SIGNS = "›>"


class Checker:
    """Knows the teams, pillars, roles and languages that there are; reads people in chunks."""

    def __init__(self, *, creates_missing: bool) -> None:
        self.creates_missing = creates_missing
        self.user_model = get_user_model()
        self.user_fields = {item.name for item in self.user_model._meta.get_fields()}
        self.email_field = self.user_model.get_email_field_name()
        self._read_teams()
        self.pillars = {plain(pillar.name): pillar for pillar in Pillar.objects.all()}
        self.pillar_names = {name: pillar.name for name, pillar in self.pillars.items()}
        self.roles: dict[str, Role] = {}
        self.languages: dict[str, str] = {}
        self.rhythms: dict[str, str] = {}
        self._read_words()

    def _read_teams(self) -> None:
        self.paths: dict[str, str] = {}
        self.teams_by_path: dict[str, Team] = {}
        self.teams_by_name: dict[str, list[Team]] = defaultdict(list)
        self.full_names: dict[int, str] = {}
        for team in Team.objects.order_by("path"):
            above = self.paths.get(team.path[: -Team.steplen], "")
            full_name = f"{above} > {team.name}" if above else team.name
            self.paths[team.path] = self.full_names[team.pk] = full_name
            self.teams_by_path[self._path_key(full_name)] = team
            self.teams_by_name[plain(team.name)].append(team)
        self.team_names = {name: teams[0].name for name, teams in self.teams_by_name.items()}

    def _read_words(self) -> None:
        """Roles, languages and rhythms may be written in any language of the interface."""
        for code, _name in settings.LANGUAGES:
            with override(code):
                for role in roles_in_use():
                    for word in (role.value, role_label(role), role.label):
                        self.roles[plain(str(word))] = role
                for choice, name in language_choices():
                    info = get_language_info(choice)
                    for word in (choice, name, info["name"], info["name_local"], info["name_translated"]):
                        self.languages[plain(str(word))] = choice
                for rhythm in (*ImportRhythm, *Rhythm):
                    for word in (rhythm.value, rhythm.label):
                        self.rhythms[plain(str(word))] = rhythm.value

    @staticmethod
    def _path_key(text: str) -> str:
        for sign in PATH_SIGNS:
            text = text.replace(sign, "\n")
        return "\n".join(plain(part) for part in text.split("\n"))

    def check(self, rows: Sequence[Row], lines: Mapping[str, int]) -> Iterator[CheckedRow]:
        """Each row with its meaning and problems; ``lines`` comes from `first_lines` of the whole file."""
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            users = self._users([row.cells.get("email", "").casefold() for row in chunk])
            taken = self._taken_names([row.cells.get("email", "").casefold() for row in chunk])
            for row in chunk:
                yield self._checked(row, lines, users, taken)

    def _users(self, addresses: list[str]) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        people = self.user_model._default_manager.annotate(shift_address=Lower(self.email_field))
        people = people.filter(shift_address__in=addresses).select_related("ambassador__team")
        for user in people.prefetch_related("groups", "ambassador__memberships"):
            found[user.shift_address].append(user)
        return found

    def _taken_names(self, addresses: list[str]) -> set[str]:
        """New users get their address as user name; those that another user has already."""
        name = self.user_model.USERNAME_FIELD
        if name == self.email_field:
            return set()
        users = self.user_model._default_manager.filter(**{f"{name}__in": addresses})
        return {str(value).casefold() for value in users.values_list(name, flat=True)}

    def _checked(
        self, row: Row, lines: Mapping[str, int], users: Mapping[str, list[Any]], taken: set[str]
    ) -> CheckedRow:
        checked = CheckedRow(line=row.line, cells=row.cells, email=row.cells.get("email", ""))
        self._check_person(checked, lines, users, taken)
        for column, check in (
            ("team", self._check_team),
            ("pillars", self._check_pillars),
            ("roles", self._check_roles),
            ("language", self._check_language),
            ("external", self._check_external),
            ("rhythm", self._check_rhythm),
        ):
            if text := row.cells.get(column, ""):
                check(checked, text)
        if checked.problems:
            checked.outcome = RowOutcome.WRONG
        return checked

    def _check_person(
        self, row: CheckedRow, lines: Mapping[str, int], users: Mapping[str, list[Any]], taken: set[str]
    ) -> None:
        address = row.email.casefold()
        if not address:
            row.problems.append(Problem("email", CellProblem.MISSING))
            return
        if lines.get(address, row.line) != row.line:
            row.problems.append(Problem("email", CellProblem.TWICE, row.email, lines[address]))
        found = users.get(address, [])
        row.names = self._names(row.cells)
        if len(found) > 1:
            row.problems.append(Problem("email", CellProblem.SHARED, row.email))
        elif found:
            self._check_known(row, found[0])
        else:
            self._check_new(row, taken)

    def _check_known(self, row: CheckedRow, user: Any) -> None:
        row.user = user
        ambassador = getattr(user, "ambassador", None)
        if not user.is_active:
            row.problems.append(Problem("email", CellProblem.CLOSED))
        if getattr(user, "is_superuser", False):
            row.problems.append(Problem("email", CellProblem.ADMINISTRATOR))
        if ambassador is not None:
            row.outcome = RowOutcome.UPDATE if ambassador.left_at is None else RowOutcome.STOPPED
        self._check_lengths(row)

    def _check_new(self, row: CheckedRow, taken: set[str]) -> None:
        try:
            validate_email(row.email)
        except ValidationError:
            row.problems.append(Problem("email", CellProblem.BAD_EMAIL, row.email))
            return
        if row.email.casefold() in taken:
            row.problems.append(Problem("email", CellProblem.SHARED, row.email))
        self._check_lengths(row)

    def _check_lengths(self, row: CheckedRow) -> None:
        for name, text in {**row.names, self.email_field: row.email}.items():
            longest = self.user_model._meta.get_field(name).max_length  # type: ignore[union-attr]
            if longest and len(text) > longest:
                column = "email" if name == self.email_field else name
                row.problems.append(Problem(column, CellProblem.TOO_LONG, text, hint=str(longest)))

    def _names(self, cells: Mapping[str, str]) -> dict[str, str]:
        """The name columns as fields of the host's user model, whichever of them it has."""
        first, last, whole = (cells.get(column, "") for column in ("first_name", "last_name", "name"))
        if whole and not (first or last):
            first, _space, last = whole.partition(" ")
        names = {"first_name": first, "last_name": last}
        kept = {name: text for name, text in names.items() if text and name in self.user_fields}
        for name in ("name", "full_name"):
            if not kept and name in self.user_fields and (text := whole or f"{first} {last}".strip()):
                return {name: text}
        return kept

    def _check_team(self, row: CheckedRow, text: str) -> None:
        if team := self.teams_by_path.get(self._path_key(text)):
            same = self.teams_by_name.get(plain(text), [])
            if len(same) < 2:
                row.team = team
                return
        same = self.teams_by_name.get(plain(text), [])
        if len(same) == 1:
            row.team = same[0]
        elif same:
            row.problems.append(self._several_teams(text, [self.full_names[one.pk] for one in same]))
        elif self.creates_missing and (parts := self._new_team(row, text)):
            row.team = parts
        else:
            hint = suggest(text, self.team_names)
            kind = CellProblem.NO_TEAM_BUT if hint else CellProblem.NO_TEAM
            row.problems.append(Problem("team", kind, text, hint=hint))

    @staticmethod
    def _several_teams(text: str, names: list[str]) -> Problem:
        """With the full name of one that lies below another; two at the top can't be told apart by name."""
        below = [name for name in names if ">" in name]
        return Problem(
            "team", CellProblem.MANY_TEAMS if below else CellProblem.SAME_TEAMS, text, hint=" ".join(below[:1])
        )

    def _new_team(self, row: CheckedRow, text: str) -> tuple[str, ...]:
        for sign in PATH_SIGNS:
            text = text.replace(sign, "\n")
        parts = tuple(part.strip() for part in text.split("\n") if any(sign.isalnum() for sign in part))
        longest = Team._meta.get_field("name").max_length or 0
        if any(len(part) > longest for part in parts):
            row.problems.append(Problem("team", CellProblem.TOO_LONG, text, hint=str(longest)))
        return parts

    def _check_pillars(self, row: CheckedRow, text: str) -> None:
        row.pillars = []
        for name in split_names(text, self.pillars):
            if pillar := self.pillars.get(plain(name)):
                row.pillars.append(pillar)
            elif self.creates_missing:
                self._new_pillar(row, name)
            else:
                hint = suggest(name, self.pillar_names)
                kind = CellProblem.NO_PILLAR_BUT if hint else CellProblem.NO_PILLAR
                row.problems.append(Problem("pillars", kind, name, hint=hint))

    def _new_pillar(self, row: CheckedRow, name: str) -> None:
        longest = Pillar._meta.get_field("name").max_length or 0
        if len(name) > longest:
            row.problems.append(Problem("pillars", CellProblem.TOO_LONG, name, hint=str(longest)))
        elif row.pillars is not None:
            row.pillars.append(name)

    def _check_roles(self, row: CheckedRow, text: str) -> None:
        row.roles = []
        for name in split_names(text, self.roles):
            if role := self.roles.get(plain(name)):
                row.roles.append(role)
            else:
                choices = ", ".join(role_label(role) for role in roles_in_use())
                row.problems.append(Problem("roles", CellProblem.NO_ROLE, name, hint=choices))

    def _check_language(self, row: CheckedRow, text: str) -> None:
        row.language = self.languages.get(plain(text))
        if row.language is None:
            choices = ", ".join(code for code, _name in language_choices())
            row.problems.append(Problem("language", CellProblem.NO_LANGUAGE, text, hint=choices))

    def _check_external(self, row: CheckedRow, text: str) -> None:
        row.is_external = as_bool(text)
        if row.is_external is None:
            row.problems.append(Problem("external", CellProblem.NOT_YES_OR_NO, text))

    def _check_rhythm(self, row: CheckedRow, text: str) -> None:
        row.rhythm = self.rhythms.get(plain(text))
        if row.rhythm is None:
            choices = ", ".join(str(label) for label in ImportRhythm.labels)
            row.problems.append(Problem("rhythm", CellProblem.NO_RHYTHM, text, hint=choices))
