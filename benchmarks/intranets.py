"""The intranets of B1, B2, B3 and B9: one that the example site fills, and larger ones multiplied from it by SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from example_site.intranet.models import HomePage
from example_site.media.models import IntranetImage
from example_site.users.models import User
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.enums import Channel, DistributionState
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.enums import Role
from shift_plugin.people.models import Ambassador, PillarMembership

from .harness import settle_database, use_database
from .yardsticks.models import CardPage, EmptyPage, ListPage


@dataclass(frozen=True)
class Intranet:
    """``rows``: deliveries, and rows of the bare model that listings are compared with."""

    database: str
    messages: int
    ambassadors: int
    rows: int = 0

    def use(self) -> None:
        """Point the process to it; it is filled when it isn't there yet."""
        if use_database(SMALL.database):
            fill(SMALL)
        if self != SMALL and use_database(self.database, template=SMALL.database):
            grow(self)


SMALL = Intranet("shift_bench_small", 1_000, 2_000)
LARGE = Intranet("shift_bench_large", 10_000, 20_000, rows=10_000)
HUGE = Intranet("shift_bench_huge", 100_000, 100_000)
LISTED = Intranet("shift_bench_listed", 1_000_000, 20_000, rows=1_000_000)


def reader() -> Client:
    """The browser of an employee who takes part and has shared before."""
    return _signed_in(_reader().user)


def editor() -> Client:
    """The browser of a Social Master, who may also look at the model that listings are compared with."""
    user = User.objects.filter(groups__name=shift_settings.ROLE_GROUPS[Role.MASTER], is_superuser=False)[0]
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="yardsticks"))
    return _signed_in(user)


def opening(browser: Client, path: str) -> Callable[[], HttpResponse]:
    """Open this address as a browser would: all middleware, the view, its templates."""

    def visit() -> HttpResponse:
        response = browser.get(path)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answers with {response.status_code}.")
        return response

    return visit


def address(page_type: type[Page]) -> str:
    """Of the only page of its type in Dutch."""
    return page_type.objects.get(locale__language_code="nl").url


def message_for_reader() -> ShareableMessage:
    """With texts for two networks, a picture and a link; not shared yet by the reader."""
    rows = ShareableMessage.objects.visible(timezone.now()).in_language("nl").in_pillars_of(_reader().pk)
    rows = rows.filter(teams=None, roles=[], network_texts__isnull=False, image__isnull=False).exclude(link_url="")
    return rows.exclude(shares__ambassador=_reader()).latest("first_published_at")


def _administrator() -> User:
    return User.objects.filter(is_superuser=True)[0]


def _reader() -> Ambassador:
    return Ambassador.objects.select_related("user").get(user__email="collega001000@brinkhoven.example")


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# Filling


def fill(size: Intranet) -> None:
    call_command("load_example", messages=size.messages, ambassadors=size.ambassadors, stdout=StringIO())
    _narrow_audiences()
    _add_revisions()
    _add_yardsticks()
    _add_shares()
    settle_database()


def _narrow_audiences() -> None:
    """One message in eight is for a team, one in twenty for a role."""
    _run(
        """
        INSERT INTO shift_plugin_shareablemessage_teams (shareablemessage_id, team_id)
        SELECT message.id, team.id FROM shift_plugin_shareablemessage AS message
        JOIN (SELECT id, row_number() OVER (ORDER BY path) AS place, count(*) OVER () AS number
              FROM shift_plugin_team) AS team ON team.place = 1 + message.id %% team.number
        WHERE message.id %% 8 = 0 ON CONFLICT DO NOTHING
        """
    )
    _run("UPDATE shift_plugin_shareablemessage SET roles = '[\"creator\"]' WHERE id %% 20 = 1")


def _add_revisions() -> None:
    """Every message was written by somebody; what the text was is never read in a list."""
    kind = ContentType.objects.get_for_model(ShareableMessage).pk
    _run(
        """
        INSERT INTO wagtailcore_revision
            (content_type_id, base_content_type_id, object_id, created_at, user_id, object_str, content)
        SELECT %s, %s, id::text, first_published_at, %s, title, '{}'
        FROM shift_plugin_shareablemessage WHERE latest_revision_id IS NULL
        """,
        [kind, kind, _administrator().pk],
    )
    _run(
        """
        UPDATE shift_plugin_shareablemessage AS message SET latest_revision_id = revision.id
        FROM wagtailcore_revision AS revision
        WHERE latest_revision_id IS NULL AND content_type_id = %s AND object_id = message.id::text
        """,
        [kind],
    )


