"""Digests: for everybody with that rhythm a mail with what is new for them, and for nobody an empty one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Case, DateTimeField, Exists, F, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat

from shift_plugin.base.actions import insert_from
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionKind, DistributionState
from shift_plugin.distribution.models import Delivery, DigestItem, Distribution
from shift_plugin.distribution.queries import Window, addressed, best_new, mails_since, window_of, with_reasons
from shift_plugin.distribution.rules import WEEK, digest_days, digest_due, digest_moment
from shift_plugin.distribution.signals import distribution_started
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador

RHYTHMS = (Rhythm.DAILY, Rhythm.WEEKLY)


def build_due(*, now: datetime) -> int:
    """Make every digest whose moment has come for the first of its people; returns how many mails that plans.

    Safe to run at any time, anywhere, as often as you like: the key of a digest is there once.
    """
    wanted = {
        digest_key(rhythm, day): (rhythm, day)
        for rhythm in RHYTHMS
        for day in digest_days(now, rhythm, shift_settings.DIGEST_WEEKDAY)
    }
    made = Distribution.objects.filter(digest_key__in=list(wanted)).values_list("digest_key", flat=True)
    missing = [wanted[key] for key in wanted.keys() - set(made)]
    windows = {rhythm: _windows(rhythm) for rhythm in {rhythm for rhythm, _day in missing}}
    return sum(_build_once(rhythm, day, windows[rhythm], now) for rhythm, day in sorted(missing))


def digest_key(rhythm: str, day: date) -> str:
    return f"{rhythm}-{day.isoformat()}"


def _windows(rhythm: str) -> dict[str, Window]:
    """The distinct windows of the people with a rhythm: far fewer than people."""
    people = Ambassador.objects.taking_part().filter(rhythm=rhythm, receives_mail=True)
    found = people.order_by().values_list("time_zone", "office_hours", "holiday_region").distinct()
    return {"|".join(values): window_of(*values) for values in found}


def _build_once(rhythm: str, day: date, windows: Mapping[str, Window], now: datetime) -> int:
    """Make the digest of a day if its moment has come; returns how many mails that plans."""
    due = _due(rhythm, day, windows, now)
    if not due:
        return 0
    key = digest_key(rhythm, day)
    try:
        with transaction.atomic():
            return _build(key, rhythm, due, now)
    except IntegrityError:
        if not Distribution.objects.filter(digest_key=key).exists():
            raise
        # Another host was a moment earlier.
        return 0


def _due(rhythm: str, day: date, windows: Mapping[str, Window], now: datetime) -> dict[datetime, list[str]]:
    """Moment → the windows of the people whose digest of this day leaves then; nothing before the first moment."""
    due: dict[datetime, list[str]] = defaultdict(list)
    first = None
    for key, window in windows.items():
        own = (window.hours, window.zone, window.is_holiday)
        moment = digest_moment(day, rhythm, *own)
        if moment is None:
            continue
        first = min(first or moment, moment)
        if leaves := digest_due(moment, now, rhythm, *own):
            due[leaves].append(key)
    return dict(sorted(due.items())) if first is not None and first <= now else {}


def _build(key: str, rhythm: str, windows: Mapping[datetime, list[str]], now: datetime) -> int:
    digest = Distribution.objects.create(
        kind=DistributionKind.DIGEST,
        digest_key=key,
        channels=[Channel.EMAIL.value],
        state=DistributionState.SENDING,
        send_at=now,
        created_at=now,
        started_at=now,
    )
    insert_from(
        _people(digest, rhythm, windows, now),
        Delivery,
        {
            "distribution": Value(digest.pk, output_field=IntegerField()),
            "ambassador": F("pk"),
            "channel": Value(Channel.EMAIL.value),
            "state": Value(DeliveryState.PENDING.value),
            "due_at": F("digest_at"),
            "claim": Value(""),
            "attempts": Value(0, output_field=IntegerField()),
            "message_id": Value(""),
            "reason": Value(""),
        },
    )
    _fill(digest, now)
    # Nothing new is no reason for a mail.
    without = digest.deliveries.filter(~Exists(DigestItem.objects.filter(delivery=OuterRef("pk"))))
    without._raw_delete(without.db)
    distribution_started.send(Distribution, distribution=digest)
    return digest.deliveries.count()


def _people(
    digest: Distribution, rhythm: str, windows: Mapping[datetime, list[str]], now: datetime
) -> QuerySet[Ambassador]:
    """Who can get this digest by mail and hasn't had all the mails of their week yet; with ``digest_at``."""

    def by_window(moments: Mapping[datetime, datetime]) -> Case:
        values = {due: Value(moment, output_field=DateTimeField()) for due, moment in moments.items()}
        return Case(*(When(window_key__in=windows[due], then=value) for due, value in values.items()))

    people = with_reasons(addressed(digest), digest, now).filter(mail_reason="", rhythm=rhythm)
    people = people.annotate(
        window_key=Concat("time_zone", Value("|"), "office_hours", Value("|"), "holiday_region"),
        cap=Coalesce("weekly_cap", Value(shift_settings.WEEKLY_CAP)),
    )
    people = people.annotate(
        digest_at=by_window({due: due for due in windows}),
        since=by_window({due: due - WEEK for due in windows}),
    )
    wanted = people.filter(digest_at__isnull=False, cap__gt=mails_since("since"))
    return wanted.order_by("language", "pk")


def _fill(digest: Distribution, now: datetime) -> None:
    """Everybody's messages, by one statement."""
    statement, parameters = best_new(digest.pk, now)
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # It knows nothing yet of the rows that were written a moment ago, and would go through all for each.
            cursor.execute(f"ANALYZE {quote(Delivery._meta.db_table)}")
        cursor.execute(
            f"INSERT INTO {quote(DigestItem._meta.db_table)} (delivery_id, message_id, position) {statement}",
            parameters,
        )
