"""The example site as each process of a chaos run has it. What differs from run to run comes as JSON in SHIFT_CHAOS."""

import json
import os
from datetime import timedelta

from django.utils import timezone

from example_site.settings.test import *  # noqa: F403
from example_site.settings.test import INSTALLED_APPS, Q_CLUSTER, SHIFT_PLUGIN

WORLD = json.loads(os.environ["SHIFT_CHAOS"])

DATABASES = {"default": WORLD["database"]}
if DATABASES["default"]["ENGINE"].endswith("postgresql") and "django.contrib.postgres" not in INSTALLED_APPS:
    INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.postgres"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", WORLD["smtp_port"], 10
# Time runs quicker here than in an office: a lease of seconds, and pauses that the run cuts short.
LEASE_SECONDS = 5
SHIFT_PLUGIN = {
    **SHIFT_PLUGIN,
    "CHUNK_SIZE": 20,
    "SENDERS": WORLD["senders"],
    "LEASE_SECONDS": LEASE_SECONDS,
    "OUTCOME_UNKNOWN": WORLD["outcome"],
    "MAX_ATTEMPTS": 100,
}
# One worker more than send at the same time, so that the tick gets its turn within seconds too.
Q_CLUSTER = {**Q_CLUSTER, "workers": 3, "queue_limit": 3, "timeout": 60, "retry": 200}

# The clock of this host, next to that of the others.
if ahead := float(os.environ.get("SHIFT_CHAOS_CLOCK", "0")):
    _right = timezone.now
    timezone.now = lambda: _right() + timedelta(seconds=ahead)
