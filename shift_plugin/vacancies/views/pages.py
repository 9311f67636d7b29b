"""What everybody sees: the open vacancies, one of them, and where links of closed ones lead."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shift_plugin.sharing.rules import with_parameters
from shift_plugin.vacancies import queries
from shift_plugin.vacancies.enums import EmploymentType
from shift_plugin.vacancies.forms import VacancyFilterForm
from shift_plugin.vacancies.models import VacancyPage
from shift_plugin.vacancies.rules import as_script, passed_on

PAGE_SIZE = 24


def index_context(request: HttpRequest, page: Any) -> dict[str, Any]:
    """What the template of a VacancyIndexPage shows."""
    now = timezone.now()
    everything = queries.open_below(page, now=now)
    form = VacancyFilterForm(
        request.GET,
        teams=queries.teams_with_vacancies(everything),
        places=sorted(set(everything.order_by().exclude(place="").values_list("place", flat=True).distinct())),
        types=list(everything.order_by().values_list("employment_type", flat=True).distinct()),
    )
    filters = form.filters()
    paginator = Paginator(queries.open_below(page, now=now, filters=filters), PAGE_SIZE)
    shown = paginator.get_page(request.GET.get("page"))
    return {
        "filter_form": form,
        "reset_url": "?" if filters.is_on else "",
        "shown": shown,
        "cards": cards(shown.object_list, request),
        "number": paginator.count,
    }


def vacancy_context(request: HttpRequest, vacancy: VacancyPage) -> dict[str, Any]:
    """What the template of a VacancyPage shows. Past the closing moment: that it is closed, and what else is open."""
    now = timezone.now()
    facts = [
        (_("Place"), queries.place_text(vacancy)),
        (_("Hours"), queries.hours_text(vacancy)),
        (_("Type of work"), EmploymentType(vacancy.employment_type).label),
        (_("Pay"), queries.pay_text(vacancy)),
        (_("Team"), vacancy.team.name if vacancy.team else ""),
        (_("Closes"), queries.closing_text(vacancy)),
        (_("Reference number"), vacancy.reference_number),
    ]
    context: dict[str, Any] = {"facts": [(name, text) for name, text in facts if text]}
    if vacancy.is_closed(now):
        return {**context, "is_closed": True, "cards": cards(queries.other_vacancies(vacancy, now=now), request)}
    # Escaped in rules.as_script, for inside a script element.
    data = mark_safe(as_script(queries.posting(vacancy, url=vacancy.full_url or "")))  # noqa: S308  # nosec B308 B703
    return {**context, "is_closed": False, "apply_address": apply_address(request, vacancy), "job_posting": data}


def apply_address(request: HttpRequest, vacancy: VacancyPage) -> str:
    """Where the button leads, with what the visitor's own address says about where they came from."""
    if not vacancy.apply_url:
        return _where_to_apply(vacancy)
    return with_parameters(vacancy.apply_url, passed_on(request.GET, queries.known_parameters(vacancy)))


def _where_to_apply(vacancy: VacancyPage) -> str:
    return vacancy.apply_url or f"mailto:{quote(vacancy.apply_email)}?subject={quote(vacancy.title)}"


def cards(vacancies: Any, request: HttpRequest, walled: Collection[str] = ()) -> list[dict[str, Any]]:
    """``walled``: the paths of pages below which outsiders can open nothing; they go straight to where one applies."""
    return [
        {
            "title": vacancy.title,
            "url": _where_to_apply(vacancy) if queries.path_above(vacancy) in walled else vacancy.get_url(request),
            "text": " · ".join(filter(None, [queries.place_text(vacancy), queries.hours_text(vacancy)])),
            "meta": " · ".join(
                filter(None, [vacancy.team.name if vacancy.team else "", queries.pay_text(vacancy), _until(vacancy)])
            ),
        }
        for vacancy in vacancies
    ]


def _until(vacancy: VacancyPage) -> str:
    moment = queries.closing_text(vacancy)
    return _("Until %(moment)s") % {"moment": moment} if moment else ""


@login_not_required
@require_safe
@never_cache
def closed(request: HttpRequest) -> HttpResponse:
    """Where links lead whose vacancy is over and whose own address is gone. Says nothing about which one it was."""
    with translation.override(translation.get_language_from_request(request)):
        found = cards(queries.open_for_everyone(request, now=timezone.now()), request, queries.walled_paths())
        response = render(request, "shift_plugin/vacancies/closed.html", {"cards": found})
    response.headers["X-Robots-Tag"] = "noindex"
    return response
