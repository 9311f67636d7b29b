from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class IntranetImage(AbstractImage):
    """A picture with the name of its maker, because we always say who took it."""

    credit = models.CharField(_("made by"), max_length=120, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]


class IntranetRendition(AbstractRendition):
    image = models.ForeignKey(IntranetImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]


class IntranetDocument(AbstractDocument):
    """A document with the day on which somebody has to look whether it still holds."""

    review_on = models.DateField(_("check again on"), null=True, blank=True)

    admin_form_fields = (*Document.admin_form_fields, "review_on")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
