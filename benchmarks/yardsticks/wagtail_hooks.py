import django_filters
from django.forms import CheckboxSelectMultiple
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import DateColumn, StatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from .models import BareRow


class BareFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=BareRow.STATES)
    kind = django_filters.MultipleChoiceFilter(choices=BareRow.KINDS, widget=CheckboxSelectMultiple)
    subject = django_filters.MultipleChoiceFilter(choices=BareRow.SUBJECTS, widget=CheckboxSelectMultiple)
    updated_at = django_filters.DateFromToRangeFilter(widget=DateRangePickerWidget)

    class Meta:
        model = BareRow
        fields = ["author", "language"]


class BareViewSet(SnippetViewSet):
    model = BareRow
    list_display = [
        "__str__",
        StatusTagColumn("state"),
        *("kind", "language", "subject", "author", "window"),
        DateColumn("updated_at"),
    ]
    filterset_class = BareFilterSet
    search_fields = ["title"]


register_snippet(BareViewSet)


@modeladmin_register
class BareAdmin(ModelAdmin):
    model = BareRow
    base_url_path = "bare-rows"
    list_display = ("title", "author", "kind", "state", "updated_at", "window")
    list_filter = ("state", "kind", "subject")
    search_fields = ("title",)
    list_per_page = 50
