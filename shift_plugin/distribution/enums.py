from django.db import models
from django.utils.translation import gettext_lazy as _


class DistributionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("planned")
    SENDING = "sending", _("being sent")
    DONE = "done", _("finished")
    CANCELLED = "cancelled", _("cancelled")
    STOPPED = "stopped", _("stopped: the message is no longer published")
    CLOSED = "closed", _("stopped: the challenge is closed")


# States in which people and moment may still change.
EDITABLE = (DistributionState.DRAFT, DistributionState.PLANNED)
# States in which something may still leave.
OPEN = (DistributionState.PLANNED, DistributionState.SENDING)


class DistributionKind(models.TextChoices):
    """What leaves. A digest has no message of its own: what is in it differs from person to person."""

    MESSAGE = "message", _("message")
    CHALLENGE = "challenge", _("challenge")
    REMINDER = "reminder", _("reminder")
    DIGEST = "digest", _("digest")


# What editors make; the others the plugin makes by itself.
BY_EDITORS = (DistributionKind.MESSAGE, DistributionKind.CHALLENGE)


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    INBOX = "inbox", _("intranet inbox")


class DeliveryState(models.TextChoices):
    PENDING = "pending", _("waiting")
    CLAIMED = "claimed", _("taken up")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("delivered")
    FAILED = "failed", _("failed")
    DIGEST = "digest", _("in the digest")
    SKIPPED = "skipped", _("not sent")
    UNKNOWN = "unknown", _("outcome unknown")


# States from which a delivery never moves again by itself.
SETTLED = (
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.DIGEST,
    DeliveryState.SKIPPED,
    DeliveryState.UNKNOWN,
)
# States in which a delivery may still leave.
WAITING = (DeliveryState.PENDING, DeliveryState.CLAIMED)
UNSETTLED = (*WAITING, DeliveryState.SENDING)
# Mails that somebody got, or will get: what counts against their cap.
COUNTED = (*UNSETTLED, DeliveryState.SENT, DeliveryState.UNKNOWN)


class SkipReason(models.TextChoices):
    """Why somebody gets nothing. Stored in ``Delivery.reason``, so that it is shown in the reader's language."""

    LEFT = "left", _("no longer takes part")
    LANGUAGE = "language", _("the message is not there in their language")
    NO_MAIL = "no_mail", _("wants no mail")
    PAUSED = "paused", _("has paused the mails")
    NO_ADDRESS = "no_address", _("has no e-mail address")
    DEAD_ADDRESS = "dead", _("has an address that refuses mail again and again")
    CAPPED = "capped", _("has had as many mails this week as they want")
    SEEN = "seen", _("has seen it, or shared it, meanwhile")
    ANSWERED = "answered", _("has sent a story already")
    NOTHING_NEW = "nothing_new", _("there was nothing new for them")
    OUTSIDE = "outside", _("does not belong to the people it is for any more")
    CANCELLED = "cancelled", _("the distribution was cancelled")
    WITHDRAWN = "withdrawn", _("the message is no longer published")
    CLOSED = "closed", _("the challenge is closed")
    UNKNOWN = "unknown", _("the sending was cut off; nobody knows whether the mail arrived")
    NOT_IN_USE = "not_in_use", _("the channel is not in use any more")
    NO_VERSION = "no_version", _("the message is not there in the language of the channel")


# Distributions of which nothing leaves any more, and what that says about those who were still to get it.
ENDED: dict[str, SkipReason] = {
    DistributionState.CANCELLED: SkipReason.CANCELLED,
    DistributionState.STOPPED: SkipReason.WITHDRAWN,
    DistributionState.CLOSED: SkipReason.CLOSED,
}


class ChatKind(models.TextChoices):
    TEAMS = "teams", _("Microsoft Teams")
    SLACK = "slack", _("Slack")


class PostState(models.TextChoices):
    """A post in a chat of a team goes the same way as a delivery."""

    PENDING = "pending", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("delivered")
    FAILED = "failed", _("failed")
    SKIPPED = "skipped", _("not sent")
    UNKNOWN = "unknown", _("outcome unknown")


# States from which a post may still arrive.
UNPOSTED = (PostState.PENDING, PostState.SENDING)
