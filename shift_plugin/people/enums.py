from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The roles of the Social Shift, and HR for vacancies; each is held by a Django group named in the settings."""

    MASTER = "master", _("Social Master")
    EDITOR = "editor", _("Social Editor")
    CREATOR = "creator", _("Social Creator")
    PUBLISHER = "publisher", _("Social Publisher")
    HR = "hr", _("HR")


class TeamKind(models.TextChoices):
    DEPARTMENT = "department", _("department")
    LOCATION = "location", _("location")
    REGION = "region", _("region")
    PARTNER = "partner", _("partner organisation")


class MembershipSource(models.TextChoices):
    JOINED = "joined", _("joined by themselves")
    ASSIGNED = "assigned", _("added by an editor")


class Rhythm(models.TextChoices):
    """How often somebody wants mail. Who wants none keeps the rhythm for later: see ``Ambassador.receives_mail``."""

    AT_ONCE = "at_once", _("at once, when something is for me")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class ImportRhythm(models.TextChoices):
    """How a list of ambassadors writes it; who is to get no mail stands there as somebody with only an inbox."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")
    INBOX = "inbox", _("inbox")


class HolidayRegion(models.TextChoices):
    """Whose public holidays people can choose, as the package ``holidays`` names them. A site may set another."""

    NL = "NL", _("Netherlands")
    BE = "BE", _("Belgium")
    DE = "DE", _("Germany")
    DE_BW = "DE-BW", _("Germany: Baden-Württemberg")
    DE_BY = "DE-BY", _("Germany: Bavaria")
    DE_BE = "DE-BE", _("Germany: Berlin")
    DE_BB = "DE-BB", _("Germany: Brandenburg")
    DE_HB = "DE-HB", _("Germany: Bremen")
    DE_HH = "DE-HH", _("Germany: Hamburg")
    DE_HE = "DE-HE", _("Germany: Hesse")
    DE_NI = "DE-NI", _("Germany: Lower Saxony")
    DE_MV = "DE-MV", _("Germany: Mecklenburg-Vorpommern")
    DE_NW = "DE-NW", _("Germany: North Rhine-Westphalia")
    DE_RP = "DE-RP", _("Germany: Rhineland-Palatinate")
    DE_SL = "DE-SL", _("Germany: Saarland")
    DE_SN = "DE-SN", _("Germany: Saxony")
    DE_ST = "DE-ST", _("Germany: Saxony-Anhalt")
    DE_SH = "DE-SH", _("Germany: Schleswig-Holstein")
    DE_TH = "DE-TH", _("Germany: Thuringia")
    GB = "GB", _("United Kingdom")
    GB_ENG = "GB-ENG", _("United Kingdom: England")
    GB_NIR = "GB-NIR", _("United Kingdom: Northern Ireland")
    GB_SCT = "GB-SCT", _("United Kingdom: Scotland")
    GB_WLS = "GB-WLS", _("United Kingdom: Wales")
    AL = "AL", _("Albania")
    AD = "AD", _("Andorra")
    AT = "AT", _("Austria")
    BY = "BY", _("Belarus")
    BA = "BA", _("Bosnia and Herzegovina")
    BG = "BG", _("Bulgaria")
    HR = "HR", _("Croatia")
    CY = "CY", _("Cyprus")
    CZ = "CZ", _("Czechia")
    DK = "DK", _("Denmark")
    EE = "EE", _("Estonia")
    FI = "FI", _("Finland")
    FR = "FR", _("France")
    GR = "GR", _("Greece")
    HU = "HU", _("Hungary")
    IS = "IS", _("Iceland")
    IE = "IE", _("Ireland")
    IT = "IT", _("Italy")
    LV = "LV", _("Latvia")
    LI = "LI", _("Liechtenstein")
    LT = "LT", _("Lithuania")
    LU = "LU", _("Luxembourg")
    MT = "MT", _("Malta")
    MD = "MD", _("Moldova")
    MC = "MC", _("Monaco")
    ME = "ME", _("Montenegro")
    MK = "MK", _("North Macedonia")
    NO = "NO", _("Norway")
    PL = "PL", _("Poland")
    PT = "PT", _("Portugal")
    RO = "RO", _("Romania")
    RU = "RU", _("Russia")
    SM = "SM", _("San Marino")
    RS = "RS", _("Serbia")
    SK = "SK", _("Slovakia")
    SI = "SI", _("Slovenia")
    ES = "ES", _("Spain")
    SE = "SE", _("Sweden")
    CH = "CH", _("Switzerland")
    UA = "UA", _("Ukraine")
    VA = "VA", _("Vatican City")


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
    NO_RHYTHM = "no_rhythm", _("There is no rhythm “%(value)s”. Choose from: %(hint)s.")
    NOT_YES_OR_NO = "not_yes_or_no", _("“%(value)s” is neither yes nor no.")
    TOO_LONG = "too_long", _("This is too long: at most %(hint)s characters.")
    REFUSED = "refused", "%(hint)s"


class RowOutcome(models.TextChoices):
    """What an import does with a row."""

    NEW = "new", _("new")
    UPDATE = "update", _("already here")
    STOPPED = "stopped", _("stopped taking part; stays so")
    WRONG = "wrong", _("not right yet")
