"""Objectives, audiences and pillars, in both languages."""

from datetime import timedelta

from django.utils import timezone

from example_site.content import strategy_english as english
from example_site.content.pillars import PILLARS
from example_site.content.shapes import Pillar as PillarRow
from example_site.content.strategy import AUDIENCES, OBJECTIVES
from example_site.users.models import User
from shift_plugin.strategy.models import Audience, FocusPeriod, KeyMessage, Objective, Pillar


def load_objectives() -> dict[str, Objective]:
    today = timezone.localdate()
    return {
        row.key: Objective.objects.get_or_create(
            name=row.name,
            defaults={
                "description": row.description,
                "target_figure": row.target_figure,
                "unit": row.unit,
                "target_date": today + timedelta(days=row.in_days),
                "sort_order": number,
                "local_texts": {"en": english.OBJECTIVES_EN[row.key]},
            },
        )[0]
        for number, row in enumerate(OBJECTIVES)
    }


def load_audiences(objectives: dict[str, Objective]) -> dict[str, Audience]:
    audiences: dict[str, Audience] = {}
    for number, row in enumerate(AUDIENCES):
        audience = Audience.objects.filter(name=row.name).first()
        if audience is None:
            audience = Audience(
                name=row.name,
                description=row.description,
                information_need=row.information_need,
                networks=list(row.networks),
                sort_order=number,
                local_texts={"en": english.AUDIENCES_EN[row.key]},
            )
            audience.objectives = [objectives[key] for key in row.objectives]
            audience.save()
        audiences[row.key] = audience
    return audiences


def load_pillars(
    objectives: dict[str, Objective], audiences: dict[str, Audience], users: dict[str, User]
) -> dict[str, Pillar]:
    pillars: dict[str, Pillar] = {}
    for number, row in enumerate(PILLARS):
        pillar = Pillar.objects.filter(name=row.name).first()
        if pillar is None:
            pillar = Pillar(
                name=row.name,
                summary=row.summary,
                colour=row.colour,
                networks=list(row.networks),
                owner=users[row.owner],
                is_open=row.is_open,
                sort_order=number,
                local_texts={"en": {"name": row.english_name, "summary": english.PILLAR_SUMMARIES_EN[row.key]}},
            )
            pillar.objectives = [objectives[key] for key in row.objectives]
            pillar.audiences = [audiences[key] for key in row.audiences]
            pillar.key_messages = _key_messages(row, audiences)
            pillar.save()
            _add_focus(pillar, row)
        pillars[row.key] = pillar
    return pillars


def _key_messages(row: PillarRow, audiences: dict[str, Audience]) -> list[KeyMessage]:
    found = []
    translations = english.KEY_MESSAGES_EN[row.key]
    for number, (text, translation) in enumerate(zip(row.key_messages, translations, strict=True)):
        key_message = KeyMessage(text=text, sort_order=number, local_texts={"en": {"text": translation}})
        key_message.audiences = [audiences[key] for key in row.audiences]
        found.append(key_message)
    return found


def _add_focus(pillar: Pillar, row: PillarRow) -> None:
    today = timezone.localdate()
    key_messages = list(pillar.key_messages.all())
    FocusPeriod.objects.bulk_create(
        FocusPeriod(
            pillar=pillar,
            note=focus.note,
            key_message=key_messages[focus.key_message],
            starts_on=today + timedelta(days=focus.from_day),
            ends_on=today + timedelta(days=focus.to_day),
            sort_order=number,
            local_texts={"en": {"note": translation}},
        )
        for number, (focus, translation) in enumerate(zip(row.focus, english.FOCUS_EN[row.key], strict=True))
    )
