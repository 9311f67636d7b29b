"""What a distribution does with each person's mail: the rules of ``rules.rhythm``, told to the database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Expression,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from shift_plugin.base.queries import is_holiday
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.enums import COUNTED, Channel, DeliveryState, SkipReason
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.queries.audience import with_reasons
from shift_plugin.distribution.rules import WEEK, OfficeHours, next_digest, next_open, zone_named
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador

# What people choose, or leave to the site, that makes their window.
CHOICES = ("time_zone", "office_hours", "holiday_region")
ALWAYS = OfficeHours(days=(1, 2, 3, 4, 5, 6, 7), start=0, end=24 * 60)


@dataclass(frozen=True)
class Window:
    """When mail may reach somebody: their hours, by the clock of their zone, outside the holidays of their region."""

    hours: OfficeHours
    zone: ZoneInfo
    region: str

    def next_open(self, now: datetime) -> datetime:
        return next_open(now, self.hours, self.zone, self.is_holiday)

    def next_digest(self, now: datetime, rhythm: str) -> datetime:
        return next_digest(now, rhythm, self.hours, self.zone, self.is_holiday, shift_settings.DIGEST_WEEKDAY)

    def is_holiday(self, day: date) -> bool:
        return is_holiday(self.region, day)


def window(person: Ambassador) -> Window:
    """The window of a person; what they left empty, or what can't be read, is that of the site."""
    return window_of(person.time_zone, person.office_hours, person.holiday_region)


def site_window() -> Window:
    """When whatever is for nobody in particular may leave."""
    return window_of("", "", "")


def window_of(time_zone: str, office_hours: str, holiday_region: str) -> Window:
    """The window of everybody who has these three."""
    hours = _hours(office_hours) or _hours(shift_settings.OFFICE_HOURS) or ALWAYS
    return Window(hours, zone_named(time_zone, settings.TIME_ZONE), holiday_region or shift_settings.HOLIDAY_REGION)


@lru_cache(maxsize=1000)
def _hours(text: str) -> OfficeHours | None:
    try:
        return OfficeHours.parse(text)
    except ValueError:
        return None


def open_moments(people: QuerySet[Ambassador], now: datetime) -> dict[tuple[str, ...], datetime]:
    """The next open moment of each distinct window, by what people chose for it: see ``CHOICES``.

    One query: there are far fewer windows than people.
    """
    return {values: window_of(*values).next_open(now) for values in people.order_by().values_list(*CHOICES).distinct()}


def with_plans(people: QuerySet[Ambassador], distribution: Distribution, now: datetime) -> QuerySet[Ambassador]:
    """Adds what becomes of everybody's mail, as ``rules.outcome_for`` says of one person.

    ``reason``: why they get nothing at all. ``plan``: empty for who gets a mail, ``digest`` for who gets it in theirs,
    else a SkipReason. ``plan_at``: when the mail is due. One query for the windows, whatever the number of people.
    """
    people = with_reasons(people, distribution, now)
    own_rhythm = not (distribution.is_urgent or distribution.is_direct)
    at_once = Q(mail_reason="") & (Q(rhythm=Rhythm.AT_ONCE) if own_rhythm else Q())
    moments = {} if distribution.is_urgent else open_moments(people.filter(at_once), now)
    people = people.annotate(
        week_before=_by_choices({values: moment - WEEK for values, moment in moments.items()}, now - WEEK),
        cap=Coalesce("weekly_cap", Value(shift_settings.WEEKLY_CAP)),
    )
    rhythm = [
        *([When(~Q(rhythm=Rhythm.AT_ONCE), then=Value(DeliveryState.DIGEST.value))] if own_rhythm else []),
        When(cap__lte=mails_since("week_before"), then=Value(SkipReason.CAPPED.value)),
    ]
    return people.annotate(
        plan=Case(
            When(~Q(mail_reason=""), then=F("mail_reason")),
            *([] if distribution.is_urgent else rhythm),
            default=Value(""),
            output_field=CharField(),
        ),
        plan_at=Case(
            When(at_once, then=_by_choices(moments, now)),
            default=_moment(now),
        ),
    )


def mails_since(moment: str) -> Expression:
    """How many mails count against somebody's cap, over people. ``moment``: their annotation a week before it.

    Those that wait for a later moment count too, so that no week holds too many whatever is planned first.
    """
    mails = Delivery.objects.filter(
        ambassador=OuterRef("pk"), channel=Channel.EMAIL, state__in=COUNTED, due_at__gt=OuterRef(moment)
    )
    counted = mails.order_by().values("ambassador").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def full_weeks(now: datetime) -> QuerySet[Ambassador, Any]:
    """Who has had as many mails in the last week, or has them coming, as they want."""
    people = Ambassador.objects.annotate(
        week_before=_moment(now - WEEK), cap=Coalesce("weekly_cap", Value(shift_settings.WEEKLY_CAP))
    )
    return people.filter(cap__lte=mails_since("week_before")).values("pk")


def _by_choices(
    moments: dict[tuple[str, ...], datetime], otherwise: datetime, columns: tuple[str, ...] = CHOICES
) -> Expression:
    """A moment per person, by their choices: one column inside the other, and only where it makes a difference.

    The database looks at a few short values of the row; a list of all combinations would cost it more than the insert.
    """
    if len(set(moments.values())) <= 1:
        return _moment(next(iter(moments.values()), otherwise))
    column, *rest = columns
    parts: dict[str, dict[tuple[str, ...], datetime]] = defaultdict(dict)
    for (value, *others), moment in moments.items():
        parts[value][tuple(others)] = moment
    return Case(
        *(When(**{column: value}, then=_by_choices(part, otherwise, tuple(rest))) for value, part in parts.items()),
        default=_moment(otherwise),
    )


def _moment(moment: datetime) -> Value:
    return Value(moment, output_field=DateTimeField())
