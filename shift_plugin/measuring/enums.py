from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shift_plugin.base.enums import FigureKind
from shift_plugin.library.enums import CampaignGoal


class Dimension(models.TextChoices):
    """By what figures are added up."""

    ALL = "all", _("everything")
    NETWORK = "network", _("network")
    PILLAR = "pillar", _("content pillar")
    MESSAGE = "message", _("message")
    TEAM = "team", _("team")


# Periods with ready-made totals; days up to and including today.
WINDOWS = (7, 30, 90, 365)


@dataclass(frozen=True)
class Figure:
    """A figure with its definition, which is printed wherever the figure is."""

    field: str
    label: str | Promise
    kind: FigureKind
    definition: str | Promise


FIGURES = (
    Figure(
        "opened",
        _("Opened"),
        FigureKind.MEASURED,
        _("How often somebody opened a network to share. Nobody can see from here whether the post was placed."),
    ),
    Figure(
        "confirmed",
        _("Confirmed"),
        FigureKind.REPORTED,
        _("How often somebody said that the post was placed."),
    ),
    Figure(
        "clicks",
        _("Clicks"),
        FigureKind.MEASURED,
        _(
            "Visits of people through personal links: one per visitor, link and day. "
            "Machines, previews and the sender's own visits are left out."
        ),
    ),
)

# What a campaign can be for. The shares of its goal are those that were measured, not those that people told of.
GOALS = {
    CampaignGoal.SHARES: Figure("opened", _("Shares"), FigureKind.MEASURED, FIGURES[0].definition),
    CampaignGoal.CLICKS: FIGURES[2],
    CampaignGoal.STORIES: Figure(
        "stories",
        _("Stories"),
        FigureKind.MEASURED,
        _("Stories that were accepted in these days, for a challenge of the campaign or for one of its messages."),
    ),
}
