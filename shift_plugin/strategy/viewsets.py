from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.strategy.forms import PersonFilterForm, PillarForm
from shift_plugin.strategy.models import Audience, Objective, Pillar
from shift_plugin.strategy.panels import LocalTextsPanel

CHECKBOXES = forms.CheckboxSelectMultiple
MAY_CHOOSE_PEOPLE = (
    "shift_plugin.add_pillar",
    "shift_plugin.change_pillar",
    "shift_plugin.add_ambassador",
    "shift_plugin.change_ambassador",
)


class PeopleOnlyForThoseWhoNeedThem:
    """Names of all colleagues are shown to those who may put a person somewhere, and to nobody else."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not any(request.user.has_perm(right) for right in MAY_CHOOSE_PEOPLE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PersonChooseView(PeopleOnlyForThoseWhoNeedThem, chooser.ChooseView):
    filter_form_class = PersonFilterForm


class PersonResultsView(PeopleOnlyForThoseWhoNeedThem, chooser.ChooseResultsView):
    filter_form_class = PersonFilterForm


class PersonChosenView(PeopleOnlyForThoseWhoNeedThem, chooser.ChosenView):
    pass


class PersonChosenMultipleView(PeopleOnlyForThoseWhoNeedThem, chooser.ChosenMultipleView):
    pass


class PersonChooserViewSet(ChooserViewSet):
    model = settings.AUTH_USER_MODEL
    icon = "user"
    choose_one_text = _("Choose a person")
    choose_another_text = _("Choose another person")
    edit_item_text = _("Edit this person")
    # A host may have a chooser of its own for its users.
    register_widget = False
    per_page = 20
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonResultsView
    chosen_view_class = PersonChosenView
    chosen_multiple_view_class = PersonChosenMultipleView

    def get_object_list(self) -> QuerySet:
        return get_user_model()._default_manager.filter(is_active=True)


person_chooser = PersonChooserViewSet("shift_person_chooser", url_prefix="shift/person-chooser")


class SafeIndexView(SafeExportMixin, IndexView):
    pass


class StrategyViewSet(SnippetViewSet):
    """What the three listings of the strategy have in common."""

    index_view_class = SafeIndexView
    inspect_view_enabled = True
    sort_order_field = "sort_order"
    ordering = ["sort_order", "name"]


class ObjectiveChooserViewSet(SnippetChooserViewSet):
    form_fields = ["name", "target_figure", "unit", "target_date"]


class ObjectiveViewSet(StrategyViewSet):
    model = Objective
    icon = "crosshairs"
    menu_order = 100
    chooser_viewset_class = ObjectiveChooserViewSet
    list_display = ["name", "target_figure", "unit", "target_date"]
    list_export = ["name", "description", "target_figure", "unit", "target_date"]
    inspect_view_fields = ["name", "description", "target_figure", "unit", "target_date"]
    export_filename = "objectives"
    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("target_figure"), FieldPanel("unit")]), FieldPanel("target_date")],
            heading=_("Target"),
        ),
        LocalTextsPanel(),
    ]


class AudienceChooserViewSet(SnippetChooserViewSet):
    form_fields = ["name", "information_need"]


class AudienceViewSet(StrategyViewSet):
    model = Audience
    icon = "group"
    menu_order = 110
    chooser_viewset_class = AudienceChooserViewSet
    list_display = ["name", "information_need"]
    list_export = ["name", "description", "information_need", "networks"]
    inspect_view_fields = ["name", "description", "information_need", "networks", "objectives"]
    export_filename = "audiences"
    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("information_need"),
        FieldPanel("networks"),
        FieldPanel("objectives", widget=CHECKBOXES),
        LocalTextsPanel(),
    ]


class PillarChooserViewSet(SnippetChooserViewSet):
    form_fields = ["name", "summary", "colour", "is_open"]


class PillarViewSet(StrategyViewSet):
    model = Pillar
    icon = "tag"
    menu_order = 120
    chooser_viewset_class = PillarChooserViewSet
    list_display = ["name", "owner", "is_open", "is_active"]
    list_filter = ["is_active", "is_open"]
    list_export = ["name", "summary", "owner", "networks", "is_open", "is_active"]
    inspect_view_fields = ["name", "summary", "networks", "objectives", "audiences", "owner", "is_open", "is_active"]
    export_filename = "content_pillars"
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("colour"), FieldPanel("is_active")]),
            MultiFieldPanel(
                [FieldPanel("owner", widget=person_chooser.widget_class), FieldPanel("is_open")], heading=_("People")
            ),
            MultiFieldPanel(
                [
                    FieldPanel("objectives", widget=CHECKBOXES),
                    FieldPanel("audiences", widget=CHECKBOXES),
                    FieldPanel("networks"),
                ],
                heading=_("Strategy"),
            ),
            InlinePanel(
                "key_messages",
                [FieldPanel("text"), FieldPanel("audiences", widget=CHECKBOXES), LocalTextsPanel()],
                heading=_("Key messages"),
                label=_("Key message"),
            ),
            InlinePanel(
                "focus_periods",
                [
                    FieldPanel("note"),
                    FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                    FieldPanel("key_message"),
                    LocalTextsPanel(),
                ],
                heading=_("What matters when"),
                label=_("Period"),
            ),
            LocalTextsPanel(),
        ],
        base_form_class=PillarForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Pillar.objects.select_related("owner")
