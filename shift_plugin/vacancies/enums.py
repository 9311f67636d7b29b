from django.db import models
from django.utils.translation import gettext_lazy as _


class EmploymentType(models.TextChoices):
    """The values are those of Google's JobPosting, so that they go into a page, and come out of one, as they are."""

    FULL_TIME = "FULL_TIME", _("Full time")
    PART_TIME = "PART_TIME", _("Part time")
    CONTRACTOR = "CONTRACTOR", _("Freelance")
    TEMPORARY = "TEMPORARY", _("Temporary")
    INTERN = "INTERN", _("Internship")
    VOLUNTEER = "VOLUNTEER", _("Volunteer work")
    PER_DIEM = "PER_DIEM", _("On call")
    OTHER = "OTHER", _("Something else")


class Remote(models.TextChoices):
    """Where the work is done. Only who works wholly at home needs no place."""

    NO = "no", _("At the workplace")
    HYBRID = "hybrid", _("Partly at home")
    YES = "yes", _("Wholly at home")


class PayPeriod(models.TextChoices):
    """The values are those of schema.org's QuantitativeValue."""

    HOUR = "HOUR", _("an hour")
    DAY = "DAY", _("a day")
    WEEK = "WEEK", _("a week")
    MONTH = "MONTH", _("a month")
    YEAR = "YEAR", _("a year")


class VacancyState(models.TextChoices):
    """What a vacancy is at this moment, by the clock; shown, never stored."""

    DRAFT = "draft", _("Not published")
    OPEN = "open", _("Open")
    CLOSING = "closing", _("Closes within 7 days")
    CLOSED = "closed", _("Closed")
