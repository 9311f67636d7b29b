from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections, connections, router, transaction
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
    to run it.

    ``stand_ins``: by name, what stands for each value in ``rows`` and ``changes``; nothing else there is like it.
    """

    def __init__(self, rows: QuerySet[Any, Any], changes: Mapping[str, Any], stand_ins: Mapping[str, Any]) -> None:
        self._using = router.db_for_write(rows.model)
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        self._statement, parameters = query.get_compiler(self._using).as_sql()
        names = {self._adapted(value): name for name, value in stand_ins.items()}
        self._parameters = [(names.get(parameter), parameter) for parameter in parameters]

    def run(self, values: Mapping[str, Any]) -> int:
        """Returns the number of rows. ``values``: one for each stand-in; None is like no row."""
        adapted = {name: self._adapted(value) for name, value in values.items()}
        with connections[self._using].cursor() as cursor:
            cursor.execute(
                self._statement, [parameter if name is None else adapted[name] for name, parameter in self._parameters]
            )
            return int(cursor.rowcount)

    def _adapted(self, value: Any) -> Any:
        ops = connections[self._using].ops
        return ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
