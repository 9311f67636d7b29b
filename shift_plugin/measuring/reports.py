"""The report: what was opened, confirmed and clicked, by network, pillar, message and team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.conf import shift_settings
from shift_plugin.measuring.enums import FIGURES, Dimension, Figure
from shift_plugin.measuring.forms import ReportForm
from shift_plugin.measuring.queries import Choice, over_time, summary, table
from shift_plugin.measuring.rules import Count

VIEW_FIGURES = "shift_plugin.view_dayfigure"
DATES = "dates"


@dataclass(frozen=True)
class Section:
    """One table of the report with its chart, and what the first column is called."""

    name: str
    title: Any
    column: Any
    note: Any = ""


SECTIONS = (
    Section(Dimension.NETWORK, gettext_lazy("By network"), gettext_lazy("Network")),
    Section(
        Dimension.PILLAR,
        gettext_lazy("By content pillar"),
        gettext_lazy("Content pillar"),
        gettext_lazy("A message in two pillars counts in both."),
    ),
    Section(
        Dimension.MESSAGE,
        gettext_lazy("Messages with the most clicks"),
        gettext_lazy("Message"),
        gettext_lazy("The best ten."),
    ),
    Section(
        Dimension.TEAM,
        gettext_lazy("By team"),
        gettext_lazy("Team"),
        gettext_lazy("The team somebody was in when sharing. Small teams are taken together, to protect people."),
    ),
)


@dataclass(frozen=True)
class ExportRow:
    """A line of a spreadsheet."""

    label: str
    opened: int
    confirmed: int
    clicks: int


class FiguresView(SafeExportMixin, WagtailAdminTemplateMixin, TemplateView):
    """The report in the admin. ``?export=csv|xlsx&table=network`` gives one of its tables as a spreadsheet."""

    template_name = "shift_plugin/measuring/figures.html"
    page_title = gettext_lazy("Figures")
    header_icon = "table"
    list_export = ["label", "opened", "confirmed", "clicks"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(VIEW_FIGURES):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("export")
        if wanted in self.FORMATS:
            return self.as_spreadsheet(self.export_rows(request.GET.get("table", "")), wanted)
        return super().get(request, *args, **kwargs)

    @cached_property
    def today(self) -> Any:
        return timezone.localdate(timezone=timezone.get_default_timezone())

    @cached_property
    def form(self) -> ReportForm:
        return ReportForm(self.request.GET, today=self.today)

    @cached_property
    def choice(self) -> Choice:
        return self.form.choice()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        moments = over_time(self.choice)
        return super().get_context_data(
            form=self.form,
            choice=self.choice,
            is_measured=bool(shift_settings.PUBLIC_BASE_URL),
            figures=self.figures(summary(self.choice)),
            moments=[self.moment(first, last) for first, last, _count in moments],
            lines=[(figure.label, [getattr(count, figure.field) for *_dates, count in moments]) for figure in FIGURES],
            sections=[(section, self.bars(section)) for section in SECTIONS],
            labels=[str(figure.label) for figure in FIGURES],
            **kwargs,
        )

    def figures(self, total: Count) -> list[tuple[Figure, int | None]]:
        """Each figure with its value; None for clicks when there is no public address to count them on."""
        known = {"clicks": None} if not shift_settings.PUBLIC_BASE_URL and not total.clicks else {}
        return [(figure, known.get(figure.field, getattr(total, figure.field))) for figure in FIGURES]

    def bars(self, section: Section) -> list[tuple[str, list[int]]]:
        rows = table(Dimension(section.name), self.choice, today=self.today)
        return [(row.label, [row.opened, row.confirmed, row.clicks]) for row in rows]

    @staticmethod
    def moment(first: Any, last: Any) -> str:
        if first == last:
            return date_format(first, "j b")
        return f"{date_format(first, 'j b')} – {date_format(last, 'j b')}"

    # Spreadsheets

    def export_rows(self, name: str) -> list[ExportRow]:
        if name == DATES:
            self.first_column, self.table_name = _("Period"), _("over time")
            return [
                ExportRow(label=first.isoformat() if first == last else f"{first} / {last}", **vars(count))
                for first, last, count in over_time(self.choice)
            ]
        section = next((section for section in SECTIONS if section.name == name), None)
        if section is None:
            raise Http404
        self.first_column, self.table_name = section.column, section.title
        rows = table(Dimension(section.name), self.choice, today=self.today)
        return [ExportRow(row.label, row.opened, row.confirmed, row.clicks) for row in rows]

    def get_heading(self, queryset: Any, field: str) -> str:
        if field == "label":
            return str(self.first_column)
        figure = next(figure for figure in FIGURES if figure.field == field)
        return f"{figure.label} ({figure.kind.label})"

    def get_filename(self) -> str:
        return slugify(f"shift {self.table_name} {self.choice.first} {self.choice.last}")
