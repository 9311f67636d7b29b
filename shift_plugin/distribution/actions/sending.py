"""The engine: send in chunks over one connection. Safe to run twice, anywhere, at any time.

A delivery goes pending → claimed (a lease on it) → sending (now it may leave) → settled. Each step is one UPDATE that
names the state and the claim it comes from, so that of any number of workers exactly one makes it.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, Case, DateTimeField, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone

from shift_plugin.base.actions import Update, patiently
from shift_plugin.conf import shift_settings
from shift_plugin.distribution.actions.preparing import Mails, mail_reasons, prepare
from shift_plugin.distribution.actions.settling import settle_unknown, stop
from shift_plugin.distribution.channels.composing import message_id
from shift_plugin.distribution.channels.digests import Press
from shift_plugin.distribution.channels.email import Handed, NoConnection, Postman, words_of
from shift_plugin.distribution.channels.letters import Letter
from shift_plugin.distribution.enums import ENDED, DeliveryState, SkipReason
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.queries import window
from shift_plugin.distribution.rules import CHUNK_TIME, after_refusal, retry_pause
from shift_plugin.people.actions import count_refusal, forget_refusals
from shift_plugin.people.models import Ambassador

logger = logging.getLogger("shift_plugin")

# What stands for the values of a step until they are known.
_STAND_INS: dict[str, Any] = {
    "this": -11,
    "previous": -12,
    "now": datetime(1970, 1, 2, 3, 4, 5, 6, tzinfo=UTC),
    "message_id": "<the Message-ID>",
}


def claim(*, now: datetime, size: int) -> str:
    """Take a lease on the oldest due deliveries; returns the claim, or an empty text when there are none."""
    token = uuid.uuid4().hex
    with transaction.atomic():
        due = Delivery.objects.due(now).select_for_update(skip_locked=True).order_by("due_at", "pk")
        taken = Delivery.objects.filter(pk__in=list(due.values_list("pk", flat=True)[:size]))
        number = taken.filter(state=DeliveryState.PENDING).update(
            state=DeliveryState.CLAIMED, claim=token, claimed_at=now
        )
    return token if number else ""


def send_due(*, now: datetime | None = None) -> int:
    """Send chunk after chunk until nothing is due or the time of a task is over; returns how many deliveries."""
    started, total, press = timezone.now(), 0, Press()
    while timezone.now() - started < CHUNK_TIME and (number := send_chunk(now=now, press=press)):
        total += number
    return total


def send_chunk(*, now: datetime | None = None, press: Press | None = None) -> int:
    """Claim one chunk and send it; returns how many deliveries were claimed, 0 when the mail server can't be reached.

    What wasn't sent, for whatever reason, is given back. ``press``: what chunks before this one have made already.
    """
    token = claim(now=now or timezone.now(), size=shift_settings.CHUNK_SIZE)
    if not token:
        return 0
    held = Delivery.objects.filter(claim=token, state=DeliveryState.CLAIMED)
    try:
        return Chunk(token=token, started=timezone.now(), now=now, press=press or Press()).send()
    except NoConnection as error:
        # Nobody's fault: everything stays due, and no try is counted.
        held.update(reason=str(error)[:500])
        logger.warning("The mail server can't be reached: %s", error)
        return 0
    finally:
        patiently(lambda: held.update(state=DeliveryState.PENDING, claim="", claimed_at=None))


class MessageChanged(Exception):  # noqa: N818 - nothing went wrong
    """The message was edited, expired or taken offline after this mail was made and before it left."""


@dataclass
class Chunk:
    """The deliveries under one claim. ``now`` is the clock where somebody else holds it, else time goes on."""

    token: str
    started: datetime
    now: datetime | None = None
    press: Press = field(default_factory=Press)

    def __post_init__(self) -> None:
        self._held = Delivery.objects.filter(claim=self.token)
        # Handed over, and not yet written down.
        self._previous: Delivery | None = None
        self._steps: dict[tuple[int, str], Update] = {}

    def send(self) -> int:
        """Raises NoConnection when the mail server can't be reached; what was taken before that is settled."""
        deliveries = self._held.select_related("ambassador__user", "ambassador__team").order_by("due_at", "pk")
        groups: dict[int, list[Delivery]] = {}
        for delivery in deliveries:
            groups.setdefault(delivery.distribution_id, []).append(delivery)
        # Once, and not with each of their deliveries.
        related = ("message", "challenge__example_story", "created_by")
        known = Distribution.objects.select_related(*related).prefetch_related("teams").in_bulk(groups)
        try:
            with Postman() as postman:
                for pk, group in groups.items():
                    self._settle_previous()
                    self._send_group(postman, known[pk], group)
        finally:
            self._settle_previous()
            for step in self._steps.values():
                step.close()
        return len(deliveries)

    def _moment(self) -> datetime:
        return self.now or timezone.now()

    def _send_group(self, postman: Postman, distribution: Distribution, group: list[Delivery]) -> None:
        """Send those of one distribution. They share its message, its checks and its skeletons."""
        for delivery in group:
            delivery.distribution = distribution
        if distribution.state in ENDED:
            # A mail that was refused for the time being came back after it was ended.
            waiting = self._held.filter(distribution=distribution, state=DeliveryState.CLAIMED)
            waiting.update(state=DeliveryState.SKIPPED, reason=ENDED[distribution.state])
            return
        mails = prepare(distribution, group, self._moment(), self.press)
        if mails is None:
            stop(distribution_id=distribution.pk, now=self._moment())
            return
        wanted = []
        for delivery in group:
            if reason := mails.reason(delivery):
                self._skip(delivery, reason)
            else:
                wanted.append(delivery)
        for delivery in self._put_off(wanted):
            if timezone.now() - self.started > CHUNK_TIME:
                return
            try:
                self._send_one(postman, delivery, mails)
            except MessageChanged:
                # What is left of the chunk is given back, and made anew from the message as it is then.
                return

    def _put_off(self, group: list[Delivery]) -> list[Delivery]:
        """Give back those whose person can't be reached now, until they can; returns the others.

        They have moved, or chose other hours, since the mail was planned; or the mail server took long.
        """
        now = self._moment()
        by_moment: dict[datetime, list[Delivery]] = {}
        for delivery in group:
            by_moment.setdefault(_opens_at(delivery, now), []).append(delivery)
        reachable = by_moment.pop(now, [])
        for opens_at, later in by_moment.items():
            waiting = self._held.filter(pk__in=[delivery.pk for delivery in later], state=DeliveryState.CLAIMED)
            waiting.update(state=DeliveryState.PENDING, due_at=opens_at, claim="", claimed_at=None)
        return reachable

    def _send_one(self, postman: Postman, delivery: Delivery, mails: Mails) -> None:
        try:
            if not mails.is_ready(delivery):
                self._settle_previous()
            mail = mails.letter(delivery)
        except Exception as error:
            logger.exception("The mail of delivery %s can't be made.", delivery.pk)
            self._refused(delivery, Handed(_kind_of(error), words_of(error)), DeliveryState.CLAIMED)
            return
        postman.prepare()
        # The hours may have ended since the chunk was taken up.
        if self._put_off([delivery]) and self._step(delivery, mails):
            self._hand_over(postman, delivery, mail)

    def _hand_over(self, postman: Postman, delivery: Delivery, mail: Letter) -> None:
        handed = postman.hand_over(mail)
        if handed.state == DeliveryState.SENT:
            # Written down with the step to the next one, a moment later, or at the end.
            self._previous = delivery
            if delivery.ambassador.mail_failures:
                forget_refusals(ambassador_id=delivery.ambassador_id)
        elif handed.state == DeliveryState.UNKNOWN:
            lost = self._held.filter(pk=delivery.pk)
            patiently(lambda: settle_unknown(lost, now=self._moment(), words=handed.words))
        else:
            self._refused(delivery, handed, DeliveryState.SENDING)

    def _step(self, delivery: Delivery, mails: Mails) -> bool:
        """Settle the mail before this one and mark this one as leaving, by one statement.

        False when it mustn't leave any more: cancelled, stopped, or the person changed their mind just now. Raises
        MessageChanged when the mail in hand tells what the message told before.
        """
        now, previous = self._moment(), self._previous
        key = (delivery.distribution_id, delivery.ambassador.language)
        if key not in self._steps:
            self._steps[key] = self._step_for(mails, delivery.ambassador.language)
        values = {
            "this": delivery.pk,
            "previous": previous.pk if previous else None,
            "now": now,
            "message_id": message_id(delivery),
        }
        rows = patiently(lambda: self._steps[key].run(values))
        self._previous = None
        if rows == (2 if previous else 1):
            return True
        if self._held.filter(pk=delivery.pk, state=DeliveryState.SENDING).exists():
            return True
        # Not of what is held: who changed their mind just now took the mail out of our hands.
        told = Delivery.objects.filter(mails.unchanged(delivery.ambassador.language, now), pk=delivery.pk)
        if not told.exists():
            raise MessageChanged
        fresh = mail_reasons(delivery.distribution, [delivery.ambassador], now)
        self._skip(delivery, fresh.get(delivery.ambassador_id, SkipReason.OUTSIDE) or SkipReason.NO_MAIL)
        return False

    def _step_for(self, mails: Mails, language: str) -> Update:
        """The statement of ``_step`` for the mails in one language."""
        this, now = _STAND_INS["this"], _STAND_INS["now"]
        wanted = Exists(Ambassador.objects.reachable_by_mail(now).filter(pk=OuterRef("ambassador_id")))
        mine = Q(pk=this, state=DeliveryState.CLAIMED) & Q(wanted) & mails.unchanged(language, now)
        changes = {
            "state": Case(When(pk=this, then=Value(DeliveryState.SENDING)), default=Value(DeliveryState.SENT)),
            "sent_at": Case(When(pk=this, then=None), default=Value(now), output_field=DateTimeField()),
            "message_id": Case(When(pk=this, then=Value(_STAND_INS["message_id"])), default=F("message_id")),
            "claimed_at": now,
            "reason": "",
        }
        # As CASE, so that PostgreSQL looks for the numbers: the index of claimed rows is full of old ones.
        wanted_rows = Case(
            When(mine | _leaving(_STAND_INS["previous"]), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        both = self._held.filter(pk__in=[this, _STAND_INS["previous"]])
        return Update(both.filter(wanted_rows), changes, _STAND_INS)

    def _settle_previous(self) -> None:
        if self._previous is not None:
            taken = self._held.filter(_leaving(self._previous.pk))
            patiently(lambda: taken.update(state=DeliveryState.SENT, sent_at=self._moment(), reason=""))
            self._previous = None

    def _skip(self, delivery: Delivery, reason: str) -> None:
        self._held.filter(pk=delivery.pk, state=DeliveryState.CLAIMED).update(
            state=DeliveryState.SKIPPED, reason=reason
        )

    def _refused(self, delivery: Delivery, handed: Handed, state: DeliveryState) -> None:
        attempts = delivery.attempts + 1
        after = after_refusal(
            permanent=handed.state == DeliveryState.FAILED, attempts=attempts, maximum=shift_settings.MAX_ATTEMPTS
        )
        changes: dict[str, Any] = {"state": after, "attempts": attempts, "reason": handed.words}
        if after == DeliveryState.PENDING:
            due_at = _opens_at(delivery, self._moment() + retry_pause(attempts))
            changes |= {"due_at": due_at, "claim": "", "claimed_at": None}
        patiently(lambda: self._held.filter(pk=delivery.pk, state=state).update(**changes))
        if handed.is_dead:
            person = delivery.ambassador
            count_refusal(ambassador_id=person.pk, address=person.email, words=handed.words, now=self._moment())


def _leaving(pk: int) -> Q:
    """The mail that was handed over last. Its lease may have run out meanwhile, so that it is unknown or waits to be
    sent once more: the server's yes counts for more.
    """
    return Q(pk=pk, state__in=[DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.PENDING])


def _opens_at(delivery: Delivery, moment: datetime) -> datetime:
    """The first moment from this one on at which a mail may leave.

    What is urgent waits for nobody's hours. Nor does what won't leave: somebody who is gone, or wants no mail any more.
    """
    person = delivery.ambassador
    waits = person.user_id is not None and person.receives_mail and not delivery.distribution.is_urgent
    return window(person).next_open(moment) if waits else moment


def _kind_of(error: Exception) -> DeliveryState:
    """An address that is none stays so; anything else may be mended before the next try."""
    return DeliveryState.FAILED if isinstance(error, ValueError) else DeliveryState.PENDING
