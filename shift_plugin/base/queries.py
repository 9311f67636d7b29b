"""What every capability may look up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import get_script_prefix

from shift_plugin.base.models import JobRun
from shift_plugin.conf import shift_settings

# The job whose runs prove that the background work runs.
HEARTBEAT = "shift_plugin.tick"


def absolute_url(path: str) -> str:
    """A path of the intranet as an address for a mail; a full address stays what it is."""
    if "://" in path:
        return path
    base = shift_settings.INTRANET_BASE_URL or getattr(settings, "WAGTAILADMIN_BASE_URL", "") or "http://localhost"
    base = base.rstrip("/")
    # On a site below a path, that path may stand in the setting, in the path, or in both.
    prefix = get_script_prefix().rstrip("/")
    if prefix and base.endswith(prefix) and path.startswith(f"{prefix}/"):
        path = path.removeprefix(prefix)
    return base + path


def organisation_name() -> str:
    """What the organisation is called on pages and in mails."""
    return shift_settings.ORGANISATION_NAME or getattr(settings, "WAGTAIL_SITE_NAME", "")


@dataclass(frozen=True)
class Heartbeat:
    """Whether the background work runs. ``last`` is the last tick in UTC, None when there never was one."""

    last: datetime | None
    is_alive: bool


def heartbeat(now: datetime) -> Heartbeat:
    """Read the tick's own row; a cluster that hangs can't pretend, because only a run of the tick writes it."""
    last = JobRun.objects.filter(name=HEARTBEAT).values_list("finished_at", flat=True).first()
    limit = timedelta(minutes=shift_settings.HEARTBEAT_MINUTES)
    return Heartbeat(last=last, is_alive=last is not None and now - last <= limit)