def _add_yardsticks() -> None:
    home = HomePage.objects.get(locale__language_code="nl")
    home.add_child(instance=EmptyPage(title="Leeg", slug="bench-leeg"))
    parent = home.add_child(instance=ListPage(title="Lijst", slug="bench-lijst"))
    pictures = list(IntranetImage.objects.filter(file__contains="bericht-"))
    for number in range(24):
        picture = pictures[number % len(pictures)]
        parent.add_child(
            instance=CardPage(
                title=f"Een dag met een collega ({number})",
                slug=f"bench-{number}",
                introduction="Wat er gebeurde, wie erbij was en wat we ervan leerden. Zoals je het thuis vertelt.",
                image=picture,
                image_alt=picture.description,
                first_published_at=timezone.now(),
            )
        )


def _add_shares() -> None:
    """Everybody shared three messages; the reader also a tenth of the newest 400."""
    columns = "(key, message_id, ambassador_id, network, source, text, fingerprint, is_own_words, opened_at, post_url)"
    values = "'linkedin', 'library', '', '', false, now() - random() * interval '90 days', ''"
    _run(
        f"""
        INSERT INTO shift_plugin_share {columns}
        SELECT 'b' || person || '-' || n,
               (SELECT id FROM shift_plugin_shareablemessage WHERE live AND id >= number ORDER BY id LIMIT 1),
               person, {values}
        FROM (SELECT a.id AS person, n, (random() * most)::bigint AS number
              FROM shift_plugin_ambassador AS a, generate_series(1, 3) AS n,
                   (SELECT max(id) AS most FROM shift_plugin_shareablemessage) AS message) AS choice
        ON CONFLICT DO NOTHING
        """
    )
    _run(
        f"""
        INSERT INTO shift_plugin_share {columns} SELECT 'r' || id, id, %s, {values}
        FROM (SELECT id FROM shift_plugin_shareablemessage WHERE live ORDER BY first_published_at DESC LIMIT 400) AS new
        WHERE id %% 10 = 3 ON CONFLICT DO NOTHING
        """,
        [_reader().pk],
    )


# Growing


