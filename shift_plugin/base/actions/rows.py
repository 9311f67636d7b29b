from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    close_old_connections,
    connections,
    router,
    transaction,
)
from django.db.models import Model, QuerySet
from django.db.models.sql import UpdateQuery

logger = logging.getLogger("shift_plugin")

# Seconds between one try to write and the next; short enough together to stay within the time of a task.
_PAUSES = (0.5, 1, 2, 4, 8, 12)


def patiently(write: Callable[[], int]) -> int:
    """Write down what can't be asked for again, such as a mail server's yes, also while the database restarts.

    ``write`` may run twice: a connection that breaks doesn't tell whether the first time counted. Inside a transaction
    there is no second time. Raises what the database raises when it stays away for half a minute.
    """
    for pause in _PAUSES:
        try:
            return write()
        except (InterfaceError, OperationalError) as error:
            if transaction.get_connection().in_atomic_block:
                raise
            logger.warning("The database doesn't answer: %s", error)
            close_old_connections()
            time.sleep(pause)
    return write()


def insert_from(rows: QuerySet[Any, Any], model: type[Model], columns: Mapping[str, Any]) -> int:
    """``INSERT … SELECT``: one statement, however many rows; returns the new ones. A row that is there already stays.

    ``columns``: field of the model → expression over ``rows``. Django has no such method; the parts are its own SQL.
    """
    using = router.db_for_write(model)
    quote = connections[using].ops.quote_name
    chosen = rows.annotate(**{f"row_{name}": value for name, value in columns.items()})
    select, parameters = chosen.values_list(*(f"row_{name}" for name in columns)).query.get_compiler(using).as_sql()
    names = ", ".join(quote(model._meta.get_field(name).column) for name in columns)  # type: ignore[arg-type, union-attr]
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) {select} ON CONFLICT DO NOTHING", parameters
        )
        return int(cursor.rowcount)


class Update:
    """An ``UPDATE`` that runs many times with other values. Django makes its SQL once, because that takes longer than
    to run it; PostgreSQL makes its plan once, for the same reason.

    ``stand_ins``: by name, what stands for each value in ``rows`` and ``changes``; nothing else there is like it.
    """

    def __init__(self, rows: QuerySet[Any, Any], changes: Mapping[str, Any], stand_ins: Mapping[str, Any]) -> None:
        self._using = router.db_for_write(rows.model)
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        self._statement, parameters = query.get_compiler(self._using).as_sql()
        names = {self._adapted(value): name for name, value in stand_ins.items()}
        self._parameters = [(names.get(parameter), parameter) for parameter in parameters]
        self._types = {name: _SQL_TYPES[type(value)] for name, value in stand_ins.items()}
        # Under this name in this session of the database, which may break; another one knows nothing of it.
        self._prepared = f"shift_{uuid.uuid4().hex}"
        self._session: Any = None
        self._is_plain = False

    def run(self, values: Mapping[str, Any]) -> int:
        """Returns the number of rows. ``values``: one for each stand-in; None is like no row."""
        adapted = {name: self._adapted(value) for name, value in values.items()}
        if self._can_prepare():
            try:
                return self._run_prepared(adapted)
            except ProgrammingError:
                # A pooler handed us a session that never heard of it; nothing was done there.
                if connections[self._using].in_atomic_block:
                    raise
                self._is_plain = True
        with connections[self._using].cursor() as cursor:
            parameters = [parameter if name is None else adapted[name] for name, parameter in self._parameters]
            cursor.execute(self._statement, parameters)
            return int(cursor.rowcount)

    def _run_prepared(self, adapted: Mapping[str, Any]) -> int:
        with connections[self._using].cursor() as cursor:
            self._prepare(cursor)
            marks = ", ".join(["%s"] * len(self._types))
            cursor.execute(f"EXECUTE {self._prepared} ({marks})", [adapted[name] for name in self._types])
            return int(cursor.rowcount)

    def close(self) -> None:
        """Have the session of the database forget it."""
        if self._session is not None and self._session is connections[self._using].connection:
            self._session = None
            # One that broke has forgotten it by itself.
            with suppress(InterfaceError, DatabaseError), connections[self._using].cursor() as cursor:
                cursor.execute(f"DEALLOCATE {self._prepared}")

    def _can_prepare(self) -> bool:
        """Not where each statement may meet another session: behind a pooler hosts set what is asked here, see Django's
        notes on transaction pooling. Nor where the values travel apart from the statement, which PREPARE can't take.
        """
        connection = connections[self._using]
        own = connection.settings_dict
        return (
            connection.vendor == "postgresql"
            and not self._is_plain
            and not own.get("DISABLE_SERVER_SIDE_CURSORS")
            and not own["OPTIONS"].get("server_side_binding")
        )

    def _prepare(self, cursor: Any) -> None:
        session = connections[self._using].connection
        if self._session is session:
            return
        places = {name: f"${place}" for place, name in enumerate(self._types, start=1)}
        pieces = self._statement.split("%s")
        marks = ["%s" if name is None else places[name] for name, _parameter in self._parameters]
        statement = "".join(f"{piece}{mark}" for piece, mark in zip(pieces, [*marks, ""], strict=True))
        constants = [parameter for name, parameter in self._parameters if name is None]
        cursor.execute(f"PREPARE {self._prepared} ({', '.join(self._types.values())}) AS {statement}", constants)
        self._session = session

    def _adapted(self, value: Any) -> Any:
        ops = connections[self._using].ops
        return ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


_SQL_TYPES: Mapping[type, str] = {int: "bigint", str: "text", datetime: "timestamptz"}
