from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import count, groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from shift_plugin.base.enums import network_choices, networks
from shift_plugin.base.rules import UnreadableFile
from shift_plugin.base.rules.tables import MEGABYTE
from shift_plugin.conf import shift_settings
from shift_plugin.library.enums import FeedTab, MessageKind
from shift_plugin.library.models import Campaign, LocalActionPage, NetworkText
from shift_plugin.library.queries import FeedFilters, ReaderPillar
from shift_plugin.library.rules import normalise_hashtags
from shift_plugin.people.forms import unreadable_text
from shift_plugin.people.permissions import role_choices
from shift_plugin.people.queries import team_choices
from shift_plugin.strategy.models import KeyMessage, Pillar


class MessageForm(WagtailAdminModelForm):
    """Strict when a message goes to a moderator or to the library; a draft is saved as it is."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("Only for people with one of these roles. None: for all."),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # The window has a tab of its own, so Wagtail's dialog in the side panel isn't there.
        cls.show_schedule_publishing_toggle = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [pillar.pk for pillar in self.instance.pillars.all()]
        pillars = Pillar.objects.filter(Q(is_active=True) | Q(pk__in=chosen))
        if "pillars" in self.fields:
            self.fields["pillars"].queryset = pillars
        if "key_message" in self.fields:
            self._offer_key_messages(pillars)
        if "teams" in self.fields:
            self.fields["teams"].choices = team_choices()

    def _offer_key_messages(self, pillars: Any) -> None:
        """Grouped by pillar: a key message says little without it."""
        field = self.fields["key_message"]
        field.queryset = KeyMessage.objects.filter(
            Q(pillar__in=pillars) | Q(pk=self.instance.key_message_id)
        ).select_related("pillar")
        rows = field.queryset.order_by("pillar__sort_order", "pillar__name", "sort_order")
        groups = groupby(rows, key=lambda row: str(row.pillar))
        field.choices = [("", "---------"), *((name, [(row.pk, str(row)) for row in group]) for name, group in groups)]

    def clean_hashtags(self) -> str:
        return " ".join(normalise_hashtags(self.cleaned_data["hashtags"]))

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        if "pillars" in self.cleaned_data:
            self.instance.pillars.set(self.cleaned_data["pillars"])
        try:
            self.instance.clean_for_publication(texts=())
        except ValidationError as error:
            self._add_where_nothing_is_said_yet(error)

    def _add_where_nothing_is_said_yet(self, error: ValidationError) -> None:
        for name, problems in error.error_dict.items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, problems)

    def is_valid(self) -> bool:
        is_valid = super().is_valid()
        return self._check_texts() and is_valid

    def _check_texts(self) -> bool:
        """The texts per network belong to forms of their own, but how long they may be depends on this one."""
        used: set[str] = set()
        for form in self._text_forms():
            network = form.cleaned_data.get("network", "")
            if network in used and not form.has_error("network"):
                form.add_error("network", gettext("There is a text for this network already."))
            used |= {network} - {""}
            if not self.is_deferred_validation and not form.errors:
                self._check_text(form)
        return not any(form.errors for form in self._text_forms())

    def _check_text(self, form: Any) -> None:
        text = NetworkText(network=form.cleaned_data["network"], text=form.cleaned_data["text"])
        if problem := text.problem(self.instance):
            form.add_error("text" if text.network in networks() else "network", problem)

    def _text_forms(self) -> list[Any]:
        formset = self.formsets.get("network_texts")
        if formset is None or not formset.is_bound:
            return []
        return [form for form in formset.forms if hasattr(form, "cleaned_data") and form not in formset.deleted_forms]


class CampaignForm(WagtailAdminModelForm):
    """The name in the address is made from the name, unless somebody chooses another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _("Empty: made from the name.")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = self._free_slug(slugify(data.get("name", ""))[:100] or "campaign")
        if data.get("target") == 0:
            self.add_error("target", _("Choose one or more, or leave it empty."))
        return data

    def _free_slug(self, base: str) -> str:
        taken = Campaign.objects.exclude(pk=self.instance.pk).filter(slug__startswith=base)
        used = set(taken.values_list("slug", flat=True))
        return next(slug for number in count(1) if (slug := f"{base}-{number}" if number > 1 else base) not in used)


