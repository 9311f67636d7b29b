"""Everything that changes shares.

Shares aren't in Wagtail's audit log: the history of a message would tell every editor who shared it, and who didn't.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime
from functools import lru_cache

from django.db import connections, router, transaction
from django.db.models import Case, F, When
from django.utils import timezone

from shift_plugin.base.enums import networks
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.rules import normalised_fingerprint
from shift_plugin.people.models import Ambassador
from shift_plugin.sharing.enums import ShareSource
from shift_plugin.sharing.models import Click, DailySalt, Share, TrackedLink
from shift_plugin.sharing.queries import is_measured, target
from shift_plugin.sharing.rules import visitor_hash
from shift_plugin.sharing.signals import share_confirmed, share_opened, share_unconfirmed

SALT_BYTES = 32


class SharingError(Exception):
    """Something that no page of ours asks for."""


@transaction.atomic
def open_share(
    *,
    ambassador: Ambassador,
    message: ShareableMessage,
    network: str,
    key: str,
    text: str,
    source: str = ShareSource.LIBRARY,
    delivery_id: int | None = None,
) -> Share:
    """Write down that somebody goes to a network with this text, and make the link that stands in it.

    Safe to repeat: the key makes it one share, also when two requests come in at once. The last text counts.
    """
    fingerprint = normalised_fingerprint(text)
    words = {
        "text": text,
        "fingerprint": fingerprint,
        "is_own_words": bool(fingerprint) and fingerprint != normalised_fingerprint(message.text_for(network)),
    }
    share, is_new = Share.objects.get_or_create(
        key=key,
        defaults={
            "ambassador": ambassador,
            "message": message,
            "network": network,
            "team_id": ambassador.team_id,
            "source": source,
            **words,
        },
    )
    if not is_new:
        if (share.ambassador_id, share.message_id, share.network) != (ambassador.pk, message.pk, network):
            raise SharingError("This key belongs to another share.")
        if text != share.text:
            Share.objects.filter(pk=share.pk).update(**words)
            share.refresh_from_db(fields=list(words))
        return share
    address = target(message, network, key) if networks()[network].is_measured else ""
    if address and is_measured():
        TrackedLink.objects.create(code=key, share=share, target_url=address)
    share_opened.send(Share, share=share, delivery_id=delivery_id)
    return share


@transaction.atomic
def confirm_share(*, share: Share, post_url: str = "") -> None:
    """The person says that the post was placed. Saying it again may add or change the address of the post."""
    open_answer = Share.objects.filter(pk=share.pk, confirmed_at=None)
    is_news = open_answer.update(confirmed_at=timezone.now(), not_posted_at=None)
    if post_url:
        Share.objects.filter(pk=share.pk).update(post_url=post_url)
    share.refresh_from_db()
    if is_news:
        share_confirmed.send(Share, share=share)


@transaction.atomic
def decline_share(*, share: Share) -> None:
    """The person says that it wasn't posted, so nobody asks again."""
    _take_back(share, not_posted_at=timezone.now())


@transaction.atomic
def forget_answer(*, share: Share) -> None:
    """The person takes back what they answered; the question is open again."""
    _take_back(share, not_posted_at=None)


def _take_back(share: Share, *, not_posted_at: datetime | None) -> None:
    confirmed_at = Share.objects.filter(pk=share.pk).values_list("confirmed_at", flat=True).get()
    taken_back = Share.objects.filter(pk=share.pk, confirmed_at=confirmed_at).update(confirmed_at=None)
    Share.objects.filter(pk=share.pk).update(not_posted_at=not_posted_at, post_url="")
    share.refresh_from_db()
    if confirmed_at and taken_back:
        share_unconfirmed.send(Share, share=share, confirmed_at=confirmed_at)


def visit(*, code: str, address: str, user_agent: str, counts: bool = True, now: datetime) -> str | None:
    """Where a tracked link leads, None for an unknown code; stores the click of a human visitor on the way.

    One per visitor, link and day: a second one is dropped by the database. What identifies the visitor doesn't outlive
    this function.
    """
    if not counts:
        return TrackedLink.objects.filter(code=code).values_list("target_url", flat=True).first()
    # The day of the site, whatever zone the request has been given.
    day = now.astimezone(timezone.get_default_timezone()).date()
    visitor = visitor_hash(salt=daily_salt(day), address=address, user_agent=user_agent, code=code)
    if connections[router.db_for_write(Click)].vendor == "postgresql":
        return _store_in_one(code, day, now, visitor)
    link = TrackedLink.objects.filter(code=code).values_list("pk", "target_url").first()
    if link is None:
        return None
    Click.objects.bulk_create([Click(link_id=link[0], day=day, clicked_at=now, visitor=visitor)], ignore_conflicts=True)
    return link[1]


def _store_in_one(code: str, day: date, now: datetime, visitor: bytes) -> str | None:
    """Look-up and click in one statement: a second trip to the database costs a third of all visits per second."""
    with connections[router.db_for_write(Click)].cursor() as cursor:
        cursor.execute(STORE_CLICK, [code, day, now, visitor])
        row = cursor.fetchone()
    return row[0] if row else None


STORE_CLICK = f"""
WITH link AS (SELECT id, target_url FROM {TrackedLink._meta.db_table} WHERE code = %s),
     click AS (INSERT INTO {Click._meta.db_table} (link_id, day, clicked_at, visitor)
               SELECT id, %s, %s, %s FROM link ON CONFLICT DO NOTHING)
SELECT target_url FROM link
"""  # noqa: S608 - only names of tables are put in  # nosec B608


def lead_elsewhere(*, message_id: int, address: str) -> int:
    """Let the tracked links of a message lead to another address, for when theirs is of no use; returns how many."""
    links = TrackedLink.objects.filter(share__message_id=message_id).exclude(target_url=address)
    first = Case(When(former_url="", then=F("target_url")), default=F("former_url"))
    return links.update(former_url=first, target_url=address)


def lead_back(*, message_id: int) -> int:
    """Let them lead where they led before; returns how many."""
    led_away = TrackedLink.objects.filter(share__message_id=message_id).exclude(former_url="")
    return led_away.update(target_url=F("former_url"), former_url="")


@lru_cache(maxsize=1)
def daily_salt(day: date) -> bytes:
    """The secret of a day, the same in every process. Only that of the last day asked for stays in memory."""
    row, _is_new = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(SALT_BYTES)})
    return bytes(row.salt)


def forget_salts(*, today: date) -> int:
    """Throw away the secrets of earlier days; from then on no visitor can be recognised. Returns how many."""
    return DailySalt.objects.filter(day__lt=today).delete()[0]


def forget_texts(*, before: datetime) -> int:
    """Empty the words of shares from before this moment; what remains is who, what, where and when."""
    return Share.objects.filter(opened_at__lt=before).exclude(text="", fingerprint="").update(text="", fingerprint="")
