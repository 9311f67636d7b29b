"""How far a distribution is, in words for its page, and for the script on the page that asks for it again and again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from shift_plugin.distribution.actions.planning import how_far
from shift_plugin.distribution.enums import ENDED, UNPOSTED, DistributionState
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.permissions import may_view
from shift_plugin.distribution.queries import Progress, post_counts, progress_of

_COUNTS = "delivered leaving due later failed unknown digest skipped in_inbox per_minute".split()


def count_text(number: int) -> str:
    return number_format(number, force_grouping=True)


def moment_text(moment: datetime, now: datetime) -> str:
    """The time, and the day where that is another one."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localtime(now).date()
    return date_format(local, "TIME_FORMAT" if is_today else "DATETIME_FORMAT")


def told(distribution: Distribution, now: datetime) -> dict[str, Any]:
    """The progress as the page shows it, ready for JSON: of mails, or of posts where it goes to team channels only."""
    found = progress_of(distribution, now)
    is_running = distribution.state == DistributionState.SENDING
    settled, total = found.settled, found.total
    if not distribution.channels:
        posts = post_counts([distribution.pk])[distribution.pk]
        settled, total = posts.total() - sum(posts[state] for state in UNPOSTED), posts.total()
    end = moment_text(found.expected_end, now) if found.expected_end else _("not known yet")
    figures = {name: count_text(getattr(found, name)) for name in _COUNTS}
    return {
        "is_running": is_running,
        "total": total,
        "settled": settled,
        "figures": figures | {"expected_end": end, "state": str(distribution.get_state_display())},
        "summary": _all_told(distribution, found, settled, total, end if is_running else ""),
    }


def _all_told(distribution: Distribution, found: Progress, settled: int, total: int, end: str) -> str:
    if distribution.state in ENDED:
        return far_in_words(distribution, how_far(distribution))
    if not distribution.channels:
        numbers = {"settled": count_text(settled), "total": count_text(total)}
        return _("%(settled)s of %(total)s posts in team channels are done.") % numbers
    return _summary(found, end)


def _summary(found: Progress, end: str) -> str:
    numbers = {"settled": count_text(found.settled), "total": count_text(found.total)}
    summary = _("%(settled)s of %(total)s mails are done.") % numbers
    if not end or not found.remaining:
        return summary
    parts = [summary]
    if found.per_minute:
        parts.append(_("%(number)s a minute.") % {"number": count_text(found.per_minute)})
    if found.expected_end:
        parts.append(_("At about %(moment)s the last one leaves.") % {"moment": end})
    return " ".join(parts)


def far_in_words(distribution: Distribution, far: Mapping[str, int]) -> str:
    """How far it was when it was cancelled or stopped."""
    numbers = {name: count_text(number) for name, number in far.items()}
    mails = _("Mails: %(sent)s delivered, %(leaving)s on their way, %(stopped)s held back.") % numbers
    if not distribution.in_chats:
        return mails
    posts = _("Team channels: %(posted)s delivered, %(posting)s on their way, %(unposted)s held back.") % numbers
    return f"{mails} {posts}" if distribution.channels else posts


@method_decorator(never_cache, name="dispatch")
class ProgressView(View):
    """What the page asks for every few seconds: two queries of its own, however many deliveries there are."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not may_view(request.user):
            raise PermissionDenied
        return JsonResponse(told(get_object_or_404(Distribution, pk=pk), timezone.now()))
