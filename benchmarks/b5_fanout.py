"""Writing a delivery for each of 100,000 people by all the rules, beside one bare INSERT … SELECT of the same rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from shift_plugin.distribution.actions.starting import fan_out
from shift_plugin.distribution.enums import Channel, DistributionState
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.queries import effect
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.enums import Role
from shift_plugin.people.models import Team
from shift_plugin.strategy.models import Pillar

from .harness import Figure, alternate, count_queries, settle_database, use_database
from .intranets import HUGE

DATABASE = "shift_bench_fanout"
PEOPLE = 100_000
ZONES = (
    "Europe/Amsterdam Europe/Lisbon Europe/Athens America/New_York America/Los_Angeles Asia/Kolkata Asia/Tokyo".split()
)
HOURS = ["", "12345 08:00-18:00", "1234 07:30-16:00", "135 09:00-13:00", "12345 12:00-20:00", "67 10:00-18:00"]
REGIONS = ["", "NL", "DE-BY", "BE", "US-NY"]
COLUMNS = "distribution_id, ambassador_id, channel, state, due_at, claim, attempts, message_id, sent_at, reason"


def measure() -> Iterator[Figure]:
    HUGE.use()
    if use_database(DATABASE, template=HUGE.database):
        give_preferences()
    send_earlier_mails()
    distribution, now = to_everybody(), timezone.now()
    promised = effect(distribution, now)

    growth = memory_growth(lambda: keep(distribution, now))
    written = distribution.deliveries.count()
    expected = sum(group.number for group in promised if group.channel)
    if not 0.9 * PEOPLE < written == expected:
        raise RuntimeError(f"{written} deliveries for {PEOPLE} people, and {expected} were promised.")
    make_yardstick(distribution)

    compared = alternate(lambda: undone(lambda: fan_out(distribution, Channel.EMAIL, now)), bare, rounds=3, warm_up=1)
    path = f"fan-out to {written:,} people by all rules"
    yield Figure(number="B5", path=path, measured=compared.ratio, target=3)
    yield Figure(number="B5", path=f"{path}: memory", measured=growth, unit="MB", target=50)
    asked = count_queries(lambda: effect(distribution, now))
    yield Figure(number="B5", path="its effect, told beforehand", measured=asked, unit="queries", target=20)


def keep(distribution: Distribution, now: datetime) -> None:
    fan_out(distribution, Channel.EMAIL, now)


def undone(work: Callable[[], object]) -> None:
    """Do it, have the database look after the foreign keys as it would at the end, and take it back."""
    with transaction.atomic():
        work()
        run("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def bare() -> None:
    undone(lambda: run(f"INSERT INTO bench_delivery ({COLUMNS}) SELECT {COLUMNS} FROM bench_rows"))


def make_yardstick(distribution: Distribution) -> None:
    """A table equal to that of the deliveries, as full, and the rows to write into it; those are taken out here."""
    run("DROP TABLE IF EXISTS bench_rows, bench_delivery")
    run(
        f"CREATE TABLE bench_rows AS SELECT {COLUMNS} FROM shift_plugin_delivery WHERE distribution_id = %s",
        distribution.pk,
    )
    distribution.deliveries.all()._raw_delete(using="default")
    run("CREATE TABLE bench_delivery (LIKE shift_plugin_delivery INCLUDING ALL)")
    for column, table in (("distribution_id", "distribution"), ("ambassador_id", "ambassador")):
        run(
            f"ALTER TABLE bench_delivery ADD FOREIGN KEY ({column}) REFERENCES shift_plugin_{table} (id) "
            "DEFERRABLE INITIALLY DEFERRED"
        )
    run(f"INSERT INTO bench_delivery ({COLUMNS}) SELECT {COLUMNS} FROM shift_plugin_delivery")
    settle_database()


def memory_growth(work: Callable[[], object]) -> float:
    """How far this process grows at most while it does something, in megabytes. Linux keeps the highest for us."""
    Path("/proc/self/clear_refs").write_text("5")
    before = _kilobytes("VmRSS")
    work()
    return max(0, _kilobytes("VmHWM") - before) / 1024


def _kilobytes(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) if found else 0


def to_everybody() -> Distribution:
    """With every condition that there is, pillars, teams and roles, each so wide that it lets people through."""
    message = ShareableMessage.objects.visible(timezone.now()).in_language("nl").filter(teams=None, roles=[])[0]
    Distribution.objects.filter(name=DATABASE).delete()
    distribution = Distribution.objects.create(
        message=message,
        name=DATABASE,
        channels=[Channel.EMAIL],
        roles=list(Role.values),
        state=DistributionState.SENDING,
    )
    distribution.pillars.set(Pillar.objects.all())
    distribution.teams.set(Team.objects.filter(depth=1))
    return distribution


# Filling


def give_preferences() -> None:
    """Every preference in every combination: six in ten want mail at once, one in fifty is out in some way."""
    run(
        """
        UPDATE shift_plugin_ambassador SET
            language = 'nl',
            rhythm = (ARRAY['at_once', 'at_once', 'at_once', 'daily', 'weekly'])[1 + id %% 5],
            time_zone = (%s::text[])[1 + (id / 5) %% %s],
            office_hours = (%s::text[])[1 + (id / 7) %% %s],
            holiday_region = (%s::text[])[1 + (id / 11) %% %s],
            weekly_cap = (ARRAY[NULL, NULL, 1, 2, 5])[1 + (id / 13) %% 5],
            receives_mail = id %% 50 <> 1,
            paused_until = CASE WHEN id %% 50 = 2 THEN now() + interval '10 years' END,
            address_dead_at = CASE WHEN id %% 50 = 3 THEN now() END,
            left_at = CASE WHEN id %% 50 = 4 THEN now() END
        """,
        ZONES,
        len(ZONES),
        HOURS,
        len(HOURS),
        REGIONS,
        len(REGIONS),
    )
    run(
        """
        UPDATE shift_plugin_ambassador AS person SET refused_address = "user".email
        FROM users_user AS "user" WHERE "user".id = person.user_id AND address_dead_at IS NOT NULL
        """
    )
    settle_database()


def send_earlier_mails() -> None:
    """Each had three mails in the last ten days, so that the cap has something to count."""
    run("DROP TABLE IF EXISTS bench_rows, bench_delivery")
    run("TRUNCATE shift_plugin_delivery CASCADE")
    Distribution.objects.filter(name="earlier").delete()
    earlier = [Distribution.objects.create(name="earlier", state=DistributionState.DONE).pk for _mail in range(3)]
    run(
        f"""
        INSERT INTO shift_plugin_delivery ({COLUMNS})
        SELECT d, a.id, 'email', 'sent', at, '', 1, '', at, ''
        FROM unnest(%s::bigint[]) AS d, shift_plugin_ambassador AS a,
             LATERAL (SELECT now() - (1 + (a.id * 7 + d * 3) %% 10) * interval '1 day' AS at) AS moment
        """,
        earlier,
    )
    settle_database()


def run(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)
