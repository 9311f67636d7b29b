from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.people.actions import delete_team
from shift_plugin.people.forms import DeleteTeamForm, TeamForm
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.people.queries import indented
from shift_plugin.people.viewsets.ambassadors import CreateView, EditView


class TeamIndexView(SafeExportMixin, generic.IndexView):
    list_export = ["name", "get_kind_display"]

    @property
    def columns(self) -> list[Column]:
        title = self._get_title_column("name")
        title.accessor = indented
        return [title, Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display")]

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by("path")


class TeamDeleteView(generic.DeleteView):
    """Asks what happens to the people and to the teams below."""

    template_name = "shift_plugin/people/delete_team.html"

    def get_form(self) -> DeleteTeamForm:
        return DeleteTeamForm(self.request.POST or None, team=self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        people = Ambassador.objects.filter(team=self.object).count()
        return super().get_context_data(form=form, people=people, below=self.object.get_descendant_count(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        move_to = Team.objects.filter(pk=form.cleaned_data["move_to"]).first()
        delete_team(team=self.object, move_to=move_to, by=request.user)
        messages.success(request, self.get_success_message())
        return redirect(self.get_success_url())


class TeamViewSet(ModelViewSet):
    model = Team
    name = "shift_teams"
    url_prefix = "shift/teams"
    icon = "group"
    menu_order = 210
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["name", "kind"]
    index_view_class = TeamIndexView
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = TeamDeleteView
    delete_template_name = "shift_plugin/people/delete_team.html"
    list_filter = ["kind"]
    list_per_page = 200
    export_filename = "teams"

    def get_form_class(self, for_update: bool = False) -> type:
        return TeamForm
