"""What is new for people, best first.

One statement for everybody, because a question per person takes minutes where this takes seconds. Django can't say
"people crossed with messages", so it is written as SQL that SQLite and PostgreSQL both understand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.channels.digests import Item
from shift_plugin.distribution.models import Delivery, DigestItem, Distribution, Seen
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import obstacles
from shift_plugin.people.enums import Role
from shift_plugin.people.models import Ambassador, PillarMembership, Team
from shift_plugin.people.permissions import group_names
from shift_plugin.sharing.models import Share
from shift_plugin.strategy.models import FocusPeriod, Pillar
from shift_plugin.strategy.queries import person_name

# How long a message counts as new.
NEW_FOR = timedelta(days=30)

# person: the receivers. profile: those for whom the same messages are meant count as one, of whom there are far fewer
# than people. recent: what may be shown to anybody. had: what people know already, in whatever language. shelf: the
# messages of a group for a profile, best first; somebody who knows three of them needs no more than the first eight to
# find five. follows: their groups; DISTINCT, so that PostgreSQL joins these first, and not people with shelves.
# offered: pairs that belong together, by the person's groups or because somebody sent it to them.
_PAIRS = """
WITH holder AS (
    SELECT member.{user_column} AS user_id, {holds}
    FROM {user_groups} AS member JOIN {group} AS held ON held.id = member.group_id
    GROUP BY member.{user_column}
),
person AS (
    SELECT delivery.id AS delivery_id, delivery.ambassador_id, ambassador.language, COALESCE(team.path, '') AS path,
           {roles}, dense_rank() OVER (ORDER BY ambassador.language, COALESCE(team.path, ''), {roles}) AS profile
    FROM {delivery} AS delivery
    JOIN {ambassador} AS ambassador ON ambassador.id = delivery.ambassador_id
    LEFT JOIN {team} AS team ON team.id = ambassador.team_id
    LEFT JOIN holder ON holder.user_id = ambassador.user_id
    WHERE {receivers}
),
profile AS (
    SELECT DISTINCT profile, language, path, {roles} FROM person
),
recent AS (
    SELECT message.id, message.translation_key, message.first_published_at, locale.language_code AS language,
           CAST(message.roles AS text) AS roles,
           CASE WHEN EXISTS (SELECT 1 FROM {message_teams} AS own WHERE own.shareablemessage_id = message.id)
                THEN 1 ELSE 0 END AS for_teams,
           CASE WHEN EXISTS (
                SELECT 1 FROM {message_pillars} AS own
                JOIN {focus} AS focus ON focus.pillar_id = own.pillar_id
                WHERE own.shareablemessage_id = message.id
                      AND focus.starts_on <= %(today)s AND focus.ends_on >= %(today)s
           ) THEN 1 ELSE 0 END AS matters_now
    FROM {message} AS message JOIN {locale} AS locale ON locale.id = message.locale_id
    WHERE message.live AND (message.expire_at IS NULL OR message.expire_at > %(now)s) AND {messages}
),
had AS (
    SELECT share.ambassador_id, message.translation_key
    FROM person
    JOIN {share} AS share ON share.ambassador_id = person.ambassador_id
    JOIN {message} AS message ON message.id = share.message_id
    UNION
    SELECT seen.ambassador_id, message.translation_key
    FROM person
    JOIN {delivery} AS seen ON seen.ambassador_id = person.ambassador_id
         AND (seen.seen_at IS NOT NULL OR (seen.channel = 'email' AND seen.state IN ('sending', 'sent', 'unknown')))
    JOIN {distribution} AS distribution ON distribution.id = seen.distribution_id
    JOIN {message} AS message ON message.id = distribution.message_id
    UNION
    SELECT earlier.ambassador_id, message.translation_key
    FROM person
    JOIN {delivery} AS earlier ON earlier.ambassador_id = person.ambassador_id AND earlier.id <> person.delivery_id
         AND earlier.state IN ({counting})
    JOIN {item} AS item ON item.delivery_id = earlier.id
    JOIN {message} AS message ON message.id = item.message_id
    UNION
    SELECT opened.ambassador_id, opened.translation_key
    FROM person
    JOIN {seen} AS opened ON opened.ambassador_id = person.ambassador_id
),
known AS (
    SELECT ambassador_id, COUNT(*) AS number FROM had
    WHERE translation_key IN (SELECT translation_key FROM recent WHERE first_published_at >= %(since)s)
    GROUP BY ambassador_id
),
follows AS (
    SELECT DISTINCT person.delivery_id, person.profile, membership.pillar_id,
           %(size)s + COALESCE(known.number, 0) AS enough
    FROM person
    JOIN {membership} AS membership ON membership.ambassador_id = person.ambassador_id
    LEFT JOIN known ON known.ambassador_id = person.ambassador_id
),
shelf AS (
    SELECT profile.profile, own.pillar_id, recent.id AS message_id, row_number() OVER (
        PARTITION BY profile.profile, own.pillar_id
        ORDER BY recent.matters_now DESC, recent.first_published_at DESC, recent.id DESC
    ) AS place
    FROM profile
    JOIN recent ON {language} AND {audience} AND recent.first_published_at >= %(since)s
    JOIN {message_pillars} AS own ON own.shareablemessage_id = recent.id
    JOIN {pillar} AS pillar ON pillar.id = own.pillar_id AND pillar.is_active
),
offered AS (
    SELECT follows.delivery_id, shelf.message_id, MIN(shelf.pillar_id) AS pillar_id, NULL AS distribution_id
    FROM follows
    JOIN shelf ON shelf.pillar_id = follows.pillar_id AND shelf.profile = follows.profile
         AND ({everything} OR shelf.place <= follows.enough)
    GROUP BY follows.delivery_id, shelf.message_id
    UNION ALL
    SELECT person.delivery_id, recent.id, NULL, MAX(distribution.id)
    FROM person
    JOIN profile ON profile.profile = person.profile
    JOIN {delivery} AS sent ON sent.ambassador_id = person.ambassador_id
         AND sent.channel = 'email' AND sent.due_at >= %(since)s
         AND (sent.state = 'digest' OR (sent.state = 'skipped' AND sent.reason = 'capped'))
    JOIN {distribution} AS distribution ON distribution.id = sent.distribution_id AND distribution.state <> 'cancelled'
    JOIN {message} AS message ON message.id = distribution.message_id
    JOIN recent ON recent.translation_key = message.translation_key AND {language} AND {audience}
    GROUP BY person.delivery_id, recent.id
),
candidate AS (
    SELECT delivery_id, message_id, MAX(pillar_id) AS pillar_id, MAX(distribution_id) AS distribution_id
    FROM offered GROUP BY delivery_id, message_id
),
fresh AS (
    SELECT candidate.*, recent.matters_now, recent.first_published_at
    FROM candidate
    JOIN person ON person.delivery_id = candidate.delivery_id
    JOIN recent ON recent.id = candidate.message_id
    WHERE NOT EXISTS (SELECT 1 FROM had WHERE had.ambassador_id = person.ambassador_id
                      AND had.translation_key = recent.translation_key)
)
"""

# For whom a message is meant. A role is a group of the host's users.
_AUDIENCE = """(recent.for_teams = 0 OR EXISTS (
        SELECT 1 FROM {message_teams} AS own JOIN {team} AS team ON team.id = own.team_id
        WHERE own.shareablemessage_id = recent.id AND profile.path LIKE team.path || '%%'))
    AND (recent.roles = '[]' OR {fits})"""
_HOLDS = ", ".join(
    f"MAX(CASE WHEN held.name = %(group_{role})s THEN 1 ELSE 0 END) AS is_{role}" for role in Role.values
)
_ROLES = ", ".join(f"is_{role}" for role in Role.values)
_FITS = " OR ".join(f"(profile.is_{role} = 1 AND recent.roles LIKE %(role_{role})s)" for role in Role.values)

_BEST = """
SELECT delivery_id, message_id, place FROM (
    SELECT delivery_id, message_id, row_number() OVER (
        PARTITION BY delivery_id
        ORDER BY CASE WHEN distribution_id IS NULL THEN 1 ELSE 0 END, matters_now DESC,
                 first_published_at DESC, message_id DESC
    ) AS place
    FROM fresh
) AS ranked WHERE place <= %(size)s
"""

_STILL = """
SELECT item.delivery_id, item.message_id, fresh.pillar_id, fresh.distribution_id
FROM fresh JOIN {item} AS item ON item.delivery_id = fresh.delivery_id AND item.message_id = fresh.message_id
ORDER BY item.delivery_id, item.position
"""


def best_new(distribution_id: int, now: datetime) -> tuple[str, dict[str, Any]]:
    """A statement for the rows (delivery, message, place) of everybody who waits for this digest, and its parameters.

    First what somebody sent to them, then what matters now, then the newest; never what they have had, seen or shared.
    """
    statement, parameters = _statement(
        _BEST,
        receivers="delivery.distribution_id = %(distribution)s AND delivery.state = 'pending'",
        messages="1 = 1",
        everything="1 = 0",
        # One that waits to be sent counts: otherwise the next digest would bring it too.
        counting="'pending', 'claimed', 'sending', 'sent', 'unknown'",
        now=now,
        since=now - NEW_FOR,
    )
    return statement, {**parameters, "distribution": distribution_id}


def digest_contents(deliveries: Sequence[Delivery], now: datetime) -> dict[int, list[Item]]:
    """Per delivery of a digest what is still new, in its order. A few queries, whatever the number of deliveries."""
    found: dict[int, list[Item]] = {delivery.pk: [] for delivery in deliveries}
    statement, parameters = _statement(
        _STILL,
        receivers="delivery.id IN ({ids})",
        messages="message.id IN (SELECT message_id FROM {item} WHERE delivery_id IN ({ids}))",
        everything="1 = 1",
        counting="'sent', 'unknown'",
        ids=", ".join(str(int(pk)) for pk in found) or "NULL",
        now=now,
        # What was new when the digest was made hasn't grown old while it waited.
        since=min((delivery.distribution.created_at for delivery in deliveries), default=now) - NEW_FOR,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows = cursor.fetchall()
    messages = ShareableMessage.objects.in_bulk({row[1] for row in rows})
    # May not go out any more, such as after a withdrawn consent, though who shared it can still see it.
    kept_back = {pk for pk, message in messages.items() if obstacles(message)}
    rows = [row for row in rows if row[1] not in kept_back]
    networks = _networks(messages)
    pillars = {pillar.pk: pillar for pillar in Pillar.objects.filter(pk__in={row[2] for row in rows} - {None})}
    senders = _senders({row[3] for row in rows} - {None})
    languages = {delivery.pk: delivery.ambassador.language for delivery in deliveries}
    for delivery_id, message_id, pillar_id, distribution_id in rows:
        pillar = pillars[pillar_id].texts_in(languages[delivery_id]).name if pillar_id else ""
        found[delivery_id].append(
            Item(messages[message_id], networks[message_id], pillar, senders.get(distribution_id, ""))
        )
    return found


def _networks(message_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Message → the networks of its pillars. modelcluster's relation can't be prefetched."""
    pairs = ShareableMessage.pillars.through.objects.filter(shareablemessage_id__in=message_ids)
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    for message_id, keys in pairs.values_list("shareablemessage_id", "pillar__networks"):
        found[message_id] |= frozenset(keys)
    return found


