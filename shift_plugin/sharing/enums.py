from django.db import models
from django.utils.translation import gettext_lazy as _


class ShareSource(models.TextChoices):
    """Where somebody started to share."""

    LIBRARY = "library", _("library")
    MAIL = "mail", _("mail")
    INBOX = "inbox", _("inbox")


class Answer(models.TextChoices):
    """To the question whether a post was placed."""

    YES = "yes", _("Yes, I posted it")
    NO = "no", _("No, not posted")
    UNDO = "undo", _("Undo")


class Back(models.TextChoices):
    """The page to return to after an answer; a name and not an address, so that nobody can be led elsewhere."""

    SHARE = "share"
    MESSAGE = "message"
    MINE = "mine"
