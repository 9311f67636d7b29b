from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from shift_plugin.library.models import ShareableMessage
from shift_plugin.measuring.enums import Dimension
from shift_plugin.people.models import Team

__all__ = ["DayFigure", "DayTotal", "WindowTotal"]


class Figures(models.Model):
    """Three different figures: windows opened (measured), posts confirmed (self-reported), clicks (measured)."""

    opened = models.PositiveIntegerField(_("opened"), default=0)
    confirmed = models.PositiveIntegerField(_("confirmed"), default=0)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        abstract = True


class DayFigure(Figures):
    """What happened on one day (in the site's time zone) to one message on one network in one team.

    The keys have no database constraint: a figure outlives the message and the team that it is about.
    """

    day = models.DateField(_("day"))
    message = models.ForeignKey(
        ShareableMessage,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("message"),
    )
    team = models.ForeignKey(
        Team, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+", verbose_name=_("team")
    )
    network = models.CharField(_("network"), max_length=20)

    class Meta:
        verbose_name = _("figures of a day")
        verbose_name_plural = _("clicks per day")
        constraints = [
            models.UniqueConstraint(
                "day",
                Coalesce("message", 0),
                Coalesce("team", 0),
                "network",
                name="shift_one_figure_per_day",
            )
        ]
        indexes = [
            models.Index(fields=["day"], name="shift_figure_day"),
            models.Index(fields=["message", "day"], name="shift_figure_message"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.network}"


class DayTotal(Figures):
    """The figures of a day added up by one dimension, so that a report reads few rows."""

    day = models.DateField(_("day"))
    dimension = models.CharField(_("by"), max_length=10, choices=Dimension.choices)
    key = models.CharField(_("which"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("total of a day")
        verbose_name_plural = _("totals of days")
        constraints = [models.UniqueConstraint(fields=["dimension", "day", "key"], name="shift_one_total_per_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.dimension} {self.key}"


class WindowTotal(Figures):
    """The figures of the last so many days, made anew each hour, so that rankings need no adding up.

    ``window`` is a number of days, up to and including the day on which the row was made.
    """

    window = models.PositiveSmallIntegerField(_("days"))
    dimension = models.CharField(_("by"), max_length=10, choices=Dimension.choices)
    key = models.CharField(_("which"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("total of a period")
        verbose_name_plural = _("totals of periods")
        constraints = [
            models.UniqueConstraint(fields=["window", "dimension", "key"], name="shift_one_total_per_window")
        ]
        indexes = [
            models.Index(fields=["window", "dimension", "-clicks", "-opened"], name="shift_window_ranking"),
        ]

    def __str__(self) -> str:
        return f"{self.window} {self.dimension} {self.key}"
