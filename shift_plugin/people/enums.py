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


class CellProblem(models.TextChoices):
    """What can be wrong with a cell of a list of ambassadors. The labels are sentences with places for words."""

    MISSING = "missing", _("This cell is empty, but an e-mail address is needed.")
    BAD_EMAIL = "bad_email", _("“%(value)s” is not an e-mail address.")
    TWICE = "twice", _("This address is also in row %(line)s.")
    SHARED = "shared", _("More than one user has this address. Make the addresses different first.")
    CLOSED = "closed", _("The account of this person is closed.")
    ADMINISTRATOR = "administrator", _("This is the account of an administrator. A list can't change it.")
    NO_TEAM = "no_team", _("There is no team “%(value)s”.")
    NO_TEAM_BUT = "no_team_but", _("There is no team “%(value)s”. Do you mean “%(hint)s”?")
    MANY_TEAMS = "many_teams", _("Several teams are called “%(value)s”. Write it as “%(hint)s”.")
    SAME_TEAMS = (
        "same_teams",
        _("Several teams at the top are called “%(value)s”. Give one of them another name first."),
    )
    NO_PILLAR = "no_pillar", _("There is no content pillar “%(value)s”.")
    NO_PILLAR_BUT = "no_pillar_but", _("There is no content pillar “%(value)s”. Do you mean “%(hint)s”?")
    NO_ROLE = "no_role", _("There is no role “%(value)s”. Choose from: %(hint)s.")
    NO_LANGUAGE = "no_language", _("There is no language “%(value)s”. Choose from: %(hint)s.")
    NOT_YES_OR_NO = "not_yes_or_no", _("“%(value)s” is neither yes nor no.")
    TOO_LONG = "too_long", _("This is too long: at most %(hint)s characters.")
    REFUSED = "refused", "%(hint)s"


class RowOutcome(models.TextChoices):
    """What an import does with a row."""

    NEW = "new", _("new")
    UPDATE = "update", _("already here")
    STOPPED = "stopped", _("stopped taking part; stays so")
    WRONG = "wrong", _("not right yet")
