from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.people.actions import delete_team
from shift_plugin.people.filters import AmbassadorFilterSet
from shift_plugin.people.forms import AmbassadorForm, DeleteTeamForm, TeamForm
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.people.permissions import MAY_ASSIGN, MAY_IMPORT, role_label, roles_of
from shift_plugin.people.queries import indented, language_choices, search_people
from shift_plugin.people.views.groups import PillarsView


class SaveByFormMixin:
    """The form saves through an action, which also writes the history."""

    def save_instance(self) -> Any:
        return self.form.save(by=self.request.user)


class CreateView(SaveByFormMixin, generic.CreateView):
    pass


class EditView(SaveByFormMixin, generic.EditView):
    pass


def role_names(ambassador: Ambassador) -> str:
    return ", ".join(role_label(role) for role in roles_of(ambassador.user)) if ambassador.user else ""


def pillar_names(ambassador: Ambassador) -> str:
    return ", ".join(str(pillar) for pillar in ambassador.pillars.all())


def language_name(ambassador: Ambassador) -> str:
    return str(dict(language_choices()).get(ambassador.language, ambassador.language))


def takes_part(ambassador: Ambassador) -> bool:
    return ambassador.left_at is None and ambassador.user is not None and ambassador.user.is_active


class AmbassadorIndexView(SafeExportMixin, generic.IndexView):
    # Searching is our own, whatever fields the host's users have; Wagtail only asks whether there is something.
    search_fields = ["user"]
    list_export = ["name", "email", "team", "roles", "pillars", "language", "is_external", "joined_at", "left_at"]
    export_headings = {
        "name": gettext_lazy("Name"),
        "email": gettext_lazy("E-mail address"),
        "roles": gettext_lazy("Roles"),
        "pillars": gettext_lazy("Content pillars"),
    }

    def get_base_queryset(self) -> QuerySet:
        people = Ambassador.objects.select_related("user", "team")
        return people.prefetch_related("user__groups", "pillars")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return search_people(queryset, self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        known = {field.name for field in get_user_model()._meta.get_fields()}
        names = [f"user__{name}" for name in ("first_name", "last_name") if name in known]
        if self.ordering == "-name":
            return queryset.order_by(*(f"-{name}" for name in names), "-pk")
        return queryset.order_by(*names, "pk")

    @property
    def columns(self) -> list[Column]:
        title = self._get_title_column("name", width="20%")
        # The name is no field, so Wagtail makes an English label of it.
        title.label = gettext_lazy("Name")
        return [
            title,
            Column("email", label=gettext_lazy("E-mail address"), accessor="email"),
            Column("team", label=gettext_lazy("Team"), accessor="team"),
            Column("roles", label=gettext_lazy("Roles"), accessor=role_names),
            Column("pillars", label=gettext_lazy("Content pillars"), accessor=pillar_names),
            Column("language", label=gettext_lazy("Language"), accessor=language_name),
            BooleanColumn("is_external", label=gettext_lazy("External")),
            BooleanColumn("takes_part", label=gettext_lazy("Takes part"), accessor=takes_part),
        ]

    def to_row_dict(self, item: Ambassador) -> dict[str, Any]:
        row = {field: getattr(item, field) for field in self.list_export if field not in ("roles", "pillars")}
        made = {**row, "roles": role_names(item), "pillars": pillar_names(item), "team": str(item.team or "")}
        return {field: made[field] for field in self.list_export}

    @property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.request.user.has_perm(MAY_IMPORT):
            address = reverse("shift_ambassador_import")
            buttons.append(HeaderButton(_("Import a list"), url=address, icon_name="upload"))
        return buttons

    def get_list_more_buttons(self, instance: Ambassador) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if self.request.user.has_perm(MAY_ASSIGN) and takes_part(instance):
            address = reverse("shift_ambassadors:pillars", args=[instance.pk])
            buttons.append(MenuItem(_("Choose groups"), url=address, icon_name="tag", priority=15))
        return buttons


class AmbassadorInspectView(generic.InspectView):
    """What is known of somebody and what they get."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        person = self.object
        rows = [
            (_("Name"), person.name),
            (_("E-mail address"), person.email),
            (_("Team"), person.team),
            (_("Roles"), role_names(person)),
            (_("External"), _("Yes") if person.is_external else _("No")),
            (_("Takes part"), self._taking_part()),
            (_("Messages in"), language_name(person)),
            (_("Time zone"), person.time_zone or _("That of the site")),
            (_("Mail"), self._mail()),
            (_("Groups"), self._groups()),
        ]
        return [{"label": label, "value": value or "–", "component": None} for label, value in rows]

    def _taking_part(self) -> str:
        person = self.object
        if person.user is None or not person.user.is_active:
            return _("No: the account is closed. Nothing is sent.")
        if person.left_at is not None:
            return _("No, since %(day)s. Nothing is sent.") % {"day": date_format(localtime(person.left_at))}
        return _("Yes, since %(day)s") % {"day": date_format(localtime(person.joined_at))}

    def _mail(self) -> str:
        person = self.object
        if not takes_part(person) or not person.receives_mail:
            return _("No")
        if person.paused_until and person.paused_until > now():
            return _("Yes, but not until %(day)s") % {"day": date_format(localtime(person.paused_until))}
        return _("Yes")

    def _groups(self) -> str:
        memberships = self.object.memberships.select_related("pillar").order_by("pillar__sort_order", "pillar__name")
        return ", ".join(f"{item.pillar} ({item.get_source_display()})" for item in memberships)


class AmbassadorViewSet(ModelViewSet):
    model = Ambassador
    name = "shift_ambassadors"
    url_prefix = "shift/ambassadors"
    icon = "user"
    menu_order = 200
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = AmbassadorIndexView
    add_view_class = CreateView
    edit_view_class = EditView
    inspect_view_class = AmbassadorInspectView
    filterset_class = AmbassadorFilterSet
    export_filename = "ambassadors"
    list_per_page = 50
    # Nobody is deleted here: somebody stops taking part, and their totals stay.
    add_to_reference_index = False

    def get_form_class(self, for_update: bool = False) -> type:
        return AmbassadorForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        made = super().get_index_view_kwargs(**kwargs)
        return {key: value for key, value in made.items() if key not in ("search_fields", "list_export")}

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        return [*kept, path("pillars/<int:pk>/", PillarsView.as_view(), name="pillars")]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"delete_url_name": None, **kwargs})


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
