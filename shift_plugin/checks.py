"""Checks that name the line to add when something the plugin needs is missing."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register

NEEDED_APPS = {
    "django_q": "It sends messages at their time.",
    "wagtail_modeladmin": "It lists deliveries, clicks and imports.",
}


@register(Tags.compatibility)
def needed_apps(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"shift_plugin needs the app '{name}'. {why}",
            hint=f"Add '{name}' to INSTALLED_APPS.",
            id=f"shift_plugin.E00{number}",
        )
        for number, (name, why) in enumerate(NEEDED_APPS.items(), start=1)
        if not apps.is_installed(name)
    ]