def _senders(ids: Iterable[int]) -> dict[int, str]:
    made = Distribution.objects.filter(pk__in=ids).select_related("created_by")
    return {each.pk: person_name(each.created_by) for each in made}


def _statement(
    end: str, *, receivers: str, messages: str, now: datetime, since: datetime, **parts: str
) -> tuple[str, dict[str, Any]]:
    names = {name: connection.ops.quote_name(model._meta.db_table) for name, model in _TABLES.items()}
    users: Any = get_user_model()._meta.get_field("groups")
    names["user_groups"] = connection.ops.quote_name(users.remote_field.through._meta.db_table)
    names["user_column"] = connection.ops.quote_name(users.m2m_column_name())
    # A site with one language: it is for everybody, whatever language they read mails in.
    language = "1 = 1" if Locale.objects.count() == 1 else "recent.language = profile.language"
    pairs = _PAIRS.replace("{receivers}", receivers).replace("{messages}", messages).replace("{audience}", _AUDIENCE)
    adapt = connection.ops.adapt_datetimefield_value
    moments = {"now": adapt(now), "since": adapt(since), "today": timezone.localtime(now).date().isoformat()}
    texts = {"holds": _HOLDS, "roles": _ROLES, "fits": f"({_FITS})", "language": language}
    parameters = {**moments, **_role_names(), "size": shift_settings.DIGEST_SIZE}
    return (pairs + end).format(**names, **parts, **texts), parameters


def _role_names() -> dict[str, str]:
    """Role → its group, and how it stands in the roles of a message."""
    names = {f"group_{role}": group_names([role])[0] for role in Role.values}
    return names | {f"role_{role}": f'%"{role}"%' for role in Role.values}


_TABLES: dict[str, Any] = {
    "ambassador": Ambassador,
    "delivery": Delivery,
    "distribution": Distribution,
    "focus": FocusPeriod,
    "group": Group,
    "item": DigestItem,
    "locale": Locale,
    "membership": PillarMembership,
    "message": ShareableMessage,
    "message_pillars": ShareableMessage.pillars.through,
    "message_teams": ShareableMessage.teams.through,
    "pillar": Pillar,
    "seen": Seen,
    "share": Share,
    "team": Team,
}
