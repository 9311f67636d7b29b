from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node
from wagtail.search import index

from shift_plugin.people.enums import ImportState, MembershipSource, Rhythm, TeamKind
from shift_plugin.strategy.models import Pillar

__all__ = ["Ambassador", "ImportRun", "PillarMembership", "Team"]


class Team(index.Indexed, MP_Node):
    """A department, location, region or partner organisation; teams form a tree."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=TeamKind.choices, default=TeamKind.DEPARTMENT)

    node_order_by = ["name"]

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.name


class AmbassadorQuerySet(models.QuerySet):
    def taking_part(self) -> AmbassadorQuerySet:
        """People who are in now: not left, and with a user that may log in."""
        return self.filter(left_at=None, user__is_active=True)

    def reachable_by_mail(self, now: datetime) -> AmbassadorQuerySet:
        """People who want mail at this moment; an address is checked when the mail is made."""
        return self.taking_part().filter(receives_mail=True).exclude(paused_until__gt=now)

    def for_user(self, user: Any) -> Ambassador | None:
        if not (user.is_authenticated and user.is_active):
            return None
        found = self.filter(left_at=None, user=user).select_related("team").first()
        if found is not None:
            # At hand already, with what else was looked up about them.
            found.user = user
        return found


class Ambassador(models.Model):
    """A person who takes part. Keeps its totals when the user is deleted, and nothing else about the person."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="ambassador",
        verbose_name=_("user"),
    )
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="ambassadors", verbose_name=_("team")
    )
    is_external = models.BooleanField(
        _("external"), default=False, help_text=_("Not employed here: a dealer, member, volunteer or customer.")
    )
    language = models.CharField(
        _("language"), max_length=10, help_text=_("Language of mails and of the messages that are offered.")
    )
    time_zone = models.CharField(_("time zone"), max_length=63, blank=True, help_text=_("Empty: that of the site."))
    pillars = models.ManyToManyField(
        Pillar, through="PillarMembership", related_name="ambassadors", verbose_name=_("content pillars")
    )
    receives_mail = models.BooleanField(_("receives mail"), default=True)
    rhythm = models.CharField(_("rhythm of mails"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    # Days and times as distribution.rules.OfficeHours writes them; empty: those of the site.
    office_hours = models.CharField(_("working hours"), max_length=30, blank=True)
    holiday_region = models.CharField(
        _("region of public holidays"), max_length=10, blank=True, help_text=_("Empty: that of the site.")
    )
    weekly_cap = models.PositiveSmallIntegerField(
        _("mails a week, at most"), null=True, blank=True, help_text=_("Empty: as many as the site allows.")
    )
    paused_until = models.DateTimeField(_("no mail until"), null=True, blank=True)
    # Permanent refusals in a row, of which address; after several it is set aside. Another address starts anew.
    mail_failures = models.PositiveSmallIntegerField(_("refused mails in a row"), default=0, editable=False)
    refused_address = models.CharField(max_length=254, blank=True, editable=False)
    address_dead_at = models.DateTimeField(_("address set aside at"), null=True, blank=True, editable=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    objects = AmbassadorQuerySet.as_manager()

    class Meta:
        verbose_name = _("ambassador")
        verbose_name_plural = _("ambassadors")
        indexes = [
            models.Index(fields=["team"], condition=Q(left_at=None), name="shift_ambassador_in_team"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's name as the host's user model tells it; never an e-mail address where there is a name."""
        if self.user is None:
            return str(_("Former ambassador"))
        full_name = self.user.get_full_name() if hasattr(self.user, "get_full_name") else ""
        return full_name.strip() or str(self.user)

    @property
    def email(self) -> str:
        if self.user is None:
            return ""
        return getattr(self.user, self.user.get_email_field_name(), "") or ""

    @property
    def has_dead_address(self) -> bool:
        """Whether the address that somebody has now was set aside."""
        return self.address_dead_at is not None and self.refused_address == self.email


class PillarMembership(models.Model):
    """A person in the group of a pillar."""

    ambassador = models.ForeignKey(Ambassador, on_delete=models.CASCADE, related_name="memberships")
    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="memberships")
    source = models.CharField(_("how"), max_length=10, choices=MembershipSource.choices)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    class Meta:
        verbose_name = _("member of a pillar group")
        verbose_name_plural = _("members of pillar groups")
        constraints = [models.UniqueConstraint(fields=["ambassador", "pillar"], name="shift_one_membership_per_pillar")]

    def __str__(self) -> str:
        return f"{self.ambassador} – {self.pillar}"


class ImportRun(models.Model):
    """One uploaded list of ambassadors: first a preview, then done. Holds no file and, once done, no personal data."""

    file_name = models.CharField(_("file"), max_length=255)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.PREVIEW)
    creates_missing = models.BooleanField(_("makes teams and content pillars that don't exist yet"), default=False)
    rows = models.JSONField(_("rows"), default=list, editable=False)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    error_count = models.PositiveIntegerField(_("rows with errors"), default=0)
    created_count = models.PositiveIntegerField(_("added"), default=0)
    updated_count = models.PositiveIntegerField(_("updated"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("import of ambassadors")
        verbose_name_plural = _("imports of ambassadors")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
