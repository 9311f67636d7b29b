from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from shift_plugin.base.models import KeyField, PrivateFileField
from shift_plugin.stories.enums import ConsentEvidence
from shift_plugin.stories.models.files import StoryFile


def evidence_path(instance: Consent, filename: str) -> str:
    return f"shift/consents/{instance.key[:2]}/{instance.key}"


class ConsentQuerySet(models.QuerySet):
    def valid(self, day: date) -> ConsentQuerySet:
        return self.filter(withdrawn_at=None).exclude(until__lt=day)

    def expiring(self, day: date, before: date) -> ConsentQuerySet:
        return self.valid(day).filter(until__lt=before)


class Consent(models.Model):
    """One recognisable person's agreement to one photo or video: for which channels, until when, shown by what.

    The photo or video is that of a story, or an image or document of the site that came from elsewhere. What was said
    stays on record when that is deleted.
    """

    key = KeyField()
    file = models.ForeignKey(
        StoryFile, on_delete=models.SET_NULL, null=True, related_name="consents", verbose_name=_("file of a story")
    )
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Of a file of a story that is gone: somebody may hand in the same photo again.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    person = models.CharField(_("who"), max_length=150)
    contact = models.CharField(_("how to reach them"), max_length=200, blank=True)
    is_minor = models.BooleanField(
        _("younger than 16"), default=False, help_text=_("A parent or guardian has to agree as well.")
    )
    # Networks by name, or "intranet"; empty: everywhere.
    channels = models.JSONField(_("for which channels"), default=list, blank=True)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty: until it is withdrawn."))
    evidence = models.CharField(_("evidence"), max_length=5, choices=ConsentEvidence.choices)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    signed_file = PrivateFileField(_("signed form"), upload_to=evidence_path, blank=True)
    signed_name = models.CharField(max_length=200, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    withdrawn_note = models.CharField(_("why withdrawn"), max_length=300, blank=True)
    # When the media was taken out because ``until`` had passed, and when its recorder was told that it soon would.
    # The messages that held it when it ended, by key: the public copy may be gone by then.
    messages_then = models.JSONField(default=list, editable=False)
    expired_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-recorded_at"]
        indexes = [models.Index(fields=["until"], condition=Q(withdrawn_at=None), name="shift_consent_until")]

    def __str__(self) -> str:
        return self.person
