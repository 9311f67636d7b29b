"""The strategy as employees read it. The number of queries is the same for one pillar and for thirty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import get_language
from wagtail.models import Page

from shift_plugin.strategy.models import Audience, FocusPeriod, KeyMessage, Objective, Pillar, PillarPage
from shift_plugin.strategy.rules import coming_month, week_of


@dataclass(frozen=True)
class PillarPart:
    """A pillar at one place in the line, with the key messages that are meant for the audience of that place."""

    pillar: Pillar
    texts: Any
    url: str
    key_messages: list[str]


@dataclass(frozen=True)
class AudiencePart:
    texts: Any
    pillars: list[PillarPart] = field(default_factory=list)


@dataclass(frozen=True)
class ObjectivePart:
    objective: Objective
    texts: Any
    audiences: list[AudiencePart] = field(default_factory=list)


@dataclass(frozen=True)
class Focus:
    """What a pillar asks attention for."""

    period: FocusPeriod
    note: str
    key_message: str
    pillar: Pillar
    pillar_name: str
    url: str


@dataclass(frozen=True)
class Strategy:
    """The whole strategy. ``others`` are pillars that no objective leads to."""

    objectives: list[ObjectivePart]
    others: list[PillarPart]
    this_week: list[Focus]
    coming_month: list[Focus]


def page_language(page: Page) -> str:
    """The language of a page; on a site that doesn't translate its pages, that of the reader."""
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return str(page.locale.language_code)
    return get_language() or str(settings.LANGUAGE_CODE)


def pillar_urls(language: str, request: Any = None) -> dict[int, str]:
    """Pillar → address of its live page; the page in this language if there is one."""
    pages = PillarPage.objects.live().filter(pillar__isnull=False).select_related("locale").order_by("path")
    found: dict[int, tuple[bool, str]] = {}
    for page in pages:
        suits = page.locale.language_code == language
        if page.pillar_id not in found or (suits and not found[page.pillar_id][0]):
            found[page.pillar_id] = (suits, page.get_url(request) or "")
    return {pillar_id: url for pillar_id, (_suits, url) in found.items()}


def strategy(*, language: str, today: date, request: Any = None) -> Strategy:
    """The line objective → audience → pillar → key message, and what matters now, in this language."""
    pillars = {pillar.pk: pillar for pillar in Pillar.objects.active()}
    urls = pillar_urls(language, request)
    messages = _key_messages(pillars, language)

    def part(pillar_id: int, audience_id: int | None = None) -> PillarPart:
        pillar = pillars[pillar_id]
        told = [text for text, meant in messages[pillar_id] if audience_id is None or not meant or audience_id in meant]
        return PillarPart(pillar, pillar.texts_in(language), urls.get(pillar_id, ""), told)

    objectives, placed = _lines(pillars, language, part)
    return Strategy(
        objectives=objectives,
        others=[part(pillar_id) for pillar_id in pillars if pillar_id not in placed],
        this_week=focus(*week_of(today), language=language, urls=urls),
        coming_month=_later(focus(*coming_month(today), language=language, urls=urls), week_of(today)[1]),
    )


def focus(first: date, last: date, *, language: str, urls: dict[int, str]) -> list[Focus]:
    """What matters in the days from first to last."""
    periods = FocusPeriod.objects.between(first, last).filter(pillar__is_active=True)
    return [
        Focus(
            period=period,
            note=period.texts_in(language).note,
            key_message=period.key_message.texts_in(language).text if period.key_message else "",
            pillar=period.pillar,
            pillar_name=period.pillar.texts_in(language).name,
            url=urls.get(period.pillar_id, ""),
        )
        for period in periods.select_related("pillar", "key_message").order_by("starts_on", "ends_on", "pk")
    ]


def _later(found: list[Focus], after: date) -> list[Focus]:
    return [item for item in found if item.period.starts_on > after]


