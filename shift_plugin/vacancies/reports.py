"""The list of vacancies in the admin, and what it says on the Shift home."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.vacancies.enums import VacancyState
from shift_plugin.vacancies.filters import VacancyFilterSet
from shift_plugin.vacancies.models import VacancyPage
from shift_plugin.vacancies.permissions import MAY_SEE
from shift_plugin.vacancies.queries import closing_text, editable_by, offer_states, pay_text, with_vacancy_state


class VacanciesView(SafeExportMixin, ReportView):
    """Vacancies that somebody may change: which are open, close soon, have no pay range, or were never offered."""

    model = VacancyPage
    page_title = gettext_lazy("Vacancies")
    verbose_name = gettext_lazy("vacancy")
    verbose_name_plural = gettext_lazy("vacancies")
    header_icon = "user"
    index_url_name = "shift_vacancies"
    index_results_url_name = "shift_vacancies_results"
    default_ordering = None
    filterset_class = VacancyFilterSet
    list_export = ["title", "reference_number", "state_label", "closes_at", "team_name", "place", "pay", "offer"]
    export_headings = {
        "title": gettext_lazy("Vacancy"),
        "state_label": gettext_lazy("State"),
        "reference_number": gettext_lazy("Reference number"),
        "closes_at": gettext_lazy("Closes"),
        "place": gettext_lazy("Place"),
        "team_name": gettext_lazy("Team"),
        "pay": gettext_lazy("Pay"),
        "offer": gettext_lazy("Shared as"),
    }
    export_filename = "vacancies"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("Vacancy"), get_url=lambda row: edit_url(row.pk)),
            StatusTagColumn("state_label", label=_("State"), primary=lambda row: row.state == VacancyState.OPEN),
            Column("closes", label=_("Closes")),
            Column("team_name", label=_("Team")),
            Column("pay", label=_("Pay")),
            TitleColumn("offer", label=_("Shared as"), get_url=lambda row: offer_url(row.pk)),
        ]

    def get_base_queryset(self) -> QuerySet[VacancyPage]:
        mine = editable_by(self.request.user).select_related("team")
        return with_vacancy_state(mine, timezone.now())

    def get_queryset(self) -> QuerySet[VacancyPage]:
        return self.filter_queryset(self.get_base_queryset())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items()[:-1], {"url": "", "label": self.page_title}]

    def paginate_queryset(self, queryset: QuerySet, page_size: int) -> Any:
        paginator, page, rows, has_other_pages = super().paginate_queryset(queryset, page_size)
        page.object_list = described(rows)
        return paginator, page, page.object_list, has_other_pages

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        return super().as_spreadsheet(described(queryset), spreadsheet_format)


def described(rows: Any) -> list[Any]:
    """Vacancies with what the list says about them."""
    vacancies = list(rows)
    offers = offer_states(vacancy.pk for vacancy in vacancies)
    for vacancy in vacancies:
        vacancy.state_label = VacancyState(vacancy.state).label
        vacancy.closes = closing_text(vacancy)
        vacancy.team_name = vacancy.team.name if vacancy.team else ""
        vacancy.pay = pay_text(vacancy) or _("No pay range")
        vacancy.offer = offers[vacancy.pk][1] if vacancy.pk in offers else _("Not offered")
    return vacancies


def edit_url(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def offer_url(pk: int) -> str:
    return reverse("shift_offer_vacancy", args=[pk])


class VacanciesPanel(Component):
    """What of the vacancies asks for attention, for who may change them; stays away when there are none."""

    template_name = "shift_plugin/vacancies/home_panel.html"
    order = 50

    def __init__(self, items: list[dict[str, str]]) -> None:
        self.items = items

    @classmethod
    def for_user(cls, user: Any) -> VacanciesPanel | None:
        if not user.has_perm(MAY_SEE):
            return None
        is_open = Q(state__in=[VacancyState.OPEN, VacancyState.CLOSING])
        counts = with_vacancy_state(editable_by(user), timezone.now()).aggregate(
            all=Count("pk"),
            open=Count("pk", filter=is_open),
            closing=Count("pk", filter=Q(state=VacancyState.CLOSING)),
            unpaid=Count("pk", filter=is_open & Q(pay_min=None, pay_max=None)),
            unoffered=Count("pk", filter=is_open & Q(is_offered=False)),
        )
        return cls(_lines(counts)) if counts["all"] else None

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"items": self.items, "url": reverse("shift_vacancies")}


def _lines(counts: dict[str, int]) -> list[dict[str, str]]:
    still = "state=open&state=closing"
    lines = (
        (counts["open"], ngettext("%(count)d open vacancy", "%(count)d open vacancies", counts["open"]), still),
        (
            counts["closing"],
            ngettext("%(count)d closes within 7 days", "%(count)d close within 7 days", counts["closing"]),
            "state=closing",
        ),
        (
            counts["unpaid"],
            ngettext("%(count)d has no pay range", "%(count)d have no pay range", counts["unpaid"]),
            f"{still}&pay=no",
        ),
        (
            counts["unoffered"],
            ngettext(
                "%(count)d was not offered for sharing", "%(count)d were not offered for sharing", counts["unoffered"]
            ),
            f"{still}&offered=no",
        ),
    )
    address = reverse("shift_vacancies")
    return [
        {"text": words % {"count": count}, "url": f"{address}?{query}"}
        for count, words, query in lines
        if count or query == still
    ]
