"""What the Shift home tells about the sending."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.enums import DistributionState
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.queries import health, state_counts, upcoming

_SHOWN = 5


class SendingPanel(Component):
    """Whether the sending runs, how far it is, and what leaves next. First of all when it doesn't run."""

    template_name = "shift_plugin/distribution/admin/panel.html"

    def __init__(self) -> None:
        self.now = timezone.now()
        self.health = health(self.now)
        self.order = 200 if self.health.heartbeat.is_alive else 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        sending = Distribution.objects.filter(state=DistributionState.SENDING)
        running = list(sending.select_related("message", "challenge")[:_SHOWN])
        counts = state_counts([item.pk for item in running])
        return {
            "health": self.health,
            "limit": shift_settings.HEARTBEAT_MINUTES,
            "running": [(item, _done(counts[item.pk]), sum(counts[item.pk].values())) for item in running],
            "upcoming": upcoming(self.now)[:_SHOWN],
        }


def _done(counts: Any) -> int:
    return sum(number for state, number in counts.items() if state not in ("pending", "claimed", "sending"))
