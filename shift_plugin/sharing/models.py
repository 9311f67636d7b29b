from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador, Team
from shift_plugin.sharing.enums import ShareSource

__all__ = ["Click", "DailySalt", "Share", "TrackedLink"]


class Share(models.Model):
    """One person's sharing of one message on one network.

    ``opened_at`` is measured: the network's window was opened. ``confirmed_at`` is self-reported: the person says that
    the post was placed, which nobody can know for sure.
    """

    # Made with the form, so that a form that is sent twice is one share. Also the code of the tracked link.
    key = models.CharField(max_length=16, unique=True, editable=False)
    message = models.ForeignKey(
        ShareableMessage, on_delete=models.SET_NULL, null=True, related_name="shares", verbose_name=_("message")
    )
    ambassador = models.ForeignKey(
        Ambassador, on_delete=models.SET_NULL, null=True, related_name="shares", verbose_name=_("ambassador")
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("team"),
        help_text=_("The person's team at that moment."),
    )
    network = models.CharField(_("network"), max_length=20)
    source = models.CharField(_("started from"), max_length=10, choices=ShareSource.choices)
    text = models.TextField(_("text"), blank=True)
    fingerprint = models.CharField(max_length=32, blank=True)
    is_own_words = models.BooleanField(_("in own words"), default=False)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    not_posted_at = models.DateTimeField(_("answered not posted at"), null=True, blank=True)
    post_url = models.URLField(_("address of the post"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        indexes = [
            models.Index(fields=["ambassador", "message"], name="shift_share_mine"),
            models.Index(fields=["ambassador", "-opened_at"], name="shift_share_mine_by_date"),
            models.Index(fields=["message", "fingerprint", "opened_at"], name="shift_share_same_text"),
            models.Index(fields=["opened_at"], name="shift_share_opened"),
            models.Index(
                fields=["confirmed_at"], condition=Q(confirmed_at__isnull=False), name="shift_share_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.opened_at:%Y-%m-%d}"


class TrackedLink(models.Model):
    """The personal link of one share. The target is fixed here, so that the redirect can't be bent elsewhere.

    ``former_url``: where it led before that address became of no use.
    """

    code = models.CharField(max_length=16, unique=True)
    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="link")
    target_url = models.URLField(max_length=1000)
    former_url = models.URLField(max_length=1000, blank=True, db_default="", default="", editable=False)

    class Meta:
        verbose_name = _("tracked link")
        verbose_name_plural = _("tracked links")

    def __str__(self) -> str:
        return self.code


class Click(models.Model):
    """A human visit through a tracked link: one per visitor, link and day.

    ``visitor`` is a hash with a salt that is thrown away after the day; no address and no user agent is kept.
    """

    # Checking the key would lock the link's row for every visitor: a link that goes round fast lost a third of its
    # speed. The click is written by the statement that finds the link. The unique constraint is its index.
    link = models.ForeignKey(
        TrackedLink, on_delete=models.CASCADE, related_name="clicks", db_constraint=False, db_index=False
    )
    day = models.DateField()
    clicked_at = models.DateTimeField()
    visitor = models.BinaryField(max_length=8)

    class Meta:
        verbose_name = _("click")
        verbose_name_plural = _("clicks")
        constraints = [models.UniqueConstraint(fields=["link", "day", "visitor"], name="shift_click_once_a_day")]
        indexes = [models.Index(fields=["clicked_at"], name="shift_click_at")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.day}"


class DailySalt(models.Model):
    """The secret of a day in visitor hashes. Rows of earlier days are deleted."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")

    def __str__(self) -> str:
        return str(self.day)