def grow(size: Intranet) -> None:
    """Copy messages and people often enough, each copy with numbers and dates of its own."""
    _copy_messages(size.messages // SMALL.messages - 1)
    _copy_people(size.ambassadors // SMALL.ambassadors - 1)
    _add_shares()
    if size.rows:
        _add_rows(size)
        _add_stories(size)
    settle_database()


def _copy_messages(copies: int) -> None:
    message, revision = _step(ShareableMessage), _step(Revision)
    _multiply(
        Revision,
        copies,
        "WHERE id IN (SELECT latest_revision_id FROM shift_plugin_shareablemessage)",
        id=f"id + n * {revision}",
        object_id=f"(object_id::bigint + n * {message})::text",
        created_at="created_at - random() * interval '365 days'",
    )
    _multiply(
        ShareableMessage,
        copies,
        id=f"id + n * {message}",
        translation_key="gen_random_uuid()",
        first_published_at="CASE WHEN live THEN now() - random() * interval '365 days' END",
        latest_revision_id=f"latest_revision_id + n * {revision}",
        live_revision_id="NULL",
    )
    for through in (ShareableMessage.pillars.through, ShareableMessage.teams.through):
        _multiply(through, copies, shareablemessage_id=f"shareablemessage_id + n * {message}")


def _copy_people(copies: int) -> None:
    person, user = _step(Ambassador), "md5({} || 'n' || n)::uuid"
    publishers = Group.objects.get(name=shift_settings.ROLE_GROUPS[Role.PUBLISHER]).pk
    _multiply(User, copies, id=user.format("id::text"), email="n || '.' || email", is_superuser="false")
    _multiply(User.groups.through, copies, f"WHERE group_id = {publishers}", user_id=user.format("user_id::text"))
    _multiply(Ambassador, copies, id=f"id + n * {person}", user_id=user.format("user_id::text"))
    _multiply(PillarMembership, copies, ambassador_id=f"ambassador_id + n * {person}")


def _step(model: type[models.Model]) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True)[0]


def _multiply(model: type[models.Model], copies: int, where: str = "", **changed: Any) -> None:
    """``changed``: column → SQL for its value in copy ``n``; an automatic number follows by itself."""
    own = [field.column for field in model._meta.local_concrete_fields]
    is_numbered = isinstance(model._meta.pk, models.AutoField)
    columns = [name for name in own if name in changed or not (is_numbered and name == model._meta.pk.column)]
    values = [changed.get(name, f'"{name}"') for name in columns]
    quoted = ", ".join(f'"{name}"' for name in columns)
    _run(
        f"INSERT INTO {model._meta.db_table} ({quoted}) SELECT {', '.join(values)} "
        f"FROM {model._meta.db_table}, generate_series(1, {copies}) AS n {where}".replace("%", "%%")
    )
    for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
        _run(statement)


def _add_rows(size: Intranet) -> None:
    _run(
        """
        INSERT INTO yardsticks_barerow (title, kind, state, subject, language, author, "window", updated_at)
        SELECT 'Een dag met een collega ' || n, 'article', 'live', 'subject-' || n %% 20, 'Nederlands', 'Anna de Boer',
               '1-11-2026 t/m 30-11-2026', now() - n * interval '1 second'
        FROM generate_series(1, %s) AS n
        """,
        [size.rows],
    )
    messages = ShareableMessage.objects.filter(live=True)[: -(-size.rows // size.ambassadors)]
    made = Distribution.objects.bulk_create(
        Distribution(message=message, state=DistributionState.DONE, channels=[Channel.EMAIL], started_at=timezone.now())
        for message in messages
    )
    Delivery.objects.all().delete()
    _run(
        """
        INSERT INTO shift_plugin_delivery
            (distribution_id, ambassador_id, channel, state, due_at, claim, attempts, message_id, sent_at, reason)
        SELECT d, a.id, 'email', CASE WHEN a.id %% 40 = 0 THEN 'failed' ELSE 'sent' END, now(), '', 1, '', now(), ''
        FROM unnest(%s::bigint[]) AS d, (SELECT id FROM shift_plugin_ambassador ORDER BY id LIMIT %s) AS a LIMIT %s
        """,
        [[row.pk for row in made], size.ambassadors, size.rows],
    )


def _add_stories(size: Intranet) -> None:
    """As many stories as there are rows, over a year; one in 500 still waits, and has a photo."""
    _run(
        """
        INSERT INTO shift_plugin_story
            (key, sender_id, pillar_id, text, answers, link, language, recognisable, people_note, wants_credit, state,
             by_trust, created_at, changed_at, handed_in_at, due_at, decided_at)
        SELECT 'b' || n, person.id, pillar.id, 'Een dag met een collega ' || n, '[]', '', 'nl', '', '', false,
               CASE WHEN n %% 500 = 0 THEN 'waiting' ELSE 'accepted' END, false, at, at, at, at + interval '2 days',
               CASE WHEN n %% 500 <> 0 THEN at + interval '1 day' END
        FROM (SELECT n, now() - n * interval '365 days' / %s AS at FROM generate_series(1, %s) AS n) AS row
        JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS number
              FROM shift_plugin_ambassador) AS person ON person.place = 1 + n %% person.number
        JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS number
              FROM shift_plugin_pillar) AS pillar ON pillar.place = 1 + n %% pillar.number
        """,
        [size.rows, size.rows],
    )
    _run(
        """
        INSERT INTO shift_plugin_storyfile
            (key, story_id, kind, name, extension, content_type, file, preview, size, alt, position, added_at)
        SELECT 'f' || id, id, 'photo', '', 'jpg', 'image/jpeg', 'f' || id, 'p' || id, 1, '', 0, now()
        FROM shift_plugin_story WHERE state = 'waiting'
        """
    )


def _run(statement: str, parameters: Any = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
