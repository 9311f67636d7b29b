"""In the admin: what local actions raised, by hand or from a list."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from shift_plugin.base.rules import UnreadableFile
from shift_plugin.library.actions import set_amounts
from shift_plugin.library.forms import AmountsFileForm, AmountsForm, unreadable_amounts
from shift_plugin.library.models import LocalActionPage
from shift_plugin.library.queries import ReadAmounts, local_actions_of, read_amounts

MOST_ROWS = 1000


class AmountsView(WagtailAdminTemplateMixin, TemplateView):
    """All local actions that somebody may publish, each with its amount. A list only fills in; saving is by hand."""

    template_name = "shift_plugin/library/amounts.html"
    page_title = gettext_lazy("Amounts of local actions")
    header_icon = "heart"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def pages(self) -> list[LocalActionPage]:
        return local_actions_of(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", AmountsForm(pages=self.pages))
        kwargs.setdefault("file_form", AmountsFileForm(prefix="list"))
        return super().get_context_data(today=timezone.localdate(), **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self._read_list() if "read" in request.POST else self._save()

    def _read_list(self) -> HttpResponse:
        form = AmountsFileForm(self.request.POST, self.request.FILES, prefix="list")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(file_form=form))
        file = form.cleaned_data["file"]
        try:
            found = read_amounts(file.read(), file_name=file.name, pages=self.pages, most_rows=MOST_ROWS)
        except UnreadableFile as error:
            form.add_error("file", unreadable_amounts(error))
            return self.render_to_response(self.get_context_data(file_form=form))
        self._tell(found)
        return self.render_to_response(self.get_context_data(form=AmountsForm(pages=self.pages, filled=found.amounts)))

    def _tell(self, found: ReadAmounts) -> None:
        count = len(found.amounts)
        text = ngettext(
            "%(count)d amount was filled in. Look at it and save.",
            "%(count)d amounts were filled in. Look at them and save.",
            count,
        )
        messages.info(self.request, text % {"count": count})
        if found.unknown:
            names = ", ".join(found.unknown[:10])
            messages.warning(self.request, _("No local action was found for: %(names)s") % {"names": names})
        if found.wrong:
            names = "; ".join(found.wrong[:10])
            messages.warning(self.request, _("These are no amounts: %(names)s") % {"names": names})

    def _save(self) -> HttpResponse:
        form = AmountsForm(self.request.POST, pages=self.pages)
        if not form.is_valid():
            messages.error(self.request, _("Nothing is saved yet: an amount isn't right."))
            return self.render_to_response(self.get_context_data(form=form))
        changed = set_amounts(amounts=form.amounts, counted_on=timezone.localdate(), by=self.request.user)
        text = ngettext("%(count)d amount was changed.", "%(count)d amounts were changed.", changed)
        messages.success(self.request, text % {"count": changed})
        return redirect("shift_amounts")
