"""A database for one run, that may be restarted while others on this machine go on with theirs."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from example_site.settings.databases import SQLITE_OPTIONS
from tests.browser.processes import free_port

NAME = "shift_chaos"


class SQLite:
    label = "SQLite"
    clusters = 1
    # SQLite is a file; there is nothing to restart.
    restart: Callable[[], str] | None = None

    def __init__(self, folder: Path) -> None:
        self.settings: dict[str, Any] = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "chaos.sqlite3"),
            "OPTIONS": dict(SQLITE_OPTIONS),
        }

    def stop(self) -> None:
        """Goes with its folder."""


class _Server:
    label = "PostgreSQL"
    clusters = 2

    def __init__(self, host: str, port: str, user: str, password: str) -> None:
        self.settings: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": host,
            "PORT": port,
            "USER": user,
            "PASSWORD": password,
            "NAME": NAME,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }

    def _run(self, *statements: str) -> None:
        server = self.settings
        with psycopg.connect(
            host=server["HOST"],
            port=server["PORT"] or None,
            user=server["USER"],
            password=server["PASSWORD"],
            dbname="postgres",
            autocommit=True,
        ) as outside:
            for statement in statements:
                outside.execute(statement)


class OwnPostgreSQL(_Server):
    """A server of its own in a temporary folder. PostgreSQL refuses to run as root, so root runs it as "postgres"."""

    def __init__(self, folder: Path) -> None:
        super().__init__("127.0.0.1", str(free_port()), "postgres", "")
        self._data = folder / "postgres" / "data"
        self._data.parent.mkdir()
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user:
            # The folder of a run is for its owner only, but a server has to walk through it.
            folder.chmod(0o711)
            os.chown(self._data.parent, pwd.getpwnam(self._user).pw_uid, -1)
        self._call("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-locale")
        self._start()
        self._run(f"CREATE DATABASE {NAME}")

    def _call(self, program: str, *arguments: str) -> None:
        command = [str(programs() / program), "-D", str(self._data), *arguments]
        log = self._data.parent / "calls.log"
        with log.open("ab") as output:
            subprocess.run(
                command, check=True, user=self._user, cwd=self._data.parent, stdout=output, stderr=subprocess.STDOUT
            )

    def _start(self) -> None:
        options = (
            f"-p {self.settings['PORT']} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
            "-c shared_buffers=32MB -c max_connections=60 "
            # The server is cut off, not the machine: what it wrote is safe with the operating system.
            "-c fsync=off"
        )
        self._call("pg_ctl", "--wait", "--log", str(self._data.parent / "server.log"), "-o", options, "start")

    def restart(self) -> str:
        """As after a power cut: nothing is brought to an end, and it recovers from its log."""
        self._call("pg_ctl", "--wait", "--mode=immediate", "stop")
        self._start()
        return "the database was cut off and restarted"

    def stop(self) -> None:
        self._call("pg_ctl", "--wait", "--mode=immediate", "stop")


class SharedPostgreSQL(_Server):
    """The server of this machine, that others use too: instead of a restart all connections of the run are ended."""

    def __init__(self) -> None:
        super().__init__(
            os.environ.get("PGHOST", "127.0.0.1"),
            os.environ.get("PGPORT", ""),
            os.environ.get("PGUSER", "postgres"),
            os.environ.get("PGPASSWORD", ""),
        )
        self._run(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")

    def restart(self) -> str:
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NAME}'")
        return "all connections to the database were ended (this machine has no PostgreSQL that may be restarted)"

    def stop(self) -> None:
        self._run(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def programs() -> Path | None:
    """The folder with the programs of a PostgreSQL server, newest first; None when this machine has none."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]), reverse=True)
    found = shutil.which("initdb")
    return next((path.parent for path in [*known, *([Path(found)] if found else [])]), None)


def postgresql(folder: Path) -> OwnPostgreSQL | SharedPostgreSQL:
    """Raises psycopg.OperationalError when there is neither a server nor the programs of one."""
    may_run = os.getuid() != 0 or any(entry.pw_name == "postgres" for entry in pwd.getpwall())
    return OwnPostgreSQL(folder) if programs() and may_run else SharedPostgreSQL()
