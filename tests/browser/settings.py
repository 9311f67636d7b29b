"""The example site as its own processes run it in a walk: the tests' database, and mails to the tests' mail server."""

import os

from example_site.settings.test import *  # noqa: F403
from example_site.settings.test import DATABASES, SHIFT_PLUGIN
from tests.browser.outside import ask_the_test

DATABASES["default"]["NAME"] = os.environ["SHIFT_WALK_DATABASE"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["SHIFT_WALK_SMTP_PORT"])
WAGTAILADMIN_BASE_URL = os.environ["SHIFT_WALK_ADDRESS"]
MEDIA_ROOT = os.environ["SHIFT_WALK_MEDIA"]
if "SHIFT_WALK_OUTSIDE" in os.environ:
    ask_the_test(os.environ["SHIFT_WALK_OUTSIDE"])
SHIFT_PLUGIN = {
    **SHIFT_PLUGIN,
    "PUBLIC_BASE_URL": f"{WAGTAILADMIN_BASE_URL}/shift/r",
    "UNDO_MINUTES": int(os.environ.get("SHIFT_WALK_UNDO_MINUTES", "5")),
}
