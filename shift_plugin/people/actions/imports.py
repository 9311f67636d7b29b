from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from shift_plugin.base.rules import UnreadableFile, plain
from shift_plugin.base.rules.tables import MEGABYTE
from shift_plugin.conf import shift_settings
from shift_plugin.people.enums import ImportRhythm, ImportState, MembershipSource, Role, RowOutcome
from shift_plugin.people.models import Ambassador, ImportRun, PillarMembership, Team
from shift_plugin.people.permissions import MayNot, group_names, roles_in_use, roles_of
from shift_plugin.people.queries import default_language
from shift_plugin.people.queries.imports import Checker
from shift_plugin.people.queries.rows import CheckedRow, first_lines, stored_rows
from shift_plugin.people.rules import read_rows
from shift_plugin.strategy.models import Pillar

# A preview holds names and addresses; nobody confirms it after this long.
PREVIEW_LASTS = timedelta(days=1)


def too_large(size: int) -> bool:
    return size > shift_settings.IMPORT_MAX_MEGABYTES * MEGABYTE


@transaction.atomic
def start_import(*, file_name: str, content: bytes, creates_missing: bool, by: Any) -> ImportRun:
    """Read a file and keep its rows for a preview. Raises UnreadableFile; nobody is added yet."""
    if too_large(len(content)):
        raise UnreadableFile("size", str(shift_settings.IMPORT_MAX_MEGABYTES))
    forget_old_previews()
    rows = read_rows(content, file_name=file_name, most_rows=shift_settings.IMPORT_MAX_ROWS)
    checked = Checker(creates_missing=creates_missing).check(rows, first_lines(rows))
    stored = [[row.line, row.cells, bool(row.problems)] for row in checked]
    return ImportRun.objects.create(
        file_name=file_name[-255:],
        creates_missing=creates_missing,
        rows=stored,
        row_count=len(stored),
        error_count=sum(is_wrong for _line, _cells, is_wrong in stored),
        created_by=by,
    )


def forget_old_previews() -> None:
    old = ImportRun.objects.filter(state=ImportState.PREVIEW, created_at__lt=timezone.now() - PREVIEW_LASTS)
    old.update(state=ImportState.CANCELLED, rows=[], finished_at=timezone.now())


@transaction.atomic
def cancel_import(*, run: ImportRun) -> ImportRun:
    run.state, run.rows, run.finished_at = ImportState.CANCELLED, [], timezone.now()
    run.save(update_fields=["state", "rows", "finished_at"])
    return run


