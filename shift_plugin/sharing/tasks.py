"""What the recurring jobs of schedules.py call."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from shift_plugin.conf import shift_settings
from shift_plugin.sharing import actions


def forget_salts() -> None:
    """Hourly, so that a salt outlives its day by an hour at most."""
    actions.forget_salts(today=timezone.localdate(timezone=timezone.get_default_timezone()))


def forget_texts() -> None:
    """Daily; does nothing when the setting SHARE_TEXT_DAYS is 0."""
    if shift_settings.SHARE_TEXT_DAYS:
        actions.forget_texts(before=timezone.now() - timedelta(days=shift_settings.SHARE_TEXT_DAYS))
