"""The consent ledger in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as text
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from shift_plugin.base.views import SafeExportMixin
from shift_plugin.library.models import ShareableMessage
from shift_plugin.stories.forms.consents import ConsentForm
from shift_plugin.stories.models import Consent
from shift_plugin.stories.permissions import MAY_CHANGE_CONSENTS, MAY_SEE
from shift_plugin.stories.queries.consents import media_of, messages_with, where_shared
from shift_plugin.stories.viewsets.consent_steps import SignedFormView, TakeOutView, WithdrawView
from shift_plugin.stories.viewsets.consent_words import (
    channels_in_words,
    facts_of,
    is_valid,
    network_name,
    state_of,
    subject_of,
    until_in_words,
)
from shift_plugin.strategy.models import Pillar

_FOLDER = "shift_plugin/stories/admin"
STATES = [
    ("valid", _("Valid")),
    ("expiring", _("Ends within 90 days")),
    ("expiring60", _("Ends within 60 days")),
    ("expiring30", _("Ends within 30 days")),
    ("expired", _("Ended")),
    ("withdrawn", _("Withdrawn")),
]


class ConsentFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, widget=RadioSelect, method="by_state")
    pillar = django_filters.ModelChoiceFilter(
        label=_("Content pillar of the story"),
        queryset=lambda request: Pillar.objects.all(),
        field_name="file__story__pillar",
    )
    is_minor = django_filters.ChoiceFilter(
        label=_("Younger than 16"), choices=[("true", _("Yes")), ("false", _("No"))], widget=RadioSelect
    )

    class Meta:
        model = Consent
        fields = ["evidence"]

    def by_state(self, consents: Any, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        if value == "withdrawn":
            return consents.exclude(withdrawn_at=None)
        if value == "expired":
            return consents.filter(withdrawn_at=None, until__lt=today)
        if value == "valid":
            return consents.valid(today)
        return consents.expiring(today, today + timedelta(days=int(value.removeprefix("expiring") or 90)))


class ConsentIndexView(SafeExportMixin, generic.IndexView):
    list_export = [
        *("person", "contact", "is_minor", "subject", "channels", "until", "state", "get_evidence_display"),
        *("recorded_by", "recorded_at", "withdrawn_at"),
    ]
    export_headings = {"subject": _("Photo or video"), "state": _("State"), "get_evidence_display": _("Evidence")}

    def get_base_queryset(self) -> QuerySet[Consent]:
        """Of one image or video when its page leads here."""
        rows = Consent.objects.select_related("file__story__pillar", "image", "document", "recorded_by")
        for name in ("image", "document"):
            if chosen := self.request.GET.get(name, ""):
                try:
                    rows = rows.filter(Q(**{name: chosen}) | Q(**{f"file__{name}": chosen}))
                except (ValueError, TypeError):
                    rows = rows.none()
        return rows

    def get_edit_url(self, instance: Consent) -> str | None:
        """The name leads to the page about it; from there one edits."""
        return self.get_inspect_url(instance)

    def to_row_dict(self, item: Consent) -> dict[str, Any]:
        made = {
            "subject": subject_of(item),
            "state": state_of(item),
            "channels": channels_in_words(item),
            "get_evidence_display": item.get_evidence_display(),
            "recorded_by": str(item.recorded_by or ""),
        }
        return {field: made.get(field, getattr(item, field, "")) for field in self.list_export}


class ToItsPageMixin:
    """The form saves through an action, which writes the history too."""

    def save_instance(self) -> Consent:
        return self.form.save()  # type: ignore[attr-defined]

    def get_success_url(self) -> str:
        return reverse("shift_consents:inspect", args=[self.object.pk])  # type: ignore[attr-defined]


def _known_key(model: type[Model], asked: str) -> str:
    """The key in an address, if it is one of this model; a host's own images may have other keys than numbers."""
    try:
        pk = model._meta.pk.to_python(asked.replace("\0", ""))  # type: ignore[union-attr]
        return str(pk) if asked and model._default_manager.filter(pk=pk).exists() else ""
    except (ValidationError, OverflowError):
        return ""


class ConsentCreateView(ToItsPageMixin, generic.CreateView):
    def save_instance(self) -> Consent:
        self.object = self.form.save()
        return self.object

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET
        models = {"image": get_image_model(), "document": get_document_model()}
        chosen = {name: pk for name, model in models.items() if (pk := _known_key(model, asked.get(name, "")))}
        return {"evidence": "note", "file_key": asked.get("file", ""), **chosen}

    def get_page_subtitle(self) -> str:
        file = getattr(self.form, "story_file", None)
        return f"{file.get_kind_display()}: {file.alt or file.story.title}" if file is not None else ""


class ConsentEditView(ToItsPageMixin, generic.EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.get_object().withdrawn_at is not None:
            messages.error(request, text("This consent was withdrawn, so it stays as it is. Record a new one."))
            return redirect("shift_consents:inspect", self.get_object().pk)
        return super().dispatch(request, *args, **kwargs)


class ConsentInspectView(generic.InspectView):
    template_name = f"{_FOLDER}/consent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        consent: Consent = self.object
        user = self.request.user
        places = where_shared(consent)
        for place in places:
            for row in (*place.networks, *place.posts):
                row["label"] = network_name(row["network"])
        shared = {place.message.pk for place in places}
        held = messages_with(media_of(consent))
        return super().get_context_data(**kwargs) | {
            "consent": consent,
            "facts": facts_of(consent),
            "state": state_of(consent),
            "is_valid": is_valid(consent),
            "places": places,
            "unshared": ShareableMessage.objects.filter(pk__in=held).exclude(pk__in=shared).order_by("-pk"),
            "may_change": user.has_perm(MAY_CHANGE_CONSENTS),
            "may_see_story": user.has_perm(MAY_SEE),
            "edit_url": reverse("shift_consents:edit", args=[consent.pk]),
        }


class ConsentViewSet(ModelViewSet):
    model = Consent
    name = "shift_consents"
    url_prefix = "shift/consents"
    menu_label = _("Consents")
    menu_name = "shift-consents"
    menu_order = 360
    icon = "key"
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ConsentIndexView
    add_view_class = ConsentCreateView
    edit_view_class = ConsentEditView
    inspect_view_class = ConsentInspectView
    filterset_class = ConsentFilterSet
    search_fields = ["person", "contact", "note"]
    search_backend_name = None
    export_filename = "consents"
    add_to_reference_index = False
    ordering = ["-recorded_at", "-pk"]
    list_per_page = 50
    list_display = [
        "person",
        Column("subject", label=_("Photo or video"), accessor=subject_of),
        StatusTagColumn("state", label=_("State"), accessor=state_of, primary=is_valid),
        Column("channels", label=_("For which channels"), accessor=channels_in_words),
        Column("until", label=_("Until"), accessor=until_in_words, sort_key="until"),
        Column("recorded_by", label=_("Recorded by"), accessor="recorded_by"),
    ]

    def get_form_class(self, for_update: bool = False) -> type:
        return ConsentForm

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        made = super().get_index_view_kwargs(**kwargs)
        return {key: value for key, value in made.items() if key != "list_export"}

    def get_urlpatterns(self) -> list[URLPattern]:
        """Nobody deletes a consent: one that was withdrawn is what keeps the photo from coming back."""
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "delete"]
        return [
            *kept,
            path("form/<slug:key>/", SignedFormView.as_view(), name="signed_form"),
            path("<int:pk>/withdraw/", WithdrawView.as_view(), name="withdraw"),
            path("<int:pk>/take-out/<int:message>/", TakeOutView.as_view(), name="take_out"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"delete_url_name": None, **kwargs})
