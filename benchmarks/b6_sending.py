"""10,000 personal mails: made, sent and settled one by one, beside raw smtplib and django-post-office.

Two processes call what the cluster's task calls, as two workers would. django-post-office gets the same templates,
makes the mails from them as its documentation says, and sends with as many processes.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator

from django.db.models import CharField, DateTimeField, F, IntegerField, Value
from django.test import override_settings
from django.utils import timezone

from shift_plugin.base.actions import insert_from
from shift_plugin.distribution.channels.composing import skeleton
from shift_plugin.distribution.enums import Channel, DeliveryState, DistributionState
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador

from .harness import Figure, seconds, settle_database
from .mails import SENDER, WORKERS, raw_rate, send_all, sink, use_mail_database, waiting

# What stands for a personal value in a skeleton.
MARKER = re.compile("SHIFTx([A-Za-z]+)xFILLx(?:TEXT|HTML)x")
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

    from shift_plugin.distribution.channels.composing import unsubscribe_headers

    Email.objects.all().delete()
    EmailTemplate.objects.all().delete()
    distribution = Distribution.objects.latest("pk")
    assert distribution.message
    made = skeleton(distribution, distribution.message, "nl")
    text, html = (MARKER.sub(r"{{ \1 }}", part) for part in (made.text, made.html))
    template = EmailTemplate.objects.create(name="message", subject=made.subject, content=text, html_content=html)
    people = Ambassador.objects.select_related("user").order_by("pk")[:SLOW]

    def work() -> None:
        for person in people:
            values = {name: f"{name}-{person.pk}" for name in ("name", "why", "share", "unsubscribe", "preferences")}
            headers = unsubscribe_headers(values["unsubscribe"])
            mail.send(person.email, SENDER, template=template, context=values, headers=headers)
        mail.send_queued_mail_until_done(processes=WORKERS)

    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
        time = seconds(work)
    return SLOW / time
