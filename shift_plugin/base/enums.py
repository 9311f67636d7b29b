from django.db import models
from django.utils.translation import gettext_lazy as _


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
