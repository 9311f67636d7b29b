"""What an editor does with a distribution on its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.actions import planning, reminding
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.permissions import may_change, may_send_urgent
from shift_plugin.distribution.viewsets.effect import broken_by_urgency
from shift_plugin.distribution.viewsets.progress import far_in_words, moment_text, told

_LEAVES = ("plan", "send")


def _leaves_at(planned: Distribution, now: datetime) -> str:
    moment = moment_text(planned.send_at or now, now)
    return _("It leaves at %(moment)s; until then you can take it back.") % {"moment": moment}


class StepView(View):
    """Plan, send, take back, cancel, try again. By POST; cancelling, and what is urgent, is asked once more by GET."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_change(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        distribution = get_object_or_404(Distribution, pk=pk)
        context: dict[str, Any] = {"distribution": distribution, "step": step}
        if step == "cancel" and distribution.is_open:
            context["told"] = told(distribution, timezone.now())
            return render(request, "shift_plugin/distribution/admin/cancel.html", context)
        if step in _LEAVES and distribution.is_editable and self._must_confirm(distribution):
            moment = timezone.now() if step == "send" else distribution.send_at or timezone.now()
            context["breaks"] = broken_by_urgency(distribution, moment)
            return render(request, "shift_plugin/distribution/admin/urgent.html", context)
        return redirect("shift_distributions:inspect", pk)

    def _must_confirm(self, distribution: Distribution) -> bool:
        return distribution.is_urgent and may_send_urgent(self.request.user)

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        distribution = get_object_or_404(Distribution, pk=pk)
        steps: dict[str, Callable[[Distribution], str]] = {
            "plan": self._plan,
            "send": self._send,
            "unplan": self._unplan,
            "cancel": self._cancel,
            "retry": self._retry,
            "retry-unknown": self._retry_unknown,
            "stop-reminders": self._stop_reminders,
        }
        if step not in steps:
            raise Http404
        if step in _LEAVES and self._must_confirm(distribution) and "confirmed" not in request.POST:
            return redirect("shift_distributions:step", pk, step)
        try:
            messages.success(request, steps[step](distribution))
        except DistributionError as error:
            messages.error(request, error.messages[0])
        return redirect("shift_distributions:inspect", pk)

    def _plan(self, distribution: Distribution) -> str:
        now, wanted = timezone.now(), distribution.send_at
        planned = planning.plan(distribution=distribution, user=self.request.user, now=now)
        # The distribution is the same object; so soon that it couldn't be taken back, it leaves a little later.
        return _("It is planned, and leaves by itself.") if planned.send_at == wanted else _leaves_at(planned, now)

    def _send(self, distribution: Distribution) -> str:
        now = timezone.now()
        planned = planning.plan(distribution=distribution, user=self.request.user, now=now, at_once=True)
        if not shift_settings.UNDO_MINUTES or planned.send_at is None:
            return _("It leaves within a minute.")
        return _leaves_at(planned, now)

    def _unplan(self, distribution: Distribution) -> str:
        planning.unplan(distribution=distribution, user=self.request.user, now=timezone.now())
        return _("It is a draft again, and doesn't leave by itself.")

    def _cancel(self, distribution: Distribution) -> str:
        far = planning.cancel(distribution=distribution, user=self.request.user, now=timezone.now())
        return _("Cancelled. %(how_far)s") % {"how_far": far_in_words(distribution, far)}

    def _retry(self, distribution: Distribution, also_unknown: bool = False) -> str:
        number = planning.retry_failed(
            distribution=distribution, user=self.request.user, now=timezone.now(), also_unknown=also_unknown
        )
        return ngettext("%(number)d mail is tried again.", "%(number)d mails are tried again.", number) % {
            "number": number
        }

    def _retry_unknown(self, distribution: Distribution) -> str:
        return self._retry(distribution, also_unknown=True)

    def _stop_reminders(self, distribution: Distribution) -> str:
        reminding.stop_reminders(distribution=distribution, user=self.request.user, now=timezone.now())
        return _("No more reminders of this leave.")
