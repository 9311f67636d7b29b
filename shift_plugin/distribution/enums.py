from django.db import models
from django.utils.translation import gettext_lazy as _


class DistributionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("planned")
    SENDING = "sending", _("being sent")
    DONE = "done", _("finished")
    CANCELLED = "cancelled", _("cancelled")
    STOPPED = "stopped", _("stopped: the message is no longer published")


# States in which people and moment may still change.
EDITABLE = (DistributionState.DRAFT, DistributionState.PLANNED)
# States in which something may still leave.
OPEN = (DistributionState.PLANNED, DistributionState.SENDING)


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    INBOX = "inbox", _("intranet inbox")


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("waiting")
    CLAIMED = "claimed", _("taken up")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("delivered")
    FAILED = "failed", _("failed")
    SKIPPED = "skipped", _("not sent")
    UNKNOWN = "unknown", _("outcome unknown")


# States from which a delivery never moves again by itself.
SETTLED = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN)
