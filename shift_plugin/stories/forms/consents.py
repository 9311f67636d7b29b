"""What an editor writes down about somebody who can be recognised."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as text
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from shift_plugin.base.enums import network_choices
from shift_plugin.stories.actions.consents import save_consent
from shift_plugin.stories.enums import ConsentEvidence
from shift_plugin.stories.models import Consent, StoryFile
from shift_plugin.stories.permissions import may_see
from shift_plugin.stories.rules import clean_name
from shift_plugin.stories.rules.consents import INTRANET, form_type

MEGABYTES = 10
_HEAD = 1024


def channel_choices() -> list[tuple[str, Any]]:
    return [(INTRANET, _("Intranet, and mails of the organisation")), *network_choices()]


class ConsentForm(WagtailAdminModelForm):
    """The subject is chosen once; an existing consent keeps it."""

    channels = forms.MultipleChoiceField(
        label=_("For which channels"),
        help_text=_("None: for everywhere. Without the intranet, no message can be made with it."),
        choices=channel_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    signed_file = forms.FileField(
        label=_("Signed form"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB. Only who may see consents can open it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        required=False,
    )
    file_key = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Consent
        fields = ["person", "contact", "is_minor", "channels", "until", "evidence", "note"]
        widgets = {
            "until": AdminDateInput,
            "evidence": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    field_order = [
        *("image", "document", "person", "contact", "is_minor", "channels", "until", "evidence", "note"),
        "signed_file",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = ConsentEvidence.choices
        self.fields["note"].help_text = _("For example: asked at the desk on 3 May. Who else was there?")
        key = self.data.get("file_key") or self.initial.get("file_key", "")
        self.story_file = self._story_file(key) if key and self.instance.pk is None else None
        if self.instance.pk is None and self.story_file is None:
            self._ask_subject()
        elif self.story_file is None:
            del self.fields["file_key"]

    def _story_file(self, key: str) -> StoryFile | None:
        file = StoryFile.objects.select_related("story__sender").filter(key=key).first()
        return file if file is not None and may_see(self.for_user, file.story) else None

    def _ask_subject(self) -> None:
        self.fields["image"] = forms.ModelChoiceField(
            get_image_model().objects.all(), widget=AdminImageChooser(), required=False, label=_("Photo")
        )
        self.fields["document"] = forms.ModelChoiceField(
            get_document_model().objects.all(), widget=AdminDocumentChooser(), required=False, label=_("Video")
        )
        self.order_fields(self.field_order)

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and "until" in self.changed_data and until < timezone.localdate():
            raise ValidationError(text("This day has passed. Choose a later one, or leave it empty."))
        return until

    def clean_signed_file(self) -> Any:
        upload = self.cleaned_data["signed_file"]
        if not upload:
            return None
        if upload.size > MEGABYTES * 1024 * 1024:
            raise ValidationError(text("This file is larger than %(limit)d MB.") % {"limit": MEGABYTES})
        upload.seek(0)
        kind = form_type(upload.read(_HEAD))
        if not kind or (kind.startswith("image/") and not _is_image(upload)):
            raise ValidationError(text("This is not a PDF, JPEG or PNG. Save the form as one of these first."))
        upload.seek(0)
        return upload

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if "image" in self.fields and not (values.get("image") or values.get("document")):
            self.add_error("image", text("Choose the photo or video that it is about."))
        evidence, note = values.get("evidence"), (values.get("note") or "").strip()
        if evidence == ConsentEvidence.NOTE and not note:
            self.add_error("note", text("Write down what was said, where and when."))
        has_form = values.get("signed_file") or self.instance.signed_file or self.has_error("signed_file")
        if evidence == ConsentEvidence.FILE and not has_form:
            self.add_error("signed_file", text("Add the signed form."))
        if values.get("is_minor") and not note and not self.has_error("note"):
            self.add_error("note", text("Write down which parent or guardian agreed."))
        return values

    def save(self, commit: bool = True) -> Consent:
        consent = super().save(commit=False)
        if self.story_file is not None:
            consent.file = self.story_file
        for name in ("image", "document"):
            if name in self.fields:
                setattr(consent, name, self.cleaned_data[name])
        upload = self.cleaned_data["signed_file"]
        if upload:
            consent.signed_name = clean_name(upload.name)[:200]
        changed = [name for name in self.changed_data if name != "file_key"]
        return save_consent(consent=consent, by=self.for_user, changed=changed, signed=upload)


class WithdrawForm(forms.Form):
    note = forms.CharField(
        label=_("Why, or how you know"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only who may see consents reads this."),
    )


def _is_image(upload: Any) -> bool:
    """Whether it holds together as an image; nothing of it is drawn here."""
    upload.seek(0)
    try:
        with Image.open(upload, formats=["JPEG", "PNG"]) as image:
            image.verify()
    except Exception:
        return False
    return True
