"""What the mail server really took, beside what the plugin says."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from shift_plugin.distribution.enums import DeliveryState, DistributionState
from shift_plugin.distribution.models import Distribution
from tests.chaos.sink import REFUSED

# The outcome became unknown; or it was, and the mail was planned once more (a refusal gives up the claim).
DOUBTED = """
SELECT DISTINCT delivery_id FROM chaos_record
WHERE new = 'unknown' OR (old = 'sending' AND new = 'pending' AND kept_claim)
"""


@dataclass
class Verdict:
    delivered: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    # Address → how many mails the server took.
    unknown: dict[str, int] = field(default_factory=dict)
    unexplained: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not (self.lost or self.doubled or self.unexplained)

    def lines(self) -> list[str]:
        told = [f"  outcome unknown: {address}, the server took {number}" for address, number in self.unknown.items()]
        told += [f"  LOST: {address}" for address in self.lost]
        told += [f"  DOUBLED: {address}" for address in self.doubled]
        told += [f"  UNEXPLAINED: {what}" for what in self.unexplained[:20]]
        told.append(f"  {self.refused} addresses refused for good")
        told.append(
            f"{self.delivered} delivered, {len(self.lost)} lost, {len(self.doubled)} doubled, "
            f"{len(self.unknown)} outcome unknown"
        )
        return told


def taken(ledger: Path) -> dict[str, list[str]]:
    """Address → the Message-IDs of the mails that the server took for it."""
    mails: dict[str, list[str]] = defaultdict(list)
    for line in ledger.read_text().splitlines() if ledger.exists() else []:
        row = json.loads(line)
        mails[row["to"]].append(row["id"])
    return mails


def doubted() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(DOUBTED)
        return {pk for (pk,) in cursor.fetchall()}


def judge(distribution: Distribution, ledger: Path, expected: int) -> Verdict:
    mails, in_doubt, verdict = taken(ledger), doubted(), Verdict()
    deliveries = list(distribution.deliveries.select_related("ambassador__user"))
    for delivery in deliveries:
        address = delivery.ambassador.email
        ids = mails.pop(address, [])
        if delivery.pk in in_doubt:
            verdict.unknown[address] = len(ids)
        if address.startswith(REFUSED):
            verdict.refused += delivery.state == DeliveryState.FAILED
        verdict.delivered += bool(ids)
        _judge_one(verdict, address, ids, delivery.state, delivery.pk in in_doubt)
        if ids and set(ids) != {delivery.message_id}:
            verdict.unexplained.append(f"{address} got {sorted(set(ids))} and not {delivery.message_id}")
    verdict.unexplained += [f"a mail to {address}, who is in no delivery" for address in mails]
    people = sum(not delivery.ambassador.email.startswith(REFUSED) for delivery in deliveries)
    unknown = sum(delivery.state == DeliveryState.UNKNOWN for delivery in deliveries)
    if unknown * 3 > expected:
        # Doubt is for what was under way when something broke, not a way out.
        verdict.unexplained.append(f"{unknown} of {expected} are in doubt, which explains nothing any more")
    if people != expected:
        verdict.unexplained.append(f"{people} deliveries for {expected} people")
    distribution.refresh_from_db()
    if distribution.state != DistributionState.DONE:
        states = Counter(delivery.state for delivery in deliveries)
        verdict.unexplained.append(f"the distribution is still {distribution.state}: {dict(states)}")
    return verdict


def _judge_one(verdict: Verdict, address: str, ids: list[str], state: str, in_doubt: bool) -> None:
    if address.startswith(REFUSED):
        if ids or state != DeliveryState.FAILED:
            verdict.unexplained.append(f"{address} is {state} with {len(ids)} mails, though it refuses for good")
        return
    if not ids and not (in_doubt and state == DeliveryState.UNKNOWN):
        verdict.lost.append(f"{address} ({state})")
    if len(ids) > 1 and not in_doubt:
        verdict.doubled.append(f"{address}: {len(ids)}")
    if state not in (DeliveryState.SENT, DeliveryState.UNKNOWN):
        verdict.unexplained.append(f"{address} ended as {state}")
