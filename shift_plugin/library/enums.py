from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    ARTICLE = "article", _("Article")
    STORY = "story", _("Story")
    VACANCY = "vacancy", _("Vacancy")
    EVENT = "event", _("Event")
    PRESS_RELEASE = "press_release", _("Press release")
    CAMPAIGN = "campaign", _("Campaign")
