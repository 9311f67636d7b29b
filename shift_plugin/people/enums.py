from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles of the Social Shift; each is held by a Django group named in the settings."""

    MASTER = "master", _("Social Master")
    EDITOR = "editor", _("Social Editor")
    CREATOR = "creator", _("Social Creator")
    PUBLISHER = "publisher", _("Social Publisher")


class TeamKind(models.TextChoices):
    DEPARTMENT = "department", _("department")
    LOCATION = "location", _("location")
    REGION = "region", _("region")
    PARTNER = "partner", _("partner organisation")


class MembershipSource(models.TextChoices):
    JOINED = "joined", _("joined by themselves")
    ASSIGNED = "assigned", _("added by an editor")


class ImportState(models.TextChoices):
    PREVIEW = "preview", _("waiting for confirmation")
    DONE = "done", _("imported")
    CANCELLED = "cancelled", _("cancelled")
