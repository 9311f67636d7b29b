"""The report over 5 million share and click rows, beside the same figures by a direct GROUP BY over the rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from shift_plugin.measuring import actions
from shift_plugin.measuring.enums import Dimension
from shift_plugin.measuring.models import DayTotal
from shift_plugin.measuring.queries import Choice, summary, table
from shift_plugin.sharing.models import Click, Share

from .harness import Figure, alternate, settle_database, use_database

DATABASE = "shift_bench_figures"
SHARES, CLICKS, DAYS = 500_000, 4_500_000, 90
AMBASSADORS, MESSAGES, TEAMS, PILLARS = 5_000, 400, 40, 20


def measure() -> Iterator[Figure]:
    if use_database(DATABASE):
        fill()
    today = timezone.localdate()
    actions.make_windows(today=today)
    choice = Choice(first=today - timedelta(days=DAYS - 1), last=today)
    for name, subject, yardstick in (
        ("overview of 90 days, by network, pillar, message and team", lambda: overview(choice, today), direct),
        ("board: messages with the most clicks", lambda: table(Dimension.MESSAGE, choice, today=today), direct_board),
    ):
        compared = alternate(subject, yardstick, rounds=3, warm_up=1)
        yield Figure(number="B8", path=name, measured=1 / compared.ratio, target=100, bound="at least", unit="× faster")
    yield Figure(
        number="B8", path="a rebuild changes this many totals", measured=differences(), unit="totals", target=0
    )


def overview(choice: Choice, today: object) -> None:
    summary(choice)
    for dimension in (Dimension.NETWORK, Dimension.PILLAR, Dimension.MESSAGE, Dimension.TEAM):
        table(dimension, choice, today=today)  # type: ignore[arg-type]


def direct() -> None:
    shares = Share.objects.order_by()
    clicks = Click.objects.order_by()
    shares.aggregate(opened=Count("pk"), confirmed=Count("confirmed_at"))
    clicks.aggregate(clicks=Count("pk"))
    for column in ("network", "message__pillars", "message_id", "team_id"):
        list(shares.values(column).annotate(opened=Count("pk"), confirmed=Count("confirmed_at")))
        list(clicks.values(f"link__share__{column}").annotate(clicks=Count("pk")))


def direct_board() -> None:
    list(
        Click.objects.order_by().values("link__share__message_id").annotate(number=Count("pk")).order_by("-number")[:10]
    )


def differences() -> int:
    """Totals of yesterday that a rebuild from the rows makes different."""
    day = timezone.localdate() - timedelta(days=1)
    columns = ("dimension", "key", "opened", "confirmed", "clicks")
    before = set(DayTotal.objects.filter(day=day).values_list(*columns))
    actions.add_up_day(day=day)
    return len(before ^ set(DayTotal.objects.filter(day=day).values_list(*columns)))


def fill() -> None:
    """Believable rows by the database itself: the newest messages get most, as in life."""
    from tests.factories.library import MessageFactory
    from tests.factories.people import AmbassadorFactory, TeamFactory
    from tests.factories.strategy import KeyMessageFactory

    keys = [KeyMessageFactory() for _ in range(PILLARS)]
    messages = [MessageFactory(key_message=keys[number % PILLARS]).pk for number in range(MESSAGES)]
    teams = [TeamFactory() for _ in range(TEAMS)]
    people = [AmbassadorFactory(team=teams[number % TEAMS]).pk for number in range(TEAMS * 6)]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO shift_plugin_share
                (key, message_id, ambassador_id, team_id, network, source, text, fingerprint, is_own_words,
                 opened_at, confirmed_at, post_url)
            SELECT 'b' || n, (%(messages)s::bigint[])[1 + (power(random(), 2) * (%(m)s - 1))::int],
                   (%(people)s::bigint[])[1 + n %% %(p)s], (%(teams)s::bigint[])[1 + n %% %(t)s],
                   (ARRAY['linkedin', 'x', 'facebook', 'whatsapp', 'bluesky'])[1 + n %% 5], 'library', '', '', false,
                   at, CASE WHEN n %% 3 = 0 THEN at END, ''
            FROM (SELECT n, now() - random() * interval '90 days' AS at FROM generate_series(1, %(rows)s) AS n) AS rows
            """,
            {
                "messages": messages,
                "m": len(messages),
                "people": people,
                "p": len(people),
                "teams": [team.pk for team in teams],
                "t": len(teams),
                "rows": SHARES,
            },
        )
        cursor.execute(
            """
            INSERT INTO shift_plugin_trackedlink (code, share_id, target_url)
            SELECT key, id, 'https://www.brinkhoven.example/' FROM shift_plugin_share
            """
        )
        cursor.execute(
            """
            INSERT INTO shift_plugin_click (link_id, day, clicked_at, visitor)
            SELECT link_id, at::date, at, decode(lpad(to_hex(n), 16, '0'), 'hex')
            FROM (SELECT n, l.id AS link_id, least(now(), s.opened_at + random() * interval '9 days') AS at
                  FROM generate_series(1, %s) AS n
                  JOIN shift_plugin_trackedlink AS l ON l.id = (SELECT min(id) FROM shift_plugin_trackedlink) + n %% %s
                  JOIN shift_plugin_share AS s ON s.id = l.share_id) AS rows
            """,
            [CLICKS, SHARES],
        )
    settle_database()
    actions.rebuild()
    settle_database()
