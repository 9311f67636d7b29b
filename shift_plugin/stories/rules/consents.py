"""What the consents about one photo or video allow, taken together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# A channel beside the networks: pages and mails of the organisation itself.
INTRANET = "intranet"


@dataclass(frozen=True)
class Given:
    """One consent. ``channels`` empty: for everywhere."""

    person: str
    is_valid: bool
    channels: frozenset[str] = frozenset()


def refusing(consents: Iterable[Given]) -> list[str]:
    """The people who agreed once and don't any more: none of their consents is valid now."""
    valid: dict[str, bool] = {}
    names: dict[str, str] = {}
    for consent in consents:
        key = same_person(consent.person)
        names.setdefault(key, consent.person)
        valid[key] = valid.get(key, False) or consent.is_valid
    return [names[key] for key, is_valid in valid.items() if not is_valid]


def open_channels(consents: Iterable[Given]) -> frozenset[str] | None:
    """Where everybody agrees to; None: everywhere; nowhere when somebody doesn't agree any more.

    What somebody gave in several consents counts together.
    """
    consents = list(consents)
    if refusing(consents):
        return frozenset()
    by_person: dict[str, frozenset[str] | None] = {}
    for consent in consents:
        if not consent.is_valid:
            continue
        key = same_person(consent.person)
        known = by_person.get(key, frozenset())
        by_person[key] = known | consent.channels if consent.channels and known is not None else None
    limits = [channels for channels in by_person.values() if channels is not None]
    return frozenset.intersection(*limits) if limits else None


def same_person(name: str) -> str:
    """Names that differ only in capitals and spaces are one person's."""
    return " ".join(name.casefold().split())


_FORMS = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


def form_type(head: bytes) -> str:
    """What a signed form is, by its first bytes; empty for what we don't take."""
    return next((kind for start, kind in _FORMS if head.startswith(start)), "")
