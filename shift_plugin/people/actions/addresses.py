"""Addresses that refuse mail again and again. The count is about an address: with another one somebody starts anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Case, DateTimeField, F, QuerySet, Value, When
from django.utils import timezone
from wagtail.log_actions import log

from shift_plugin.conf import shift_settings
from shift_plugin.people.models import Ambassador
from shift_plugin.people.signals import address_set_aside


@transaction.atomic
def count_refusal(*, ambassador_id: int, address: str, words: str, now: datetime) -> bool:
    """A mail server said that it never takes mail for this address; True when the address is set aside now."""
    person = Ambassador.objects.filter(pk=ambassador_id)
    is_same = {"refused_address": address}
    person.update(
        mail_failures=Case(When(**is_same, then=F("mail_failures") + 1), default=Value(1)),
        address_dead_at=Case(When(**is_same, then=F("address_dead_at")), default=None, output_field=DateTimeField()),
        refused_address=address,
    )
    limit = shift_settings.DEAD_ADDRESS_AFTER
    return bool(limit) and _set_aside(person.filter(mail_failures__gte=limit, **is_same), words, now)


def forget_refusals(*, ambassador_id: int) -> bool:
    """A mail was taken, so the address works. One that was set aside meanwhile stays so."""
    person = Ambassador.objects.filter(pk=ambassador_id, address_dead_at=None)
    return bool(person.update(mail_failures=0, refused_address=""))


@transaction.atomic
def mark_undeliverable(*, address: str, words: str = "", now: datetime | None = None) -> int:
    """Set an address aside at once; returns for how many people.

    For what the host learns about bounces, from a mailbox or from its mail service. ``words`` is what the server said.
    """
    field = f"user__{get_user_model().get_email_field_name()}"
    people = Ambassador.objects.filter(**{f"{field}__iexact": address}).select_related("user")
    done = 0
    for person in people if address else ():
        own = Ambassador.objects.filter(pk=person.pk)
        if person.has_dead_address:
            continue
        own.update(refused_address=person.email, address_dead_at=None)
        done += _set_aside(own, words, now or timezone.now())
    return done


@transaction.atomic
def try_address_again(*, ambassador: Ambassador, by: Any) -> bool:
    """Somebody asked for mails to an address that was set aside; False when it isn't any more."""
    aside = Ambassador.objects.filter(pk=ambassador.pk, address_dead_at__isnull=False)
    if not aside.update(mail_failures=0, refused_address="", address_dead_at=None):
        return False
    log(instance=ambassador, action="shift.address_again", user=by)
    return True


def _set_aside(person: QuerySet[Ambassador], words: str, now: datetime) -> bool:
    if not person.filter(address_dead_at=None).update(address_dead_at=now):
        return False
    ambassador = person.select_related("user").get()
    log(instance=ambassador, action="shift.address_aside", data={"words": words[:500]})
    address_set_aside.send(sender=Ambassador, ambassador=ambassador, words=words)
    return True
