"""The demo on somebody's own machine: mails become files, everything is served by runserver."""

import os

from .base import *  # noqa: F403
from .base import INSTALLED_APPS, VAR_DIR

DEBUG = os.environ.get("SHIFT_DEBUG", "1") == "1"
SECRET_KEY = "only-for-the-demo-on-your-own-machine"
ALLOWED_HOSTS = ["*"]
SERVE_MEDIA = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DEMO_MAIL_FOLDER = VAR_DIR / "mail"
# Shows the sent mails in the browser.
INSTALLED_APPS = [*INSTALLED_APPS, "example_site.mailbox"]
