"""The rows of a list of ambassadors, and what was found about each of their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shift_plugin.people.enums import CellProblem, Role, RowOutcome
from shift_plugin.people.models import ImportRun, Team
from shift_plugin.people.rules import Row
from shift_plugin.strategy.models import Pillar


@dataclass(frozen=True)
class Problem:
    column: str
    kind: CellProblem
    value: str = ""
    line: int = 0
    hint: str = ""

    def __str__(self) -> str:
        return str(self.kind.label) % {"value": self.value, "line": self.line, "hint": self.hint}


@dataclass
class CheckedRow:
    """A row with what it means. A value of None: the cell is empty, so what is there stays.

    ``team`` and ``pillars`` are things that exist, or the names of things that the import makes.
    """

    line: int
    cells: Mapping[str, str]
    email: str = ""
    user: Any = None
    names: dict[str, str] = field(default_factory=dict)
    team: Team | tuple[str, ...] | None = None
    pillars: list[Pillar | str] | None = None
    roles: list[Role] | None = None
    language: str | None = None
    is_external: bool | None = None
    rhythm: str | None = None
    problems: list[Problem] = field(default_factory=list)
    outcome: RowOutcome = RowOutcome.NEW

    def shown(self, columns: Sequence[str]) -> list[tuple[str, list[Problem]]]:
        """The text of each column with its problems; those of a column that isn't shown stand in the first one."""
        by_column: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.problems:
            by_column[problem.column if problem.column in columns else columns[0]].append(problem)
        return [(self.cells.get(column, ""), by_column[column]) for column in columns]


def stored_rows(run: ImportRun) -> list[Row]:
    return [Row(line, cells) for line, cells, _is_wrong in run.rows]


def wrong_first(run: ImportRun) -> list[Row]:
    """The rows as the preview shows them: what needs attention comes first."""
    return [Row(line, cells) for line, cells, _is_wrong in sorted(run.rows, key=lambda row: (not row[2], row[0]))]


def first_lines(rows: Sequence[Row]) -> dict[str, int]:
    """Address → the first line that it is in."""
    lines: dict[str, int] = {}
    for row in rows:
        lines.setdefault(row.cells.get("email", "").casefold(), row.line)
    return lines
