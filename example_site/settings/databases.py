"""The database by environment: a SQLite file, unless SHIFT_DB=postgres."""

import os
from pathlib import Path
from typing import Any

# Writers wait for their turn instead of failing with "database is locked" when the web server
# and the cluster write at the same moment.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def default_database(var_dir: Path) -> dict[str, Any]:
    if os.environ.get("SHIFT_DB", "sqlite") == "postgres":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ.get("PGHOST", "127.0.0.1"),
            "PORT": os.environ.get("PGPORT", ""),
            "USER": os.environ.get("PGUSER", "postgres"),
            "PASSWORD": os.environ.get("PGPASSWORD", ""),
            "NAME": os.environ.get("PGDATABASE", "shift_demo"),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ.get("SHIFT_SQLITE", str(var_dir / "demo.sqlite3")),
        "OPTIONS": dict(SQLITE_OPTIONS),
    }
