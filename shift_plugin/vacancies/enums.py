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


class RunState(models.TextChoices):
    """How a reading of a feed ended."""

    RUNNING = "running", _("running")
    DONE = "done", _("read")
    UNCHANGED = "unchanged", _("nothing new")
    GUARDED = "guarded", _("looks broken; nothing was closed")
    FAILED = "failed", _("failed")


class RunProblem(models.TextChoices):
    """Why a feed could not be read, or not be believed. The labels are sentences with places for words."""

    ADDRESS = "address", _("This address can't be read: it has to begin with https:// and be open to everybody.")
    UNREACHABLE = "unreachable", _("The feed can't be reached: %(words)s")
    REFUSED = "refused", _("The server of the feed answered %(words)s. Is the name right?")
    UNREADABLE = "unreadable", _("The answer isn't what this kind of feed gives.")
    NO_KIND = "no_kind", _("This kind of feed is no longer in the settings.")
    EMPTY = "empty", _("The feed is empty, although there were %(words)s open vacancies. None of them was closed.")
    MISSING = "missing", _("%(words)s open vacancies were suddenly gone from the feed. None of them was closed.")
    STOPPED = "stopped", _("The reading was stopped half-way. It starts again by itself.")
