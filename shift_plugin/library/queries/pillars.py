"""Pillars by name and colour, as lists and cards show them: without making an object of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador, PillarMembership
from shift_plugin.strategy.models import Pillar
from shift_plugin.strategy.rules import local_text


@dataclass(frozen=True)
class ReaderPillar:
    """A pillar as one reader sees it. Not the model: a page shows dozens, and making those takes long."""

    pk: int
    name: str
    colour: str
    is_mine: bool

    def __str__(self) -> str:
        return self.name


def pillars_for(ambassador: Ambassador | None) -> list[ReaderPillar]:
    """All pillars in use, and which of them this person is in the group of."""
    return with_reader(Pillar.objects.active(), ambassador)


def with_reader(pillars: QuerySet[Pillar], ambassador: Ambassador | None) -> list[ReaderPillar]:
    """These pillars, and which of them this person is in the group of."""
    mine = PillarMembership.objects.filter(pillar_id=OuterRef("pk"), ambassador_id=ambassador and ambassador.pk)
    rows = pillars.annotate(is_mine=Exists(mine)).values_list("pk", "name", "local_texts", "colour", "is_mine")
    language = get_language()
    return [
        ReaderPillar(pk, _name(name, local, language), colour, is_mine) for pk, name, local, colour, is_mine in rows
    ]


def pillar_names_of(message_ids: Iterable[int]) -> dict[int, list[str]]:
    """Names of the pillars by message, in one query; modelcluster's relation can't be prefetched."""
    rows = ShareableMessage.pillars.through.objects.filter(shareablemessage_id__in=list(message_ids))
    found: dict[int, list[str]] = {}
    language = get_language()
    for pk, name, local in rows.values_list("shareablemessage_id", "pillar__name", "pillar__local_texts"):
        found.setdefault(pk, []).append(_name(name, local, language))
    return found


def pillar_choices() -> list[tuple[int, str]]:
    """Every pillar by its name in the reader's language, without making an object of each."""
    rows = Pillar.objects.values_list("pk", "name", "local_texts")
    language = get_language()
    return [(pk, _name(name, local, language)) for pk, name, local in rows]


def _name(name: str, local: Any, language: str | None) -> str:
    return local_text(local, language, "name") or name
