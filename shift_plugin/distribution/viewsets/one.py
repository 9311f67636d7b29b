"""The page of one distribution: before it leaves who will get it and why, afterwards what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import InspectView

from shift_plugin.distribution.enums import BY_EDITORS, ENDED, Channel, DeliveryState, DistributionState
from shift_plugin.distribution.forms import PeopleSearchForm
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.permissions import may_change, may_send_urgent
from shift_plugin.distribution.queries import can_leave, chats_of, chats_reached, outcome, state_counts
from shift_plugin.distribution.rules import reminder_moment
from shift_plugin.distribution.viewsets.effect import about_effect
from shift_plugin.distribution.viewsets.progress import moment_text, told
from shift_plugin.people.models import Ambassador
from shift_plugin.people.queries import search_people

# So long before it leaves the page counts down.
_SOON = timedelta(hours=1)
_PAGE_SIZE = 50


class DistributionView(InspectView):
    def get_template_names(self) -> list[str]:
        name = "people" if self._is_ahead(self.object) else "result"
        return [f"shift_plugin/distribution/admin/{name}.html"]

    def _is_ahead(self, distribution: Distribution) -> bool:
        """A reminder, too, has a list of people beforehand, but nobody is to see it: they did nothing with it yet."""
        return distribution.is_editable and distribution.kind in BY_EDITORS

    def get_page_title(self) -> str:
        return _("Distribution")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        distribution: Distribution = self.object
        search = PeopleSearchForm(self.request.GET)
        words = search.cleaned_data["q"] if search.is_valid() else ""
        about = self._before if self._is_ahead(distribution) else self._after
        return context | {
            "distribution": distribution,
            "channels": _channels(distribution),
            "chats": chats_of(distribution, max(timezone.now(), distribution.send_at or timezone.now())),
            "may_change": may_change(self.request.user),
            "search": search,
            "words": words,
            "edit_url": reverse("shift_distributions:edit", args=[distribution.pk]),
            **about(distribution, words),
            **_reminders(distribution, timezone.now()),
        }

    def _before(self, distribution: Distribution, words: str) -> dict[str, Any]:
        now = timezone.now()
        moment = max(now, distribution.send_at or now)
        leaves_at = distribution.send_at if distribution.state == DistributionState.PLANNED else None
        about = about_effect(distribution, self.request, words)
        return {
            **about,
            "reaches_somebody": bool(about["number"] or chats_reached(distribution, moment)),
            "is_published": can_leave(distribution, moment),
            "is_past": bool(distribution.send_at and distribution.send_at <= now),
            "leaves_at": moment_text(leaves_at, now) if leaves_at else "",
            "leaves_soon": bool(leaves_at and now < leaves_at < now + _SOON),
            "may_send": not distribution.is_urgent or may_send_urgent(self.request.user),
        }

    def _after(self, distribution: Distribution, words: str) -> dict[str, Any]:
        deliveries = distribution.deliveries.select_related("ambassador__user", "ambassador__team")
        state = self.request.GET.get("state", "")
        if state in DeliveryState.values:
            deliveries = deliveries.filter(state=state)
        if words:
            deliveries = deliveries.filter(ambassador__in=search_people(Ambassador.objects.all(), words))
        page = Paginator(deliveries.order_by("pk"), _PAGE_SIZE).get_page(self.request.GET.get("p"))
        result = outcome(distribution)
        return {
            "page": page,
            "result": result,
            "state": state,
            "states": [
                (value, label, result.count(value)) for value, label in DeliveryState.choices if result.count(value)
            ],
            "failed": result.count(DeliveryState.FAILED),
            "unknown": result.count(DeliveryState.UNKNOWN),
            "told": told(distribution, timezone.now()),
        }


def _channels(distribution: Distribution) -> list[str]:
    labels = [str(Channel(channel).label) for channel in distribution.channels]
    return [*labels, _("team channels")] if distribution.in_chats else labels


def _reminders(distribution: Distribution, now: datetime) -> dict[str, Any]:
    """The reminders that there were, and those to come."""
    made = list(distribution.reminder_distributions.order_by("reminder_number"))
    counts = state_counts([reminder.pk for reminder in made])
    number = max((reminder.reminder_number for reminder in made), default=0)
    started, days = distribution.started_at, distribution.reminder_days
    ended = distribution.state in ENDED or started is None
    moments = [
        reminder_moment(started, number=coming, days=days)
        for coming in range(number + 1, distribution.reminders + 1)
        if started is not None and not ended
    ]
    ahead = [moment for moment in moments if moment + timedelta(days=days) > now]
    return {
        "reminders": [(reminder, counts[reminder.pk][DeliveryState.SENT]) for reminder in made],
        "reminders_ahead": [moment_text(moment, now) for moment in ahead],
        "can_stop_reminders": bool(ahead) or any(reminder.is_open for reminder in made),
    }
