from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string

from shift_plugin.base.models import KeyField, PrivateFileField
from shift_plugin.stories.enums import FileKind
from shift_plugin.stories.models.stories import Story


def private_path(instance: StoryFile, filename: str) -> str:
    """Made from the key: a name that somebody typed is never part of a path."""
    return f"shift/stories/{instance.key[:2]}/{instance.key}.{instance.extension}"


def preview_path(instance: StoryFile, filename: str) -> str:
    return f"shift/stories/{instance.key[:2]}/{instance.key}-preview.jpg"


class StoryFile(models.Model):
    """A photo or video of a story. What is stored was checked and, for photos, drawn anew without hidden data."""

    key = KeyField()
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(_("kind"), max_length=5, choices=FileKind.choices)
    # As the sender's device called it; only ever shown, never used as a path.
    name = models.CharField(_("name"), max_length=200, blank=True)
    extension = models.CharField(max_length=5)
    content_type = models.CharField(max_length=50)
    file = PrivateFileField(_("file"), upload_to=private_path)
    preview = PrivateFileField(upload_to=preview_path, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    # Of the bytes as they were handed in: tells an upload that is sent once more, because the answer got lost.
    digest = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    alt = models.CharField(
        _("what is to be seen?"), max_length=300, blank=True, help_text=_("For people who can't see the photo.")
    )
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)
    # Where it went when a message was made of it; see actions.publish_photo.
    image = models.ForeignKey(get_image_model_string(), on_delete=models.SET_NULL, null=True, related_name="+")
    document = models.ForeignKey(get_document_model_string(), on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("file of a story")
        verbose_name_plural = _("files of stories")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["story", "digest"], name="shift_one_file_per_upload")]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()
