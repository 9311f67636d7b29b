"""What a distribution will do, in words for its page: how many people get it when, and who they are."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shift_plugin.distribution.enums import Channel, SkipReason
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.queries import Effect, effect, people_of, reasons_why
from shift_plugin.distribution.queries.effect import NOW
from shift_plugin.distribution.viewsets.progress import count_text, moment_text
from shift_plugin.people.enums import Rhythm
from shift_plugin.people.permissions import role_label
from shift_plugin.people.queries import name_fields, search_people

_PAGE_SIZE = 50
# Said of a number of people; where there is none, the reason as it is said of one person.
_SHORT: Mapping[str, Any] = {
    Rhythm.DAILY: gettext_lazy("in the daily digest"),
    Rhythm.WEEKLY: gettext_lazy("in the weekly digest"),
    Channel.INBOX: gettext_lazy("in the intranet inbox"),
    SkipReason.PAUSED: gettext_lazy("paused"),
    SkipReason.CAPPED: gettext_lazy("at their limit of this week"),
    SkipReason.NO_MAIL: gettext_lazy("without mail, by their own choice"),
    SkipReason.NO_ADDRESS: gettext_lazy("without an address"),
    SkipReason.DEAD_ADDRESS: gettext_lazy("with an address that refuses mail"),
    SkipReason.LEFT: gettext_lazy("stopped taking part"),
    SkipReason.LANGUAGE: gettext_lazy("not in their language"),
    SkipReason.SEEN: gettext_lazy("seen or shared already"),
    SkipReason.ANSWERED: gettext_lazy("answered already"),
}


def about_effect(distribution: Distribution, request: HttpRequest, words: str) -> dict[str, Any]:
    """The groups with their numbers, and the people of the chosen one. It is worked out for the planned moment."""
    now = timezone.now()
    moment = max(now, distribution.send_at or now)
    groups = effect(distribution, moment)
    wanted = request.GET.get("who", "")
    chosen = next((group for group in groups if group.key == wanted), groups[0] if groups else None)
    context: dict[str, Any] = {
        "groups": [(group, count_text(group.number), label(group, now), group is chosen) for group in groups],
        "chosen": chosen,
        "chosen_label": label(chosen, now) if chosen else "",
        "number": sum(group.number for group in groups if is_reached(group)),
        "breaks": broken_by_urgency(distribution, moment),
    }
    return context | (_people(distribution, moment, chosen.key, request, words) if chosen else {"rows": []})


def is_reached(group: Effect) -> bool:
    return bool(group.channel) and not group.reason


def label(group: Effect, now: datetime) -> str:
    """What happens to a group, after its number: “312 at once”, “41 on Monday 8:00”."""
    if group.key == NOW and (group.moment is None or group.moment <= now + timedelta(minutes=1)):
        return _("at once")
    if group.channel == Channel.EMAIL and group.moment is not None:
        return _("on %(moment)s") % {"moment": _weekday(group.moment, now)}
    return str(_SHORT.get(group.key) or SkipReason(group.reason).label)


def _weekday(moment: datetime, now: datetime) -> str:
    """The weekday is enough for the week ahead."""
    if timedelta() <= moment - now < timedelta(days=6):
        local = timezone.localtime(moment)
        return f"{date_format(local, 'l')} {date_format(local, 'TIME_FORMAT')}"
    return moment_text(moment, now)


def broken_by_urgency(distribution: Distribution, moment: datetime) -> int:
    """Whose rhythm, working hours or weekly limit it breaks by being urgent."""
    if not distribution.is_urgent:
        return 0
    calm = copy.copy(distribution)
    calm.is_urgent = False
    return _at_once(distribution, moment) - _at_once(calm, moment)


def _at_once(distribution: Distribution, moment: datetime) -> int:
    return sum(group.number for group in effect(distribution, moment) if group.key == NOW)


def _people(distribution: Distribution, moment: datetime, key: str, request: HttpRequest, words: str) -> dict[str, Any]:
    people = search_people(people_of(distribution, moment, key).select_related("user", "team"), words)
    ordered = people.order_by(*(f"user__{name}" for name in name_fields()), "pk")
    page = Paginator(ordered, _PAGE_SIZE).get_page(request.GET.get("p"))
    whys = reasons_why(distribution, page, get_language())
    rows = [
        {"person": person, "why": whys[person.pk], "roles": [role_label(role) for role in whys[person.pk].roles]}
        for person in page
    ]
    return {"page": page, "rows": rows, "reason": SkipReason(key).label if key in SkipReason.values else ""}
