"""For the tests: quick passwords, mails in memory, and a database that other processes can open."""

import os

from .base import *  # noqa: F403
from .base import DATABASES, VAR_DIR

DEBUG = False
SECRET_KEY = "only-for-the-tests"
ALLOWED_HOSTS = ["*"]
SERVE_MEDIA = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR / "test-media"
WAGTAILADMIN_BASE_URL = "http://testserver"
SHIFT_PLUGIN = {"BASE_TEMPLATE": "intranet/base.html", "PUBLIC_BASE_URL": "https://shift.brinkhoven.example"}

# A file and not memory, so that a cluster in its own process sees the same rows. The name holds
# the process number, so that two test runs in one checkout do not fall over one another.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {
        "NAME": os.environ.setdefault("SHIFT_TEST_SQLITE", str(VAR_DIR / f"test-{os.getpid()}.sqlite3"))
    }
