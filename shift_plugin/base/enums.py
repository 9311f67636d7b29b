"""Closed lists; that of the networks is closed by a setting."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.signals import setting_changed
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from shift_plugin.conf import SETTING_NAME, shift_settings


class Colour(models.TextChoices):
    """Names of custom properties in shift.css, so that no page needs an inline style."""

    TEAL = "teal", _("Teal")
    BLUE = "blue", _("Blue")
    PURPLE = "purple", _("Purple")
    PINK = "pink", _("Pink")
    RED = "red", _("Red")
    ORANGE = "orange", _("Orange")
    GREEN = "green", _("Green")
    GREY = "grey", _("Grey")


class FigureKind(models.TextChoices):
    """How sure a figure is; stands beside every figure that is shown."""

    MEASURED = "measured", _("measured")
    REPORTED = "reported", _("self-reported")
    ESTIMATED = "estimated", _("estimated")


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
