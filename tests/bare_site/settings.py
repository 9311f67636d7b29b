"""A host with nothing of its own: Django's user, Wagtail's image and document, no languages, English.

What differs between hosts may not differ in our migrations; tests/test_architecture.py compares.
"""

from example_site.settings.test import *  # noqa: F403
from example_site.settings.test import INSTALLED_APPS as EXAMPLE_APPS

INSTALLED_APPS = [app for app in EXAMPLE_APPS if not app.startswith("example_site.")] + ["wagtail.users"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
ROOT_URLCONF = "tests.bare_site.urls"
AUTH_USER_MODEL = "auth.User"
WAGTAILIMAGES_IMAGE_MODEL = "wagtailimages.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "wagtaildocs.Document"
WAGTAIL_I18N_ENABLED = False
LANGUAGE_CODE = "en"
SHIFT_PLUGIN = {}