def _key_messages(pillars: Iterable[int], language: str) -> dict[int, list[tuple[str, set[int]]]]:
    """Pillar → its key messages, each with the audiences that it is meant for; none means all."""
    meant: dict[int, set[int]] = defaultdict(set)
    for message_id, audience_id in KeyMessage.audiences.through.objects.values_list("keymessage_id", "audience_id"):
        meant[message_id].add(audience_id)
    found: dict[int, list[tuple[str, set[int]]]] = defaultdict(list)
    for message in KeyMessage.objects.filter(pillar_id__in=list(pillars)):
        found[message.pillar_id].append((message.texts_in(language).text, meant[message.pk]))
    return found


def _pairs(through: Any, one: str, other: str) -> set[tuple[int, int]]:
    return set(through.objects.values_list(f"{one}_id", f"{other}_id"))


def _lines(pillars: dict[int, Pillar], language: str, part: Any) -> tuple[list[ObjectivePart], set[int]]:
    """A pillar stands below an audience when it serves both the audience and the objective.

    A pillar that serves an objective but none of its audiences stands below the objective without one.
    """
    audiences = list(Audience.objects.all())
    wants = _pairs(Audience.objectives.through, "audience", "objective")
    serves = _pairs(Pillar.objectives.through, "pillar", "objective")
    tells = _pairs(Pillar.audiences.through, "pillar", "audience")
    lines, placed = [], set()
    for objective in Objective.objects.all():
        line = ObjectivePart(objective, objective.texts_in(language))
        here = [pillar_id for pillar_id in pillars if (pillar_id, objective.pk) in serves]
        below: set[int] = set()
        for audience in audiences:
            if (audience.pk, objective.pk) not in wants:
                continue
            ids = [pillar_id for pillar_id in here if (pillar_id, audience.pk) in tells]
            below.update(ids)
            line.audiences.append(AudiencePart(audience.texts_in(language), [part(pk, audience.pk) for pk in ids]))
        if rest := [part(pillar_id) for pillar_id in here if pillar_id not in below]:
            line.audiences.append(AudiencePart(None, rest))
        placed.update(here)
        lines.append(line)
    return lines, placed


@dataclass(frozen=True)
class PillarStory:
    """Everything about one pillar that its page shows, in the language of that page."""

    pillar: Pillar
    texts: Any
    key_messages: list[str]
    objectives: list[Any]
    audiences: list[Any]
    owner: str
    this_week: list[Focus]
    coming_month: list[Focus]


def person_name(user: Any) -> str:
    """A user's name as the host's model tells it; nothing for somebody who may no longer log in."""
    if user is None or not user.is_active:
        return ""
    full_name = user.get_full_name() if hasattr(user, "get_full_name") else ""
    return full_name.strip() or str(user)


def name_fields() -> list[str]:
    """The fields of the host's user model in which a person's name or address can be found."""
    model = get_user_model()
    wanted = ["first_name", "last_name", "name", "full_name", model.get_email_field_name(), model.USERNAME_FIELD]
    known = {field.name for field in model._meta.get_fields()}
    return [name for name in dict.fromkeys(wanted) if name in known]


def pillar_story(pillar_id: int | None, *, language: str, today: date) -> PillarStory | None:
    """None when the pillar is gone or no longer in use."""
    pillar = Pillar.objects.active().select_related("owner").filter(pk=pillar_id).first()
    if pillar is None:
        return None
    week, month = week_of(today), coming_month(today)
    periods = [
        item
        for item in focus(week[0], max(week[1], month[1]), language=language, urls={})
        if item.pillar.pk == pillar.pk
    ]
    return PillarStory(
        pillar=pillar,
        texts=pillar.texts_in(language),
        key_messages=[message.texts_in(language).text for message in KeyMessage.objects.filter(pillar=pillar)],
        objectives=[(item, item.texts_in(language)) for item in Objective.objects.filter(pillars=pillar)],
        audiences=[(item, item.texts_in(language)) for item in Audience.objects.filter(pillars=pillar)],
        owner=person_name(pillar.owner),
        this_week=[item for item in periods if item.period.starts_on <= week[1]],
        coming_month=_later(periods, week[1]),
    )
