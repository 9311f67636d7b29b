"""10,000 personal mails: made, sent and settled one by one, beside raw smtplib and django-post-office.

Two processes call what the cluster's task calls, as two workers would.

django-post-office does the same mails in the way its documentation shows and with the settings it comes with: each mail
is made with ``mail.send`` from an ``EmailTemplate`` that holds the source of our own templates, for the person's own
name, signed links and headers for unsubscribing, and ``send_queued_mail`` sends the queue as its command does, in one
process with five threads, a hundred a batch, the result of each in its log. Made and sent both count, because our time
holds both too.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, Value
from django.template.loader import get_template
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone, translation

from shift_plugin.base.actions import insert_from, mail_headers
from shift_plugin.base.queries import absolute_url, organisation_name
from shift_plugin.distribution.channels import composing
from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, personal_token
from shift_plugin.sharing.permissions import TOKEN, share_token

from .harness import Figure, seconds, settle_database
from .mails import SENDER, WORKERS, raw_rate, send_all, sink, use_mail_database, waiting

MAILS = 10_000
# Enough to know its speed, which is the same for any number.
READY, SLOW = 3_000, 1_000
GROWTH = 10


def measure() -> Iterator[Figure]:
    use_mail_database()
    with sink() as port:
        plan(MAILS)
        ready = waiting(READY)
        raw = [raw_rate(port, ready)]
        sent = send_all(port)
        raw.append(raw_rate(port, ready))
        yardstick = statistics.mean(raw)
        slow = post_office_rate(port)
    path = f"{MAILS:,} personal mails, {WORKERS} workers"
    yield Figure(
        number="B6",
        path=f"{path}, beside raw smtplib",
        measured=sent.rate / yardstick,
        target=0.30,
        bound="at least",
    )
    if slow:
        yield Figure(
            number="B6",
            path=f"{path}, beside django-post-office",
            measured=sent.rate / slow,
            target=8,
            bound="at least",
        )
    yield Figure(number="B6", path="queries a mail", measured=sent.queries / sent.mails, unit="", target=1.1)
    yield Figure(number="B6", path="memory that a worker grew by", measured=sent.growth, unit="MB", target=GROWTH)


def plan(number: int) -> None:
    """A distribution to everybody that has started: so many people wait for their mail."""
    now = timezone.now()
    message = ShareableMessage.objects.visible(now).filter(teams=None, roles=[], locale__language_code="nl")[0]
    ShareableMessage.objects.filter(pk=message.pk).update(image=None)
    distribution = Distribution.objects.create(
        message=message,
        everyone=True,
        is_urgent=True,
        channels=[Channel.EMAIL],
        state=DistributionState.SENDING,
        send_at=now,
        started_at=now,
    )
    insert_from(
        Ambassador.objects.taking_part().filter(receives_mail=True, language="nl").order_by("pk")[:number],
        Delivery,
        {
            "distribution": Value(distribution.pk, output_field=IntegerField()),
            "ambassador": F("pk"),
            "channel": Value(Channel.EMAIL.value, output_field=CharField()),
            "state": Value(DeliveryState.PENDING.value),
            "due_at": Value(now, output_field=DateTimeField()),
            "claim": Value(""),
            "attempts": Value(0, output_field=IntegerField()),
            "message_id": Value(""),
            "reason": Value(""),
        },
    )
    settle_database()


def post_office_rate(port: int) -> float:
    """Mails per second of django-post-office for the same mail; 0 where it is not installed."""
    try:
        from post_office import mail
        from post_office.models import EmailTemplate
    except ImportError:
        return 0
    from post_office.models import Email

    Email.objects.all().delete()
    EmailTemplate.objects.all().delete()
    message = Distribution.objects.latest("pk").message
    assert message
    text, html = (get_template(f"shift_plugin/mail/message.{kind}").template.source for kind in ("txt", "html"))
    template = EmailTemplate.objects.create(name="message", subject="{{ subject }}", content=text, html_content=html)
    people = Ambassador.objects.select_related("user").order_by("pk")[:SLOW]
    shared = {"organisation": organisation_name(), "language": "nl", "subject": message.title, "message": message}
    keys = composing.fitting_networks(message)

    def work() -> None:
        for person in people:
            own, headers = personal(person, message, keys)
            mail.send(person.email, SENDER, template=template, context={**shared, **own}, headers=headers)
        mail.send_queued_mail_until_done()

    backend = "django.core.mail.backends.smtp.EmailBackend"
    with (
        override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port),
        translation.override("nl"),
    ):
        time = seconds(work)
    return SLOW / time


def personal(person: Ambassador, message: ShareableMessage, keys: list[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the template needs of one person, and the headers of their mail."""
    token = f"?{TOKEN}={share_token(ambassador_id=person.pk, message_id=message.pk, delivery_id=person.pk)}"
    unsubscribe = personal_token(UNSUBSCRIBE, person.pk)
    preferences = personal_token(PREFERENCES, person.pk)
    context = {
        "name": composing.short_name(person),
        "why": "Je krijgt dit omdat je meedoet.",
        "read_url": absolute_url(reverse("shift:message", args=[message.pk])) + token,
        "networks": composing.network_links(message, keys, token),
        "unsubscribe_url": absolute_url(reverse("shift:unsubscribe", args=[unsubscribe])),
        "preferences_url": absolute_url(reverse("shift:preferences", args=[preferences])),
    }
    return context, mail_headers(composing.unsubscribe_headers(unsubscribe))
