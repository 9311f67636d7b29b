"""The import of ambassadors in the admin: upload, preview, confirm."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from shift_plugin.base.rules import UnreadableFile
from shift_plugin.conf import shift_settings
from shift_plugin.people.actions import cancel_import, confirm_import, start_import
from shift_plugin.people.enums import ImportState
from shift_plugin.people.forms import UploadForm, unreadable_text
from shift_plugin.people.models import Ambassador, ImportRun
from shift_plugin.people.permissions import MAY_IMPORT, MayNot, role_label, roles_in_use
from shift_plugin.people.queries.imports import Checker
from shift_plugin.people.queries.rows import first_lines, stored_rows, wrong_first
from shift_plugin.strategy.models import Pillar

ROWS_A_PAGE = 50
COLUMNS = {
    "email": gettext_lazy("E-mail address"),
    "name": gettext_lazy("Name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "team": gettext_lazy("Team"),
    "roles": gettext_lazy("Roles"),
    "pillars": gettext_lazy("Content pillars"),
    "language": gettext_lazy("Language"),
    "external": gettext_lazy("External"),
    "rhythm": gettext_lazy("Rhythm of mails"),
}
TEMPLATE_COLUMNS = ("email", "first_name", "last_name", "team", "roles", "pillars", "language", "external", "rhythm")


class ImportMixin:
    """For those who may import, below the list of ambassadors."""

    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(MAY_IMPORT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = capfirst(Ambassador._meta.verbose_name_plural)
        above = {"url": reverse("shift_ambassadors:index"), "label": label}
        return [*super().get_breadcrumbs_items(), above, {"url": "", "label": self.get_page_title()}]


class UploadView(ImportMixin, WagtailAdminTemplateMixin, FormView):
    form_class = UploadForm
    template_name = "shift_plugin/people/import_upload.html"
    page_title = gettext_lazy("Import a list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = [COLUMNS[name] for name in TEMPLATE_COLUMNS]
        return super().get_context_data(columns=columns, most_rows=shift_settings.IMPORT_MAX_ROWS, **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        file = form.cleaned_data["file"]
        try:
            run = start_import(
                file_name=file.name,
                content=file.read(),
                creates_missing=form.cleaned_data["creates_missing"],
                by=self.request.user,
            )
        except UnreadableFile as error:
            form.add_error("file", unreadable_text(error))
            return self.form_invalid(form)
        return redirect("shift_ambassador_import_preview", run.pk)


class PreviewView(ImportMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the list would do, row by row. Only a POST adds anybody."""

    template_name = "shift_plugin/people/import_preview.html"
    page_title = gettext_lazy("Check the list")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.has_perm(MAY_IMPORT):
            self.run = get_object_or_404(ImportRun, pk=kwargs["pk"])
            if self.run.state != ImportState.PREVIEW:
                return redirect("shift_ambassadors:index")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = wrong_first(self.run)
        page = Paginator(rows, ROWS_A_PAGE).get_page(self.request.GET.get("p"))
        checker = Checker(creates_missing=self.run.creates_missing)
        names = [name for name in COLUMNS if name == "email" or any(name in row.cells for row in rows)]
        checked = checker.check(list(page), first_lines(stored_rows(self.run)))
        return super().get_context_data(
            run=self.run,
            page=page,
            columns=[COLUMNS[name] for name in names],
            rows=[(row, row.shown(names)) for row in checked],
            wrong=self.run.error_count,
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "cancel" in request.POST:
            cancel_import(run=self.run)
            messages.success(request, _("The list is thrown away; nobody was added."))
            return redirect("shift_ambassadors:index")
        try:
            run = confirm_import(run=self.run, by=request.user)
        except MayNot as refusal:
            messages.error(request, str(refusal))
            return redirect("shift_ambassador_import_preview", pk)
        counts = {"new": run.created_count, "updated": run.updated_count, "same": run.unchanged_count}
        messages.success(request, _("Imported: %(new)s new, %(updated)s changed, %(same)s as they were.") % counts)
        return redirect("shift_ambassadors:index")


class TemplateFileView(ImportMixin, View):
    """An example to fill in, with headings in the user's language and names that this site knows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        # The byte order mark tells Excel that it is UTF-8; Dutch Excel separates by semicolons.
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";" if (get_language() or "").startswith("nl") else ",")
        writer.writerow([str(COLUMNS[name]) for name in TEMPLATE_COLUMNS])
        writer.writerow(self._example())
        response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{_("ambassadors")}.csv"'
        return response

    def _example(self) -> list[str]:
        pillars = "; ".join(pillar.name for pillar in Pillar.objects.active()[:2])
        role = role_label(roles_in_use()[-1])
        return [
            "kim@example.org",
            "Kim",
            "de Boer",
            "",
            role,
            pillars,
            (get_language() or "")[:2],
            _("no"),
            _("weekly"),
        ]