@transaction.atomic
def confirm_import(*, run: ImportRun, by: Any) -> ImportRun:
    """Add and update everybody in the list, or nobody. Raises MayNot when it was confirmed before or isn't right.

    The rows are checked again: a team may have gone since the preview.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportState.PREVIEW:
        raise MayNot(_("This list was already imported or cancelled."))
    rows = stored_rows(run)
    checked = list(Checker(creates_missing=run.creates_missing).check(rows, first_lines(rows)))
    if any(row.problems for row in checked):
        raise MayNot(_("Some rows are not right yet. Correct the file and upload it again."))
    counts = _Writer(by=by).write(checked)
    run.created_count, run.updated_count, run.unchanged_count = (
        counts[key] for key in ("created", "updated", "unchanged")
    )
    # Names and addresses live in the users from now on, and only there.
    run.state, run.rows, run.finished_at = ImportState.DONE, [], timezone.now()
    run.save()
    log(instance=run, action="shift.import", user=by, data=dict(counts))
    return run


def _mail(row: CheckedRow) -> dict[str, Any]:
    """What a list says about somebody's mail. It never turns mails on again for who doesn't want them."""
    if row.rhythm is None:
        return {}
    return {"receives_mail": False} if row.rhythm == ImportRhythm.INBOX else {"rhythm": row.rhythm}


class _Writer:
    """Writes checked rows with few queries per row; gathers what can be written together."""

    def __init__(self, *, by: Any) -> None:
        self.by = by
        self.user_model = get_user_model()
        self.groups = {
            role: Group.objects.get_or_create(name=name)[0]
            for role, name in zip(roles_in_use(), group_names(roles_in_use()), strict=True)
        }
        self.new_teams: dict[tuple[str, ...], Team] = {}
        self.new_pillars: dict[str, Pillar] = {}
        self.new: list[tuple[CheckedRow, Ambassador]] = []
        self.changed: list[Ambassador] = []
        self.new_roles: list[tuple[Any, Role]] = []
        self.new_memberships: list[PillarMembership] = []
        self.counts: Counter[str] = Counter()

    def write(self, rows: list[CheckedRow]) -> Counter[str]:
        for row in rows:
            if row.outcome == RowOutcome.STOPPED:
                self.counts["unchanged"] += 1
            elif row.outcome == RowOutcome.UPDATE:
                self.counts["updated" if self._update(row) else "unchanged"] += 1
            else:
                self._create(row)
                self.counts["created"] += 1
        self._write_gathered()
        return self.counts

    def _team(self, row: CheckedRow) -> Team | None:
        if not isinstance(row.team, tuple):
            return row.team
        above: Team | None = None
        for end in range(1, len(row.team) + 1):
            key = tuple(plain(part) for part in row.team[:end])
            if key not in self.new_teams:
                self.new_teams[key] = self._find_or_make_team(row.team[end - 1], above)
            above = self.new_teams[key]
        return above

    def _find_or_make_team(self, name: str, above: Team | None) -> Team:
        siblings = above.get_children() if above else Team.get_root_nodes()
        if same := next((team for team in siblings if plain(team.name) == plain(name)), None):
            return same
        return Team.objects.get(pk=above.pk).add_child(name=name) if above else Team.add_root(name=name)

    def _pillars(self, row: CheckedRow) -> list[Pillar]:
        found = []
        for pillar in row.pillars or []:
            if isinstance(pillar, str):
                if plain(pillar) not in self.new_pillars:
                    self.new_pillars[plain(pillar)] = Pillar.objects.create(name=pillar)
                pillar = self.new_pillars[plain(pillar)]
            found.append(pillar)
        return list(dict.fromkeys(found))

    def _create(self, row: CheckedRow) -> None:
        user = row.user
        if user is None:
            user = self._new_user(row)
        else:
            self._rename(user, row)
        ambassador = Ambassador(
            user=user,
            team=self._team(row),
            is_external=bool(row.is_external),
            language=row.language or default_language(),
            **_mail(row),
        )
        self.new.append((row, ambassador))
        held = set(roles_of(user)) if row.user else set()
        self.new_roles += [(user.pk, role) for role in row.roles or [Role.PUBLISHER] if role not in held]

    def _new_user(self, row: CheckedRow) -> Any:
        user = self.user_model(**row.names)
        setattr(user, self.user_model.get_email_field_name(), row.email)
        if self.user_model.get_email_field_name() != self.user_model.USERNAME_FIELD:
            setattr(user, self.user_model.USERNAME_FIELD, row.email.casefold())
        user.set_unusable_password()
        # One by one, so that what the host does when a user is saved happens here too.
        user.save()
        return user

    def _rename(self, user: Any, row: CheckedRow) -> bool:
        changed = [name for name, text in row.names.items() if getattr(user, name) != text]
        for name in changed:
            setattr(user, name, row.names[name])
        if changed:
            user.save(update_fields=changed)
        return bool(changed)

    def _update(self, row: CheckedRow) -> bool:
        ambassador = row.user.ambassador
        wanted = {"team": self._team(row), "is_external": row.is_external, "language": row.language, **_mail(row)}
        differs = {
            name: value for name, value in wanted.items() if value is not None and getattr(ambassador, name) != value
        }
        for name, value in differs.items():
            setattr(ambassador, name, value)
        if differs:
            self.changed.append(ambassador)
        is_renamed = self._rename(row.user, row)
        has_new_roles = row.roles is not None and self._set_roles(row.user, set(row.roles))
        has_new_pillars = row.pillars is not None and self._set_pillars(ambassador, self._pillars(row))
        return bool(differs) or is_renamed or has_new_roles or has_new_pillars

    def _set_roles(self, user: Any, wanted: set[Role]) -> bool:
        held = set(roles_of(user))
        if gone := held - wanted:
            user.groups.remove(*(self.groups[role] for role in gone))
        self.new_roles += [(user.pk, role) for role in wanted - held]
        return held != wanted

    def _set_pillars(self, ambassador: Ambassador, wanted: list[Pillar]) -> bool:
        """Groups that somebody joined themselves stay; those that an editor chose follow the list."""
        present = {item.pillar_id: item for item in ambassador.memberships.all()}
        ids = {pillar.pk for pillar in wanted}
        gone = [
            item.pk
            for pillar_id, item in present.items()
            if pillar_id not in ids and item.source == MembershipSource.ASSIGNED
        ]
        new = [pillar for pillar in wanted if pillar.pk not in present]
        if gone:
            PillarMembership.objects.filter(pk__in=gone).delete()
        self.new_memberships += [self._membership(ambassador, pillar) for pillar in new]
        return bool(gone or new)

    def _membership(self, ambassador: Ambassador, pillar: Pillar) -> PillarMembership:
        return PillarMembership(ambassador=ambassador, pillar=pillar, source=MembershipSource.ASSIGNED)

    def _write_gathered(self) -> None:
        Ambassador.objects.bulk_create([ambassador for _row, ambassador in self.new], batch_size=500)
        Ambassador.objects.bulk_update(
            self.changed, ["team", "is_external", "language", "rhythm", "receives_mail"], batch_size=500
        )
        for row, ambassador in self.new:
            self.new_memberships += [self._membership(ambassador, pillar) for pillar in self._pillars(row)]
        PillarMembership.objects.bulk_create(self.new_memberships, batch_size=500, ignore_conflicts=True)
        groups: Any = self.user_model._meta.get_field("groups")
        user_name, group_name = groups.m2m_field_name(), groups.m2m_reverse_field_name()
        through = groups.remote_field.through
        rows = [
            through(**{f"{user_name}_id": user, f"{group_name}_id": self.groups[role].pk})
            for user, role in self.new_roles
        ]
        through.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
