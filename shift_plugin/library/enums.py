from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    ARTICLE = "article", _("Article")
    STORY = "story", _("Story")
    VACANCY = "vacancy", _("Vacancy")
    EVENT = "event", _("Event")
    PRESS_RELEASE = "press_release", _("Press release")
    CAMPAIGN = "campaign", _("Campaign")


class MessageState(models.TextChoices):
    """Where a message is on its way from a draft to the library; shown, never stored."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waits for approval")
    REJECTED = "rejected", _("Changes requested")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("In the library")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CampaignGoal(models.TextChoices):
    """What a campaign counts; each is defined where its figure is: shares and clicks are measured, stories accepted."""

    SHARES = "shares", _("Shares")
    STORIES = "stories", _("Stories")
    CLICKS = "clicks", _("Clicks")


class CampaignTime(models.TextChoices):
    """Where a campaign stands in time; never stored."""

    AHEAD = "ahead", _("still to come")
    RUNNING = "running", _("running now")
    OVER = "over", _("over")


class FeedTab(models.TextChoices):
    FOR_YOU = "for-you", _("For you")
    ALL = "all", _("All messages")


class Currency(models.TextChoices):
    """In which amounts are written: ISO 4217, and the sign that people know."""

    EUR = "EUR", "€"
    USD = "USD", "$"
    GBP = "GBP", "£"
    CHF = "CHF", "CHF"
    DKK = "DKK", "DKK"
    NOK = "NOK", "NOK"
    SEK = "SEK", "SEK"
    PLN = "PLN", "zł"
