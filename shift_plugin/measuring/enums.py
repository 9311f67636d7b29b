from django.db import models
from django.utils.translation import gettext_lazy as _


class Dimension(models.TextChoices):
    """By what figures are added up."""

    ALL = "all", _("everything")
    NETWORK = "network", _("network")
    PILLAR = "pillar", _("content pillar")
    MESSAGE = "message", _("message")
    TEAM = "team", _("team")
