from __future__ import annotations

import hashlib
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from html import unescape
from typing import Any, ClassVar

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.module_loading import import_string
from django.utils.timezone import get_default_timezone, make_aware

from shift_plugin.base.rules import clean_html
from shift_plugin.conf import shift_settings
from shift_plugin.vacancies.enums import EmploymentType, PayPeriod, Remote

# Part of the hash: raise it when what is read from the same answer changes, and every vacancy is written once more.
READING = 1
SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,80}")


class Unreadable(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """An answer that is not what this kind of source gives. Its text is for the report of the run."""


@dataclass(frozen=True)
class FoundVacancy:
    """What a source says about a vacancy. Empty or None: it doesn't say, so what is on the page stays."""

    external_id: str
    title: str
    text: str = ""
    place: str = ""
    postal_code: str = ""
    country: str = ""
    remote: str = ""
    employment_type: str = ""
    hours_min: Decimal | None = None
    hours_max: Decimal | None = None
    pay_min: Decimal | None = None
    pay_max: Decimal | None = None
    pay_period: str = ""
    pay_currency: str = ""
    apply_url: str = ""
    reference_number: str = ""
    closes_at: datetime | None = None

    @property
    def content_hash(self) -> str:
        """The same for the same content, whatever order or spacing the source used this time."""
        text = json.dumps([READING, asdict(self)], default=str, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


class Source(ABC):
    """One kind of source. Reads bytes that somebody else fetched, so it knows no network."""

    key: ClassVar[str]
    label: ClassVar[Any]
    # What has to be typed: the name at the service, or a whole address.
    address_help: ClassVar[Any]
    accept: ClassVar[str] = "application/json"
    # As many vacancies as come at most; from then on nobody knows what isn't there because of that.
    most: ClassVar[int | None] = None

    @abstractmethod
    def address(self, typed: str) -> str:
        """The address to fetch. Raises ValueError for a text that can't be one; its text is for the form."""

    @abstractmethod
    def read(self, body: bytes, address: str) -> list[FoundVacancy]:
        """Every vacancy in an answer. Raises Unreadable when it is no answer of this kind."""

    def further(self, body: bytes, address: str) -> list[str]:
        """Other addresses to read for the rest."""
        return []


def sources() -> dict[str, Source]:
    found = [import_string(path)() for path in shift_settings.VACANCY_SOURCES]
    return {source.key: source for source in found}


def source_named(key: str) -> Source | None:
    return sources().get(key)


def source_choices() -> list[tuple[str, Any]]:
    return [(key, source.label) for key, source in sources().items()]


# What several kinds have in common


def slug_in(typed: str, pattern: str) -> str:
    """The name at a service, from the name itself or from an address as people copy it. Raises ValueError."""
    text = typed.strip().rstrip("/")
    if match := re.fullmatch(pattern, text):
        text = match[1]
    if not SLUG.fullmatch(text):
        raise ValueError(typed)
    return text


def as_json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("The answer is no JSON.") from error


def rich_text(html: Any) -> str:
    """HTML of a source as text of a page: headings one size, no images, no scripts."""
    text = re.sub(r"<(/?)h[1-6]\b[^>]*>", r"<\1h3>", str(html or ""), flags=re.IGNORECASE)
    return clean_html(text).strip()


def plain_text(value: Any, most: int) -> str:
    return " ".join(unescape(str(value if value is not None else "")).split())[:most]


def number(value: Any) -> Decimal | None:
    """A number that makes sense in a vacancy: above zero and below a hundred million."""
    try:
        found = Decimal(str(value).replace(",", ".")) if value not in (None, "") else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and 0 < found < 100_000_000 else None


def moment(value: Any) -> datetime | None:
    """A moment as sources write it; without a time the end of that day, without a zone that of the site."""
    text = re.sub(r"\s+(UTC|GMT)$", "+00:00", str(value or "").strip())
    try:
        day = parse_date(text)
        found = datetime(day.year, day.month, day.day, 23, 59) if day else parse_datetime(text)
    except ValueError:
        return None
    return make_aware(found, get_default_timezone()) if found and found.tzinfo is None else found


def employment_type(value: Any) -> str:
    """One of Google's words, from whatever a source says; empty when it says nothing that we know."""
    words = value if isinstance(value, list | tuple) else [value]
    for word in words:
        bare = re.sub(r"[^A-Z]+", "_", str(word or "").upper()).strip("_")
        for kind, known in EMPLOYMENT_WORDS.items():
            if bare == kind or any(name in bare for name in known):
                return str(kind)
    return ""


EMPLOYMENT_WORDS: dict[str, Iterable[str]] = {
    EmploymentType.PART_TIME: ("PART_TIME", "PARTTIME", "DEELTIJD"),
    EmploymentType.FULL_TIME: ("FULL_TIME", "FULLTIME", "VOLTIJD", "PERMANENT"),
    EmploymentType.INTERN: ("INTERN", "STAGE", "TRAINEE"),
    EmploymentType.CONTRACTOR: ("CONTRACT", "FREELANCE", "ZZP"),
    EmploymentType.TEMPORARY: ("TEMPORARY", "TIJDELIJK", "FIXED_TERM", "SEASONAL"),
    EmploymentType.VOLUNTEER: ("VOLUNTEER", "VRIJWILLIG"),
    EmploymentType.PER_DIEM: ("PER_DIEM", "ON_CALL", "OPROEP", "ZERO_HOURS"),
    EmploymentType.OTHER: (),
}


def pay_period(value: Any) -> str:
    bare = str(value or "").upper()
    return next((str(period) for period in PayPeriod.values if bare.startswith(period) or bare == f"{period}LY"), "")


def country_code(value: Any) -> str:
    """Two capitals, or nothing: the name of a country in any language is left to people."""
    bare = str(value or "").strip().upper()
    return bare if re.fullmatch(r"[A-Z]{2}", bare) else ""


def remote(*, wholly: bool = False, partly: bool = False) -> str:
    return str(Remote.YES if wholly else Remote.HYBRID if partly else Remote.NO)
