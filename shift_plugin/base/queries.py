"""What every capability may look up."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from shift_plugin.conf import SETTING_NAME, shift_settings


@cache
def networks() -> dict[str, Any]:
    """The networks that can be chosen, by key, in the order of the settings.

    They are loaded by dotted path, so that strategy and library know labels and limits without importing sharing.
    Raises ImportError for a path that leads nowhere.
    """
    loaded = [import_string(path)() for path in shift_settings.NETWORKS]
    return {network.key: network for network in loaded}


def network_choices() -> list[tuple[str, Any]]:
    """Key and label of each network, for forms and model fields."""
    return [(network.key, network.label) for network in networks().values()]


def _follow(*, setting: str, **kwargs: Any) -> None:
    if setting == SETTING_NAME:
        networks.cache_clear()


setting_changed.connect(_follow, dispatch_uid="shift_plugin.base.networks")
