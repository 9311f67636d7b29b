from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from shift_plugin.people.actions import assign_pillars
from shift_plugin.people.forms import PillarsForm
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import MAY_ASSIGN


class PillarsView(WagtailAdminTemplateMixin, FormView):
    """Puts somebody into groups; for those who may not change anything else about people."""

    form_class = PillarsForm
    template_name = "shift_plugin/people/admin_form.html"
    page_title = gettext_lazy("Choose groups")
    header_icon = "tag"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(MAY_ASSIGN):
            raise PermissionDenied
        self.ambassador = get_object_or_404(Ambassador.objects.taking_part(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.ambassador.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        label = capfirst(Ambassador._meta.verbose_name_plural)
        above = {"url": reverse("shift_ambassadors:index"), "label": label}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.ambassador.name}
        return [*super().get_breadcrumbs_items(), above, here]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "ambassador": self.ambassador}

    def form_valid(self, form: PillarsForm) -> HttpResponse:
        assign_pillars(ambassador=self.ambassador, pillars=form.cleaned_data["pillars"], by=self.request.user)
        messages.success(self.request, _("The groups of %(name)s are saved.") % {"name": self.ambassador.name})
        return redirect("shift_ambassadors:index")
