"""The Shift home and what every export needs (admin), and private files, whole or in part (files)."""

from shift_plugin.base.views.admin import (
    PANEL_HOOK,
    VIEW_HOME,
    ForgivingIndexMixin,
    LookOnly,
    SafeExportMixin,
    ShiftHomeView,
    home_panels,
)
from shift_plugin.base.views.files import serve_file

__all__ = [
    "PANEL_HOOK",
    "VIEW_HOME",
    "ForgivingIndexMixin",
    "LookOnly",
    "SafeExportMixin",
    "ShiftHomeView",
    "home_panels",
    "serve_file",
]