class QuickSelect(forms.Select):
    """Django's own takes two templates for each option, which is a tenth of the time of the whole library page."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = "".join(
            f'<option value="{escape(key)}"{" selected" if str(key) in chosen else ""}>{escape(str(label))}</option>'
            for key, label in self.choices
        )
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        # Escaped above: one by one takes format_html twice as long as the rest of the field.
        return format_html("<select{}>{}</select>", attributes, mark_safe(options))  # noqa: S308  # nosec B308 B703


class QuickSearch(forms.TextInput):
    """As QuickSelect: three templates for one tag."""

    input_type = "search"

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        own = {**(attrs or {}), "type": self.input_type, "name": name, "value": self.format_value(value)}
        return format_html("<input{}>", flatatt(self.build_attrs(self.attrs, own)))


class FeedForm(forms.Form):
    """Search and filters of the library, kept in the address."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=QuickSearch)
    pillar = forms.ChoiceField(label=_("Content pillar"), required=False, widget=QuickSelect)
    kind = forms.ChoiceField(label=_("Kind"), required=False, widget=QuickSelect)
    network = forms.ChoiceField(label=_("Network"), required=False, widget=QuickSelect)
    campaign = forms.ChoiceField(label=_("Campaign"), required=False, widget=QuickSelect)
    tab = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, pillars: Iterable[ReaderPillar], campaigns: Iterable[Campaign] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].choices = [("", _("All pillars")), *((pillar.pk, pillar.name) for pillar in pillars)]
        self.fields["kind"].choices = [("", _("All kinds")), *MessageKind.choices]
        self.fields["network"].choices = [("", _("All networks")), *network_choices()]
        running = [(campaign.pk, campaign.name) for campaign in campaigns]
        self.fields["campaign"].choices = [("", _("All campaigns")), *running]
        if not running:
            # Nothing to choose from.
            del self.fields["campaign"]

    def filters(self, page: int) -> FeedFilters:
        """What was asked for. What doesn't exist is left out: an old link has to keep working."""
        self.is_valid()
        chosen = self.cleaned_data
        return FeedFilters(
            tab=chosen["tab"] if chosen.get("tab") in FeedTab.values else FeedTab.FOR_YOU,
            words=chosen.get("q", "").strip(),
            pillar_id=int(chosen["pillar"]) if chosen.get("pillar") else None,
            kind=chosen.get("kind", ""),
            network=chosen.get("network", ""),
            campaign_id=int(chosen["campaign"]) if chosen.get("campaign") else None,
            page=page,
        )


class AmountsForm(forms.Form):
    """One field for what each local action raised; ``amounts`` from a list are filled in."""

    def __init__(
        self, *args: Any, pages: Iterable[LocalActionPage], filled: Mapping[int, Decimal] | None = None
    ) -> None:
        super().__init__(*args)
        self.pages = list(pages)
        for page in self.pages:
            self.fields[f"amount-{page.pk}"] = forms.DecimalField(
                label=page.title,
                min_value=0,
                max_digits=12,
                decimal_places=2,
                initial=(filled or {}).get(page.pk, page.raised_amount),
            )

    def rows(self) -> list[tuple[LocalActionPage, forms.BoundField, bool]]:
        """Each action with its field, and whether what stands in it differs from what is saved."""
        fields = [(page, self[f"amount-{page.pk}"]) for page in self.pages]
        return [(page, field, field.initial != page.raised_amount) for page, field in fields]

    @property
    def amounts(self) -> dict[int, Decimal]:
        return {page.pk: self.cleaned_data[f"amount-{page.pk}"] for page in self.pages}


class AmountsFileForm(forms.Form):
    """A list of what local actions raised."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A CSV or Excel file (.xlsx) with the headings Reference and Amount in the first row."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > shift_settings.IMPORT_MAX_MEGABYTES * MEGABYTE:
            most = str(shift_settings.IMPORT_MAX_MEGABYTES)
            raise forms.ValidationError(unreadable_amounts(UnreadableFile("size", most)))
        return file


def unreadable_amounts(error: UnreadableFile) -> str:
    """Why a list of amounts can't be read, in words."""
    if error.code == "columns":
        return gettext("There is no column Reference or no column Amount. Use these headings.")
    return unreadable_text(error)
