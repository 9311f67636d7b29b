from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from shift_plugin.base.models import KeyField
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador
from shift_plugin.stories.enums import INTERNAL, OPEN, EventKind, Recognisable, StoryState
from shift_plugin.stories.models.challenges import Challenge
from shift_plugin.stories.models.pages import StorySubmissionPage
from shift_plugin.strategy.models import Pillar


class StoryQuerySet(models.QuerySet):
    def handed_in(self) -> StoryQuerySet:
        return self.exclude(state=StoryState.DRAFT)

    def open(self) -> StoryQuerySet:
        """What an editor still has to decide about."""
        return self.filter(state__in=OPEN)

    def overdue(self, now: datetime) -> StoryQuerySet:
        """Waiting for longer than was promised. A story that waits for its sender's answer is nobody's delay."""
        return self.filter(state=StoryState.WAITING, due_at__lte=now)


class Story(index.Indexed, models.Model):
    """What somebody hands in from the work floor. Becomes one message or several; see ``StoryMessage``."""

    key = KeyField()
    sender = models.ForeignKey(
        Ambassador, on_delete=models.SET_NULL, null=True, related_name="stories", verbose_name=_("sender")
    )
    page = models.ForeignKey(
        StorySubmissionPage, on_delete=models.SET_NULL, null=True, related_name="stories", verbose_name=_("form")
    )
    challenge = models.ForeignKey(
        Challenge, on_delete=models.SET_NULL, null=True, related_name="stories", verbose_name=_("challenge")
    )
    pillar = models.ForeignKey(
        Pillar,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("content pillar"),
    )
    text = models.TextField(_("what happened?"), max_length=5000, blank=True)
    # The answers to the page's own questions: [{"question": …, "answer": …}], in the words of that moment.
    answers = models.JSONField(_("answers"), default=list, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10)
    recognisable = models.CharField(
        _("who can be recognised?"), max_length=10, choices=Recognisable.choices, blank=True
    )
    people_note = models.TextField(_("who are they?"), max_length=1000, blank=True)
    wants_credit = models.BooleanField(_("my name may stand with it"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=StoryState.choices, default=StoryState.DRAFT)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken up by"),
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="merged", verbose_name=_("joined with")
    )
    # Published without review, because the sender is trusted with this pillar.
    by_trust = models.BooleanField(_("published by trust"), default=False, editable=False)
    created_at = models.DateTimeField(_("begun at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    # When an editor should have decided by; counted in the working days of the site.
    due_at = models.DateTimeField(_("to decide before"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)

    objects = StoryQuerySet.as_manager()

    search_fields = [index.SearchField("text"), index.AutocompleteField("text"), index.FilterField("state")]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-handed_in_at", "-pk"]
        indexes = [
            models.Index(fields=["handed_in_at"], condition=Q(state__in=OPEN), name="shift_story_queue"),
            models.Index(fields=["sender", "-created_at"], name="shift_story_mine"),
            models.Index(fields=["due_at"], condition=Q(state=StoryState.WAITING), name="shift_story_due"),
            models.Index(fields=["decided_at"], condition=Q(decided_at__isnull=False), name="shift_story_decided"),
            models.Index(fields=["-handed_in_at", "-id"], name="shift_story_all"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "page"], condition=Q(state=StoryState.DRAFT), name="shift_one_draft_per_form"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The first words; a story has no title of its own, because that would be one more thing to think of."""
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return Truncator(first).chars(80) if first else str(_("Story without words"))

    @property
    def web_address(self) -> str:
        """The link, when it is one that a page may lead to: what somebody is still typing is kept as it is."""
        return self.link if self.link.lower().startswith(("https://", "http://")) else ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def credit(self) -> str:
        """The name that may stand with it; empty when the sender doesn't want that."""
        return self.sender.name if self.wants_credit and self.sender is not None else ""


class StoryEventQuerySet(models.QuerySet):
    def shown_to_sender(self) -> StoryEventQuerySet:
        """Without what only editors need to know."""
        return self.exclude(kind__in=INTERNAL)

    def to_tell(self, now: datetime) -> StoryEventQuerySet:
        """What the sender should hear by mail and didn't yet."""
        return self.filter(told_at=None, tell_at__lte=now)


class StoryEvent(models.Model):
    """A moment in the history of a story: who did what, in which words. Never changed afterwards."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=12, choices=EventKind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    text = models.TextField(_("words"), max_length=2000, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    # When the sender was told by mail; empty for what needs no mail or hasn't gone yet.
    told_at = models.DateTimeField(null=True, editable=False)
    # When somebody may try to tell it; whoever tries puts it off first, so that two never tell it at once.
    tell_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = StoryEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a story")
        verbose_name_plural = _("events of stories")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["tell_at"], condition=Q(told_at=None), name="shift_event_to_tell")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.story}"


class StoryMessage(models.Model):
    """A message that was made from a story. One story can feed several messages."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="uses")
    message = models.ForeignKey(ShareableMessage, on_delete=models.CASCADE, related_name="story_uses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # When colleagues could share it for the first time; the sender is told then.
    published_at = models.DateTimeField(null=True, editable=False)
    # What the sender was told last, so that only news is told.
    told_shares = models.PositiveIntegerField(default=0)
    told_clicks = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("message from a story")
        verbose_name_plural = _("messages from stories")
        constraints = [models.UniqueConstraint(fields=["story", "message"], name="shift_one_use_per_message")]

    def __str__(self) -> str:
        return f"{self.story} → {self.message}"


class TrustedCreator(models.Model):
    """Somebody whose stories about a pillar become messages without review."""

    ambassador = models.ForeignKey(
        Ambassador, on_delete=models.CASCADE, related_name="trusted_with", verbose_name=_("ambassador")
    )
    pillar = models.ForeignKey(
        Pillar, on_delete=models.CASCADE, related_name="trusted_creators", verbose_name=_("content pillar")
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("granted by"),
    )
    granted_at = models.DateTimeField(_("granted at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("trusted creator")
        verbose_name_plural = _("trusted creators")
        constraints = [models.UniqueConstraint(fields=["ambassador", "pillar"], name="shift_one_trust_per_pillar")]

    def __str__(self) -> str:
        return f"{self.ambassador} – {self.pillar}"
