"""Trusted creators in the admin: who they are, granting and revoking."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.people.models import Ambassador
from shift_plugin.people.queries import search_people
from shift_plugin.stories.actions.trust import revoke_trust
from shift_plugin.stories.forms.trust import TrustForm
from shift_plugin.stories.models import TrustedCreator
from shift_plugin.strategy.models import Pillar


class TrustFilterSet(WagtailFilterSet):
    pillar = django_filters.ModelChoiceFilter(label=_("Content pillar"), queryset=lambda request: Pillar.objects.all())

    class Meta:
        model = TrustedCreator
        fields: list[str] = []


class TrustIndexView(SafeExportMixin, generic.IndexView):
    # Searching is our own, whatever fields the host's users have; Wagtail only asks whether there is something.
    search_fields = ["ambassador"]
    list_export = ["ambassador", "pillar", "granted_by", "granted_at"]

    def get_base_queryset(self) -> QuerySet[TrustedCreator]:
        return TrustedCreator.objects.select_related("ambassador__user", "pillar", "granted_by")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        return queryset.filter(ambassador__in=search_people(Ambassador.objects.all(), self.search_query))

    def get_edit_url(self, instance: TrustedCreator) -> str | None:
        """There is nothing to change: it is granted or not."""
        return None

    def to_row_dict(self, item: TrustedCreator) -> dict[str, Any]:
        return {
            "ambassador": item.ambassador.name,
            "pillar": str(item.pillar),
            "granted_by": str(item.granted_by or ""),
            "granted_at": item.granted_at,
        }


class TrustCreateView(generic.CreateView):
    def save_instance(self) -> TrustedCreator:
        return self.form.save()

    def get_success_buttons(self) -> list[Any]:
        """There is nothing to change afterwards."""
        return []

    def get_initial(self) -> dict[str, Any]:
        chosen = self.request.GET.get("user", "")
        return {"user": chosen} if chosen else {}


class TrustDeleteView(generic.DeleteView):
    page_title = _("Stop trusting")
    success_message = _("Their stories are reviewed again.")

    def delete_action(self) -> None:
        revoke_trust(trust=self.object, by=self.request.user)

    @property
    def confirmation_message(self) -> Any:
        return _("Stories of %(name)s about %(pillar)s wait for an editor from now on. What was published stays.") % {
            "name": self.object.ambassador,
            "pillar": self.object.pillar,
        }


class TrustedCreatorViewSet(ModelViewSet):
    model = TrustedCreator
    name = "shift_trusted_creators"
    url_prefix = "shift/trusted-creators"
    menu_label = _("Trusted creators")
    menu_name = "shift-trusted-creators"
    menu_order = 365
    icon = "success"
    copy_view_enabled = False
    index_view_class = TrustIndexView
    add_view_class = TrustCreateView
    delete_view_class = TrustDeleteView
    filterset_class = TrustFilterSet
    export_filename = "trusted-creators"
    add_to_reference_index = False
    ordering = ["-granted_at", "-pk"]
    list_per_page = 50
    list_display = [
        Column("ambassador", label=_("Ambassador"), accessor="ambassador"),
        Column("pillar", label=_("Content pillar"), accessor="pillar"),
        Column("granted_by", label=_("Granted by"), accessor="granted_by"),
        Column(
            "granted_at",
            label=_("Granted at"),
            accessor=lambda trust: date_format(localtime(trust.granted_at), "SHORT_DATE_FORMAT"),
            sort_key="granted_at",
        ),
    ]

    def get_form_class(self, for_update: bool = False) -> type:
        return TrustForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        made = super().get_index_view_kwargs(**kwargs)
        return {key: value for key, value in made.items() if key not in ("search_fields", "list_export")}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in ("edit", "history", "usage")]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nothing = {"edit_url_name": None, "history_url_name": None, "usage_url_name": None}
        return super().get_common_view_kwargs(**{**nothing, **kwargs})
