from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from shift_plugin.base.enums import network_choices

__all__ = ["KEY_LENGTH", "JobRun", "KeyField", "NetworkListField", "PrivateFileField", "new_key", "private_storage"]

# 62 signs: 22 of them are 130 bits, so nobody finds an address by guessing (rights are checked as well).
KEY_LENGTH = 22
PRIVATE_STORAGE = "shift_private"


def new_key() -> str:
    return get_random_string(KEY_LENGTH)


class BesideMedia(FileSystemStorage):
    """A folder beside the media folder, which no web server gives out."""

    @cached_property
    def base_location(self) -> Path:
        # A field asks for its storage once, at start-up; the setting may change after that.
        media = Path(settings.MEDIA_ROOT or "media").absolute()
        return media.with_name(f"{media.name}_private")


def private_storage() -> Storage:
    """Where files are that nobody may open by address alone: the storage ``shift_private``, or else BesideMedia."""
    return storages[PRIVATE_STORAGE] if PRIVATE_STORAGE in storages.backends else BesideMedia(base_url="")


class KeyField(models.CharField):
    """What an object is called in addresses: random, so that one tells nothing about the next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": KEY_LENGTH, "unique": True, "default": new_key, "editable": False}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # A migration sees the plain column, so that it needs none of our code.
        name, _path, args, kwargs = super().deconstruct()
        del kwargs["default"]
        return name, "django.db.models.CharField", args, kwargs


class PrivateFileField(models.FileField):
    """A file in the private storage; ``upload_to`` makes its path from a key, never from a name that somebody typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs = {"max_length": 150, "storage": private_storage} | kwargs
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # A migration sees the plain column, so that it needs none of our code.
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("storage", None)
        return name, "django.db.models.FileField", args, {**kwargs, "upload_to": ""}


class NetworkListField(models.JSONField):
    """A list of network keys, chosen by ticking boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        # A migration sees the plain column, so that it needs none of our code.
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=network_choices,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
        )


# How much the clocks of two hosts may differ without a job being run twice.
CLOCKS_DIFFER = timedelta(minutes=5)


class JobRunQuerySet(models.QuerySet):
    def claim(self, name: str, *, now: datetime, every: timedelta) -> bool:
        """Take the next run of a job; True for exactly one of any number of callers on any number of hosts.

        A run that lies further ahead than it can was taken by a clock that was wrong, and holds nobody up.
        """
        self.get_or_create(name=name, defaults={"due_at": now})
        due = Q(due_at__lte=now) | Q(due_at__gt=now + every + CLOCKS_DIFFER)
        return bool(self.filter(due, name=name).update(due_at=now + every, started_at=now))

    def beat(self, name: str, *, now: datetime) -> None:
        """Write down that something ran to its end, without claiming it."""
        self.update_or_create(name=name, defaults={"due_at": now, "finished_at": now})


class JobRun(models.Model):
    """When a recurring job last ran. The tick's own row is the heartbeat of the background work."""

    name = models.CharField(_("job"), max_length=100, unique=True)
    due_at = models.DateTimeField(_("due at"))
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    error = models.TextField(_("last error"), blank=True)

    objects = JobRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("recurring job")
        verbose_name_plural = _("recurring jobs")
        permissions = [("view_home", _("Can see the Shift home"))]

    def __str__(self) -> str:
        return self.name
