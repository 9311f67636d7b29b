"""Digests for 20,000 people with different pillars and histories: chosen, made, sent and settled, beside raw smtplib.

Their histories are those of the intranet: everybody is in a few groups and has shared; besides, half of them had a
digest a week ago, and one in five was sent something by an editor.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from shift_plugin.distribution.actions import digests
from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionKind, DistributionState
from shift_plugin.distribution.models import DigestItem, Distribution
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.models import Ambassador

from .harness import Figure, seconds, settle_database
from .mails import WORKERS, raw_rate, send_all, sink, use_mail_database, waiting

READY = 3_000
GROWTH = 20


def measure() -> Iterator[Figure]:
    use_mail_database()
    now = timezone.now()
    live_through(now)
    built: list[int] = []
    with CaptureQueriesContext(connection) as captured, sink() as port:
        build = seconds(lambda: built.append(digests.build_due(now=now)))
        queries = len(captured)
        ready = waiting(READY)
        raw = [raw_rate(port, ready)]
        sent = send_all(port)
        raw.append(raw_rate(port, ready))
    rate = sent.mails / (build + sent.seconds)
    path = f"digests of {sent.mails:,} people, made and sent, {WORKERS} workers"
    yield Figure(
        number="B7",
        path=f"{path}, beside raw smtplib",
        measured=rate / statistics.mean(raw),
        target=0.15,
        bound="at least",
    )
    yield Figure(
        number="B7", path="queries a mail", measured=(queries + sent.queries) / sent.mails, unit="", target=1.5
    )
    yield Figure(number="B7", path="memory that a worker grew by", measured=sent.growth, unit="MB", target=GROWTH)
    yield Figure(number="B7", path=f"choosing for {built[0]:,} people", measured=build, unit="s")


def live_through(now: datetime) -> None:
    """Everybody wants a daily digest and can be reached now; what they had before is written by the database."""
    Ambassador.objects.update(
        rhythm=Rhythm.DAILY, office_hours="1234567 00:00-24:00", time_zone="UTC", weekly_cap=7, receives_mail=True
    )
    DigestItem.objects.all().delete()
    week = now - timedelta(days=7)
    earlier = Distribution.objects.create(
        kind=DistributionKind.DIGEST,
        digest_key=digests.digest_key(Rhythm.DAILY, week.date()),
        state=DistributionState.DONE,
        channels=[Channel.EMAIL],
        created_at=week,
        started_at=week,
    )
    message = ShareableMessage.objects.visible(now).filter(teams=None, roles=[], locale__language_code="nl")[0]
    special = Distribution.objects.create(
        message=message, state=DistributionState.DONE, channels=[Channel.EMAIL], started_at=week
    )
    with connection.cursor() as cursor:
        for distribution, state, part in (
            (earlier, DeliveryState.SENT, 2),
            (special, DeliveryState.DIGEST, 5),
        ):
            cursor.execute(
                """
                INSERT INTO shift_plugin_delivery
                    (distribution_id, ambassador_id, channel, state, due_at, claim, attempts, message_id, reason)
                SELECT %s, id, 'email', %s, %s, '', 0, '', '' FROM shift_plugin_ambassador WHERE id %% %s = 0
                """,
                [distribution.pk, state, week, part],
            )
        cursor.execute(
            """
            INSERT INTO shift_plugin_digestitem (delivery_id, message_id, position)
            SELECT delivery_id, message_id, place FROM (
                SELECT delivery.id AS delivery_id, own.shareablemessage_id AS message_id, row_number() OVER (
                    PARTITION BY delivery.id ORDER BY message.first_published_at DESC) AS place
                FROM shift_plugin_delivery AS delivery
                JOIN shift_plugin_pillarmembership AS membership ON membership.ambassador_id = delivery.ambassador_id
                JOIN shift_plugin_shareablemessage_pillars AS own ON own.pillar_id = membership.pillar_id
                JOIN shift_plugin_shareablemessage AS message ON message.id = own.shareablemessage_id
                WHERE delivery.distribution_id = %s AND message.live
                      AND message.first_published_at BETWEEN %s AND %s
            ) AS ranked WHERE place <= 5 ON CONFLICT DO NOTHING
            """,
            [earlier.pk, week - timedelta(days=30), week],
        )
    settle_database()
