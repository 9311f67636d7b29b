from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string

__all__ = ["ShareablePageMixin"]


class ShareablePageMixin(models.Model):
    """For a host's own page types, when what is offered to be shared has to be written on the page itself.

    Not needed to make a page shareable: without it the title, the first text and the first image are proposed.
    """

    share_text = models.TextField(
        _("text to share"), max_length=3000, blank=True, help_text=_("Empty: the first sentences of the page.")
    )
    share_image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image to share"),
        help_text=_("Empty: the first image of the page."),
    )
    share_image_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    share_hashtags = models.CharField(_("hashtags"), max_length=200, blank=True, help_text=_("Separated by spaces."))

    share_panel = MultiFieldPanel(
        [
            FieldPanel("share_text"),
            FieldPanel("share_image"),
            FieldPanel("share_image_alt"),
            FieldPanel("share_hashtags"),
        ],
        heading=_("When colleagues share this page"),
    )

    class Meta:
        abstract = True
