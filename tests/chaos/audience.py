"""Who gets the mails of a run, and the record that the database itself keeps of what becomes of each."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from example_site.users.models import User
from shift_plugin.distribution.enums import Channel
from shift_plugin.distribution.models import Distribution
from shift_plugin.people.enums import MembershipSource
from shift_plugin.people.models import Ambassador, PillarMembership
from tests.chaos.sink import REFUSED
from tests.database import SQLite
from tests.factories.distribution import DistributionFactory
from tests.factories.library import MessageFactory
from tests.factories.people import AmbassadorFactory, TeamFactory
from tests.factories.strategy import PillarFactory

# Of the people with an address that works, so many others have one that refuses for good.
REFUSED_SHARE = 50

RECORD = """
CREATE TABLE chaos_record (
    delivery_id bigint, old varchar(10), new varchar(10), kept_claim boolean, reason varchar(500)
)
"""
SQLITE_TRIGGER = """
CREATE TRIGGER chaos_record AFTER UPDATE OF state ON shift_plugin_delivery WHEN OLD.state <> NEW.state
BEGIN
    INSERT INTO chaos_record VALUES (NEW.id, OLD.state, NEW.state, NEW.claim <> '', NEW.reason);
END
"""
POSTGRESQL_TRIGGER = """
CREATE FUNCTION chaos_record() RETURNS trigger AS $$ BEGIN
    INSERT INTO chaos_record VALUES (NEW.id, OLD.state, NEW.state, NEW.claim <> '', NEW.reason);
    RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER chaos_record AFTER UPDATE OF state ON shift_plugin_delivery FOR EACH ROW
WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION chaos_record();
"""


def migrate() -> None:
    """On SQLite from the copy that the tests keep, when there is one."""
    if connection.vendor == "sqlite" and SQLite().prepare(str(connection.settings_dict["NAME"])):
        return
    call_command("migrate", verbosity=0)


def keep_record() -> None:
    with connection.cursor() as cursor:
        cursor.execute(RECORD)
        cursor.execute(SQLITE_TRIGGER if connection.vendor == "sqlite" else POSTGRESQL_TRIGGER)


def plan(people: int) -> Distribution:
    """A distribution by mail that is due now, to people who may be reached at any hour."""
    call_command("shift_setup", verbosity=0)
    pillar, team = PillarFactory(), TeamFactory()
    # One person as the tests make them, the others like that one.
    model = AmbassadorFactory(team=team, user__email="person0@brinkhoven.example")
    kept = ("language", "receives_mail", "rhythm", "office_hours")
    users = User.objects.bulk_create(
        [User(email=f"{name}@brinkhoven.example", is_active=True) for name in _names(people)], batch_size=500
    )
    ambassadors = Ambassador.objects.bulk_create(
        [Ambassador(user=user, team=team, **{name: getattr(model, name) for name in kept}) for user in users],
        batch_size=500,
    )
    PillarMembership.objects.bulk_create(
        [
            PillarMembership(ambassador=person, pillar=pillar, source=MembershipSource.JOINED)
            for person in [model, *ambassadors]
        ],
        batch_size=500,
    )
    message = MessageFactory(pillars=[pillar])
    return DistributionFactory(message=message, channels=[Channel.EMAIL.value], send_at=timezone.now())


def _names(people: int) -> list[str]:
    return [f"person{place}" for place in range(1, people)] + [
        f"{REFUSED}{place}" for place in range(people // REFUSED_SHARE)
    ]
