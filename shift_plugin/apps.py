from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Reactions to announcements, connected at start-up; lowest capability first.
RECEIVERS = (
    "shift_plugin.people.receivers",
    "shift_plugin.library.receivers",
    "shift_plugin.sharing.receivers",
    "shift_plugin.stories.receivers",
    "shift_plugin.vacancies.receivers",
    "shift_plugin.distribution.receivers",
    "shift_plugin.measuring.receivers",
)


class ShiftPluginConfig(AppConfig):
    name = "shift_plugin"
    label = "shift_plugin"
    verbose_name = _("Social Shift")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for path in ("shift_plugin.checks", *RECEIVERS):
            import_module(path)
