from django.db import models
from django.utils.translation import gettext_lazy as _


class ShareSource(models.TextChoices):
    """Where somebody started to share."""

    LIBRARY = "library", _("library")
    MAIL = "mail", _("mail")
    INBOX = "inbox", _("inbox")
