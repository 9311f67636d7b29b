"""Reactions to what happens to users, which belong to the host."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from shift_plugin.people.actions import forget_user


# No announcement of our own exists for this: a user is deleted by the host, from anywhere.
@receiver(pre_delete, sender=settings.AUTH_USER_MODEL, dispatch_uid="shift_plugin.people.forget_user")
def user_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    forget_user(user=instance)
