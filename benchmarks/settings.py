"""The example site on PostgreSQL, as it would run for real: no debugging, persistent connections, mails in memory."""

import os
from pathlib import Path

os.environ["SHIFT_DB"] = "postgres"
os.environ.setdefault("PGDATABASE", "shift_bench")
os.environ.setdefault("SHIFT_VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "bench"))

from example_site.settings.test import *  # noqa: F403
from example_site.settings.test import DATABASES, INSTALLED_APPS, VAR_DIR

# The data is made once and kept; a test database would be thrown away.
DATABASES["default"].pop("TEST", None)
MEDIA_ROOT = VAR_DIR / "media"
# The pages and listings that ours are compared with.
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.yardsticks"]
LOGGING = {"version": 1, "disable_existing_loggers": True}
