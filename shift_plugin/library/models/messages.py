from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import swapper
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index
from wagtail.search.queryset import SearchableQuerySetMixin

from shift_plugin.base.enums import networks
from shift_plugin.library.enums import MessageKind
from shift_plugin.library.models.campaigns import Campaign
from shift_plugin.library.models.texts import NetworkText, OfferedText
from shift_plugin.library.permissions import may_publish, obstacles
from shift_plugin.people.enums import Role
from shift_plugin.people.models import PillarMembership, Team
from shift_plugin.strategy.models import KeyMessage, Pillar

__all__ = ["ShareableMessage"]

MAIL_PREVIEW = "mail"
# What a copy takes over, beside its language, audience and texts.
COPIED = (
    "title kind text key_message campaign roles link_page link_url image image_alt credit video video_url hashtags"
    " disclosure own_words_prompt"
).split()


class ShareableMessageQuerySet(SearchableQuerySetMixin, models.QuerySet):
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
    OfferedText,
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
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="messages",
        verbose_name=_("campaign"),
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
    # The page that this message is about, and with which it goes: see actions.retire_messages_of.
    source_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("made from the page"),
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
    credit = models.CharField(
        _("credit"), max_length=150, blank=True, help_text=_("Who told it or made the image, if they want that.")
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
        """What holds for drafts too. The rest waits for ``clean_for_publication``, so that half a text can be saved."""
        super().clean()
        if unknown := set(self.roles or []) - set(Role.values):
            raise ValidationError({"roles": _("Unknown role: %(role)s.") % {"role": ", ".join(sorted(unknown))}})

    # What may go out

    def clean_for_publication(self, texts: Iterable[NetworkText] | None = None) -> None:
        """Raise ValidationError, by field, for what is missing before colleagues can be asked to share this.

        ``texts`` per network other than those of this message: an editor checks each in its own form.
        """
        texts = self.network_texts.all() if texts is None else texts
        errors = self._missing() | self._contradictions(texts) | obstacles(self)
        if errors:
            raise ValidationError(errors)

    def _missing(self) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        if not self.title.strip():
            errors["title"] = _("Give the message a title.")
        if not self.text.strip():
            errors["text"] = _("Write the text that colleagues can share.")
        if not self.pillars.all():
            errors["pillars"] = _("Choose at least one content pillar.")
        if self.key_message is None:
            errors["key_message"] = _("Choose the key message that this message carries.")
        if not (self.link_page_id or self.link_url or self.image_id):
            errors["link_url"] = _("Add a link or an image: there has to be something to see.")
        if self.image_id and not self.image_alt.strip():
            errors["image_alt"] = _("Describe the image, for people who can't see it.")
        return errors

    def _contradictions(self, texts: Iterable[NetworkText]) -> dict[str, Any]:
        errors: dict[str, Any] = {}
        pillars = [pillar.pk for pillar in self.pillars.all()]
        if self.key_message is not None and pillars and self.key_message.pillar_id not in pillars:
            errors["key_message"] = _("Choose a key message of one of the chosen pillars.")
        if self.link_page_id and self.link_url:
            errors["link_url"] = _("Choose a page or give an address, not both.")
        if problems := [problem for item in texts if (problem := item.problem(self))]:
            errors[NON_FIELD_ERRORS] = problems
        return errors

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Every road to publication ends here: the button, the approval, the schedule and the API.

        Raises PublishPermissionError when four eyes or a withdrawn consent forbid it, also when Wagtail's own check is
        skipped: an old text is no way to bring a picture back.
        """
        if not may_publish(user, revision):
            raise PublishPermissionError(str(_("Somebody else has to approve this message before it is published.")))
        if problems := obstacles(revision.as_object()):
            raise PublishPermissionError(" ".join(map(str, problems.values())))
        return super().publish(revision, user, *args, **kwargs)

    def start_of_copy(self) -> ShareableMessage:
        """The latest text as a new, unsaved message, without the window: a moment that has passed would stop it."""
        data = self.get_latest_revision_as_object().serializable_data()
        keep = ("pillars", "teams", "network_texts", "locale", *COPIED)
        fresh = {name: value for name, value in data.items() if name in keep} | {"pk": None}
        for text in fresh["network_texts"]:
            text.update(pk=None, message=None)
        return type(self).from_serializable_data(fresh)

    # Previews

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [*((key, network.label) for key, network in networks().items()), (MAIL_PREVIEW, _("Card in the mail"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "shift_plugin/library/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        is_mail = mode_name == MAIL_PREVIEW
        return {
            **super().get_preview_context(request, mode_name),
            "message": self,
            "is_mail": is_mail,
            "network": "" if is_mail else mode_name,
            "text": self.text if is_mail else self.words(mode_name),
            "link": self.link_card,
            "excess": 0 if is_mail else self.excess(mode_name),
        }
