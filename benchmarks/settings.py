"""The example site on PostgreSQL, as it would run for real: no debugging, persistent connections, mails in memory."""

import os
from importlib.util import find_spec
from pathlib import Path

os.environ["SHIFT_DB"] = "postgres"
os.environ.setdefault("PGDATABASE", "shift_bench")
os.environ.setdefault("SHIFT_VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "bench"))

from example_site.settings.test import *  # noqa: F403
from example_site.settings.test import DATABASES, EMAIL_BACKEND, INSTALLED_APPS, VAR_DIR

# The data is made once and kept; a test database would be thrown away.
DATABASES["default"].pop("TEST", None)
MEDIA_ROOT = VAR_DIR / "media"
# The pages and listings that ours are compared with.
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.yardsticks"]
LOGGING = {"version": 1, "disable_existing_loggers": True}
if port := os.environ.get("SHIFT_BENCH_SMTP_PORT"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(port)
# A yardstick of the mails; it comes with the extra "bench".
if find_spec("post_office"):
    INSTALLED_APPS += ["post_office"]
    POST_OFFICE = {"BACKENDS": {"default": EMAIL_BACKEND}, "MAX_RETRIES": 0}
