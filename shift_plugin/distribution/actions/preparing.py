"""What the deliveries of one distribution bring, looked at again right before they leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from django.db.models import Count, Exists, Q, Subquery
from django.db.models.lookups import Exact

from shift_plugin.distribution.channels.challenges import challenge_letter, challenge_skeleton
from shift_plugin.distribution.channels.composing import letter, skeleton
from shift_plugin.distribution.channels.digests import Press
from shift_plugin.distribution.channels.letters import Letter, Skeleton
from shift_plugin.distribution.enums import DistributionKind, SkipReason
from shift_plugin.distribution.models import Delivery, Distribution
from shift_plugin.distribution.queries import addressed, digest_contents, reasons_why, versions, with_reasons
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.models import Challenge


class Mails(Protocol):
    """The mails of a group of deliveries of one distribution."""

    def reason(self, delivery: Delivery) -> str:
        """Why it doesn't leave; empty when it does."""

    def is_ready(self, delivery: Delivery) -> bool:
        """Whether its letter is made at once, because all that takes time was made for another one."""

    def letter(self, delivery: Delivery) -> Letter: ...

    def unchanged(self, language: str, now: datetime) -> Q:
        """That what letters in this language tell is still so, as a condition on deliveries."""


def prepare(distribution: Distribution, group: list[Delivery], now: datetime, press: Press) -> Mails | None:
    """None when there is nothing to send any more, to nobody."""
    if distribution.kind == DistributionKind.DIGEST:
        return DigestMails(distribution, group, now, press)
    if distribution.challenge is not None:
        is_open = Challenge.objects.open(now).filter(pk=distribution.challenge.pk).exists()
        return ChallengeMails(distribution, group, now, distribution.challenge) if is_open else None
    offered = versions(distribution.message, now) if distribution.message else {}
    return MessageMails(distribution, group, now, offered) if offered else None


class MessageMails:
    """Of a message: the same for everybody who reads one language."""

    def __init__(
        self,
        distribution: Distribution,
        group: list[Delivery],
        now: datetime,
        offered: Mapping[str, ShareableMessage],
    ) -> None:
        people = [delivery.ambassador for delivery in group]
        self._distribution = distribution
        self._offered = offered
        self._reasons = mail_reasons(distribution, people, now)
        self._whys = reasons_why(distribution, people)
        self._made: dict[str, Skeleton] = {}

    def reason(self, delivery: Delivery) -> str:
        return self._reasons.get(delivery.ambassador_id, SkipReason.OUTSIDE)

    def is_ready(self, delivery: Delivery) -> bool:
        return delivery.ambassador.language in self._made

    def letter(self, delivery: Delivery) -> Letter:
        language = delivery.ambassador.language
        message = self._offered[language]
        if language not in self._made:
            self._made[language] = skeleton(self._distribution, message, language)
        return letter(self._made[language], delivery, message, self._whys[delivery.ambassador_id])

    def unchanged(self, language: str, now: datetime) -> Q:
        message = self._offered[language]
        same = ShareableMessage.objects.visible(now).filter(
            pk=message.pk, live_revision_id=message.live_revision_id, last_published_at=message.last_published_at
        )
        return Q(Exists(same))


class ChallengeMails:
    """Of a challenge: the same for everybody who reads one language, but for the deadline by their own clock."""

    def __init__(self, distribution: Distribution, group: list[Delivery], now: datetime, challenge: Challenge) -> None:
        people = [delivery.ambassador for delivery in group]
        self._distribution = distribution
        self._challenge = challenge
        self._now = now
        self._reasons = mail_reasons(distribution, people, now)
        self._whys = reasons_why(distribution, people)
        self._made: dict[str, Skeleton] = {}

    def reason(self, delivery: Delivery) -> str:
        return self._reasons.get(delivery.ambassador_id, SkipReason.OUTSIDE)

    def is_ready(self, delivery: Delivery) -> bool:
        return delivery.ambassador.language in self._made

    def letter(self, delivery: Delivery) -> Letter:
        language = delivery.ambassador.language
        if language not in self._made:
            self._made[language] = challenge_skeleton(self._distribution, self._challenge, language, self._now)
        return challenge_letter(self._made[language], delivery, self._challenge, self._whys[delivery.ambassador_id])

    def unchanged(self, language: str, now: datetime) -> Q:
        """Still open, with the words and the deadline that the letters tell."""
        told = {name: getattr(self._challenge, name) for name in ("title", "text", "deadline")}
        return Q(Exists(Challenge.objects.open(now).filter(pk=self._challenge.pk, **told)))


class DigestMails:
    """Of a digest: everybody's own choice of messages. What was seen, shared or withdrawn since then is left out."""

    def __init__(self, distribution: Distribution, group: list[Delivery], now: datetime, press: Press) -> None:
        people = [delivery.ambassador for delivery in group]
        self._reasons = mail_reasons(distribution, people, now)
        self._contents = digest_contents(group, now)
        self._press = press

    def reason(self, delivery: Delivery) -> str:
        reason = self._reasons.get(delivery.ambassador_id, SkipReason.OUTSIDE)
        return reason or ("" if self._contents[delivery.pk] else SkipReason.NOTHING_NEW)

    def is_ready(self, delivery: Delivery) -> bool:
        return self._press.has_all(delivery.ambassador.language, self._contents[delivery.pk])

    def letter(self, delivery: Delivery) -> Letter:
        return self._press.letter(delivery, self._contents[delivery.pk])

    def unchanged(self, language: str, now: datetime) -> Q:
        """Of all messages in the group, so that the condition is the same for each of its mails."""
        messages = {item.message.pk: item.message for items in self._contents.values() for item in items}
        gone = Q(expire_at__lte=now)
        # Whatever is published anew has a later moment than all of them had.
        if published := [message.last_published_at for message in messages.values() if message.last_published_at]:
            gone |= Q(last_published_at__gt=max(published))
        there = ShareableMessage.objects.filter(pk__in=list(messages), live=True).exclude(gone)
        # Counted: of what was deleted nothing is left that could be found gone.
        number = there.order_by().values("live").annotate(number=Count("pk")).values("number")
        return Q(Exact(Subquery(number), len(messages)))


def mail_reasons(distribution: Distribution, people: Iterable[Ambassador], now: datetime) -> dict[int, str]:
    """Why not by mail, per person who is still addressed: empty for those who get it. Who is missing isn't any more."""
    wanted = addressed(distribution).filter(pk__in=[person.pk for person in people])
    return dict(with_reasons(wanted, distribution, now).values_list("pk", "mail_reason"))
