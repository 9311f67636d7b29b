from __future__ import annotations

from datetime import datetime
from typing import Any

import swapper
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import (
    AbstractGroupApprovalTask,
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from shift_plugin.library.enums import MessageKind
from shift_plugin.people.enums import Role
from shift_plugin.people.models import PillarMembership, Team
from shift_plugin.strategy.models import KeyMessage, Pillar

__all__ = ["FourEyesApprovalTask", "LibraryPage", "NetworkText", "ShareableMessage"]


class ShareableMessageQuerySet(models.QuerySet):
    def visible(self, now: datetime) -> ShareableMessageQuerySet:
        """Published and inside the validity window, also when the job that unpublishes hasn't run yet."""
        return self.filter(live=True).exclude(expire_at__lte=now)

    def in_language(self, language: str) -> ShareableMessageQuerySet:
        return self.filter(locale__language_code=language)

    def in_pillars_of(self, ambassador_id: int) -> ShareableMessageQuerySet:
        memberships = PillarMembership.objects.filter(ambassador_id=ambassador_id).values("pillar_id")
        through = ShareableMessage.pillars.through
        return self.filter(
            Exists(through.objects.filter(shareablemessage_id=OuterRef("pk"), pillar_id__in=memberships))
        )


class ShareableMessage(
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """What is offered to be shared. Holds content only: what happens to it (shares, sendings) lives in other tables,
    because publishing writes a revision's old values over every other column.

    The validity window is Wagtail's own: ``go_live_at`` to ``expire_at``.
    """

    title = models.CharField(_("title"), max_length=150, help_text=_("For colleagues; not part of the post."))
    kind = models.CharField(_("kind"), max_length=15, choices=MessageKind.choices, default=MessageKind.ARTICLE)
    text = models.TextField(
        _("text"),
        max_length=3000,
        help_text=_("The proposal for every network that has no text of its own. Leave out link and hashtags."),
    )
    pillars = ParentalManyToManyField(Pillar, related_name="messages", verbose_name=_("content pillars"))
    key_message = models.ForeignKey(
        KeyMessage, on_delete=models.SET_NULL, null=True, related_name="messages", verbose_name=_("key message")
    )
    teams = ParentalManyToManyField(
        Team,
        related_name="messages",
        blank=True,
        verbose_name=_("teams"),
        help_text=_("Only for people of these teams and the teams below them. None: for all teams."),
    )
    roles = models.JSONField(
        _("roles"), default=list, blank=True, help_text=_("Only for people with one of these roles. None: for all.")
    )
    link_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page to link to"),
        help_text=_("A page that outsiders can open."),
    )
    link_url = models.URLField(_("address to link to"), max_length=500, blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image"),
    )
    image_alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen, for people who can't see the image. Goes along when it is shared."),
    )
    video = models.ForeignKey(
        get_document_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("video file"),
    )
    video_url = models.URLField(_("address of a video"), max_length=500, blank=True)
    hashtags = models.CharField(_("hashtags"), max_length=200, blank=True, help_text=_("Separated by spaces."))
    disclosure = models.CharField(
        _("disclosure"),
        max_length=60,
        blank=True,
        help_text=_("Tells readers that the sender works for the organisation. Empty: the tag of the settings."),
    )
    own_words_prompt = models.CharField(
        _("in your own words"),
        max_length=200,
        blank=True,
        help_text=_("A question that helps people to start, for example: what makes you proud of this?"),
    )

    objects = ShareableMessageQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("text"),
        index.SearchField("hashtags"),
        index.FilterField("live"),
        index.FilterField("kind"),
        index.FilterField("locale_id"),
        index.FilterField("expire_at"),
        index.FilterField("first_published_at"),
        index.FilterField("key_message_id"),
        index.RelatedFields("pillars", [index.FilterField("id")]),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("shareable message")
        verbose_name_plural = _("shareable messages")
        indexes = [
            models.Index(
                fields=["locale", "-first_published_at", "-id"], condition=Q(live=True), name="shift_message_feed"
            ),
            models.Index(fields=["expire_at"], condition=Q(live=True), name="shift_message_expiry"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.link_page_id and self.link_url:
            errors["link_url"] = _("Choose a page or give an address, not both.")
        if self.image_id and not self.image_alt.strip():
            errors["image_alt"] = _("Describe the image, for people who can't see it.")
        if unknown := set(self.roles or []) - set(Role.values):
            errors["roles"] = _("Unknown role: %(role)s.") % {"role": ", ".join(sorted(unknown))}
        if errors:
            raise ValidationError(errors)


class NetworkText(Orderable):
    """The text of a message for one network."""

    message = ParentalKey(ShareableMessage, on_delete=models.CASCADE, related_name="network_texts")
    network = models.CharField(_("network"), max_length=20)
    text = models.TextField(_("text"), max_length=3000)

    class Meta(Orderable.Meta):
        verbose_name = _("text for a network")
        verbose_name_plural = _("texts per network")
        constraints = [models.UniqueConstraint(fields=["message", "network"], name="shift_one_text_per_network")]

    def __str__(self) -> str:
        return f"{self.network}: {self.text[:40]}"


class FourEyesApprovalTask(AbstractGroupApprovalTask):
    """Approval by a group, in which nobody approves what they wrote or submitted themselves."""

    class Meta:
        verbose_name = _("approval by another colleague")
        verbose_name_plural = _("approvals by another colleague")


class LibraryPageMixin(models.Model):
    """What the library holds besides the messages."""

    introduction = models.TextField(_("introduction"), blank=True)

    template = "shift_plugin/library/library_page.html"

    class Meta:
        abstract = True


class LibraryPage(LibraryPageMixin, Page):
    """The employee's library: the messages that suit the reader, with search and filters."""

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")
