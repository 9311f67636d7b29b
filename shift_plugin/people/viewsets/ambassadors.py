from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.people.actions import try_address_again
from shift_plugin.people.filters import AmbassadorFilterSet
from shift_plugin.people.forms import AmbassadorForm
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import MAY_ASSIGN, MAY_CHANGE, MAY_IMPORT, role_label, roles_of
from shift_plugin.people.queries import language_choices, region_name, search_people
from shift_plugin.people.views.groups import PillarsView

FACTS_HOOK = "register_shift_ambassador_fact"


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


def mail_now(person: Ambassador) -> str:
    """What somebody gets by mail at this moment, in a few words."""
    if not takes_part(person):
        return ""
    if not person.receives_mail:
        return _("Only the inbox")
    if person.has_dead_address:
        return _("None: the address refuses mail")
    if person.paused_until and person.paused_until > now():
        return _("Paused until %(day)s") % {"day": date_format(localtime(person.paused_until))}
    return capfirst(person.get_rhythm_display())


def hours_in_words(person: Ambassador) -> str:
    """Somebody's own working hours, as "Mon, Tue 08:00-18:00"."""
    days, _space, times = person.office_hours.partition(" ")
    if not times:
        return _("Those of the site")
    names = [str(WEEKDAYS_ABBR[int(day) - 1]) for day in days if day in "1234567"]
    return f"{', '.join(names)} {times}"


class AmbassadorIndexView(SafeExportMixin, generic.IndexView):
    # Searching is our own, whatever fields the host's users have; Wagtail only asks whether there is something.
    search_fields = ["user"]
    list_export = [
        "name",
        "email",
        "team",
        "roles",
        "pillars",
        "language",
        "is_external",
        "mail",
        "joined_at",
        "left_at",
    ]
    export_headings = {
        "name": gettext_lazy("Name"),
        "email": gettext_lazy("E-mail address"),
        "roles": gettext_lazy("Roles"),
        "pillars": gettext_lazy("Content pillars"),
        "mail": gettext_lazy("Mail"),
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
            Column("mail", label=gettext_lazy("Mail"), accessor=mail_now),
            BooleanColumn("takes_part", label=gettext_lazy("Takes part"), accessor=takes_part),
        ]

    def to_row_dict(self, item: Ambassador) -> dict[str, Any]:
        made = {
            "roles": role_names(item),
            "pillars": pillar_names(item),
            "team": str(item.team or ""),
            "mail": mail_now(item),
        }
        return {field: made[field] if field in made else getattr(item, field) for field in self.list_export}

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

    template_name = "shift_plugin/people/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            may_try_again=self.object.has_dead_address and user.has_perm(MAY_CHANGE), **kwargs
        )

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
            (_("Mail"), mail_now(person) or _("No")),
            (_("Rhythm of mails"), person.get_rhythm_display()),
            (_("Mails a week, at most"), person.weekly_cap or _("As many as the site allows")),
            (_("Working hours"), hours_in_words(person)),
            (_("Time zone"), person.time_zone or _("That of the site")),
            (_("Public holidays of"), region_name(person.holiday_region) or _("That of the site")),
            (_("Address refused"), self._refused()),
            (_("Groups"), self._groups()),
            *(fact for tell in hooks.get_hooks(FACTS_HOOK) if (fact := tell(self.request, person)) is not None),
        ]
        return [{"label": label, "value": value or "–", "component": None} for label, value in rows]

    def _taking_part(self) -> str:
        person = self.object
        if person.user is None or not person.user.is_active:
            return _("No: the account is closed. Nothing is sent.")
        if person.left_at is not None:
            return _("No, since %(day)s. Nothing is sent.") % {"day": date_format(localtime(person.left_at))}
        return _("Yes, since %(day)s") % {"day": date_format(localtime(person.joined_at))}

    def _refused(self) -> str:
        person = self.object
        if person.has_dead_address:
            told = _("Set aside on %(day)s. The history of this ambassador has the words of the mail server.")
            return told % {"day": date_format(localtime(person.address_dead_at))}
        times = person.mail_failures if person.refused_address == person.email else 0
        if not times:
            return _("No")
        return ngettext("%(times)s time in a row", "%(times)s times in a row", times) % {"times": times}

    def _groups(self) -> str:
        memberships = self.object.memberships.select_related("pillar").order_by("pillar__sort_order", "pillar__name")
        return ", ".join(f"{item.pillar} ({item.get_source_display()})" for item in memberships)


class TryAddressView(View):
    """Somebody says that an address which was set aside works again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(MAY_CHANGE):
            raise PermissionDenied
        person = get_object_or_404(Ambassador, pk=pk)
        if try_address_again(ambassador=person, by=request.user):
            messages.success(request, _("The next mail goes to %(address)s again.") % {"address": person.email})
        return redirect("shift_ambassadors:inspect", pk)


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
        return [
            *kept,
            path("pillars/<int:pk>/", PillarsView.as_view(), name="pillars"),
            path("address/<int:pk>/", TryAddressView.as_view(), name="try_address"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"delete_url_name": None, **kwargs})
