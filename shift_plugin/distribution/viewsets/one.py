"""The page of one distribution: before it leaves who will get it and why, afterwards what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic import InspectView

from shift_plugin.distribution.actions import planning
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.enums import Channel, DeliveryState, SkipReason
from shift_plugin.distribution.forms import PeopleSearchForm
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.permissions import may_change
from shift_plugin.distribution.queries import left_out, outcome, reasons_why, receivers, versions
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import role_label
from shift_plugin.people.queries import name_fields, search_people

_PAGE_SIZE = 50


class DistributionView(InspectView):
    def get_template_names(self) -> list[str]:
        name = "people" if self.object.is_editable else "result"
        return [f"shift_plugin/distribution/admin/{name}.html"]

    def get_page_title(self) -> str:
        return _("Distribution")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        distribution: Distribution = self.object
        search = PeopleSearchForm(self.request.GET)
        words = search.cleaned_data["q"] if search.is_valid() else ""
        about = self._before if distribution.is_editable else self._after
        return context | {
            "distribution": distribution,
            "channels": [Channel(channel).label for channel in distribution.channels],
            "may_change": may_change(self.request.user),
            "search": search,
            "words": words,
            "edit_url": reverse("shift_distributions:edit", args=[distribution.pk]),
            **about(distribution, words),
        }

    def _before(self, distribution: Distribution, words: str) -> dict[str, Any]:
        now = timezone.now()
        # Pauses and the end of the message count as they will be when it leaves.
        moment = max(now, distribution.send_at or now)
        get_it, out = receivers(distribution, moment), left_out(distribution, moment)
        shows_out = self.request.GET.get("who") == "left_out"
        people = (out if shows_out else get_it).select_related("user", "team")
        people = search_people(people, words).order_by(*(f"user__{name}" for name in name_fields()), "pk")
        page = Paginator(people, _PAGE_SIZE).get_page(self.request.GET.get("p"))
        whys = reasons_why(distribution, page)
        column = "reason" if Channel.INBOX in distribution.channels else "mail_reason"
        by_mail = Channel.EMAIL in distribution.channels
        return {
            "page": page,
            "rows": [_person_row(distribution, person, whys[person.pk]) for person in page],
            "shows_out": shows_out,
            "number": get_it.count(),
            "by_mail": get_it.filter(mail_reason="").count() if by_mail else 0,
            "number_out": out.count(),
            "out_reasons": [
                (SkipReason(row[column]).label, row["number"])
                for row in out.order_by().values(column).annotate(number=Count("pk")).order_by("-number")
            ],
            "is_published": bool(distribution.message and versions(distribution.message, moment)),
            "is_past": bool(distribution.send_at and distribution.send_at <= now),
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
            "delivered": result.count(DeliveryState.SENT),
        }


def _person_row(distribution: Distribution, person: Any, why: Any) -> dict[str, Any]:
    reason = person.reason or person.mail_reason
    return {
        "person": person,
        "why": why,
        "roles": [role_label(role) for role in why.roles],
        "by_mail": Channel.EMAIL in distribution.channels and not person.mail_reason,
        "in_inbox": Channel.INBOX in distribution.channels and not person.reason,
        "reason": SkipReason(reason).label if reason else "",
    }


class StepView(View):
    """Plan, send, take back, cancel, try again. By POST; cancelling asks once more by GET."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_change(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        distribution = get_object_or_404(Distribution, pk=pk)
        if step != "cancel" or not distribution.is_open:
            return redirect("shift_distributions:inspect", pk)
        context = {"distribution": distribution, "result": outcome(distribution)}
        return render(request, "shift_plugin/distribution/admin/cancel.html", context)

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        distribution = get_object_or_404(Distribution, pk=pk)
        steps: dict[str, Callable[[Distribution], str]] = {
            "plan": self._plan,
            "send": self._send,
            "unplan": self._unplan,
            "cancel": self._cancel,
            "retry": self._retry,
            "retry-unknown": self._retry_unknown,
        }
        if step not in steps:
            raise Http404
        try:
            messages.success(request, steps[step](distribution))
        except DistributionError as error:
            messages.error(request, error.messages[0])
        return redirect("shift_distributions:inspect", pk)

    def _plan(self, distribution: Distribution) -> str:
        planning.plan(distribution=distribution, user=self.request.user, now=timezone.now())
        return _("It is planned, and leaves by itself.")

    def _send(self, distribution: Distribution) -> str:
        planning.plan(distribution=distribution, user=self.request.user, now=timezone.now(), at_once=True)
        return _("It leaves within a minute.")

    def _unplan(self, distribution: Distribution) -> str:
        planning.unplan(distribution=distribution, user=self.request.user, now=timezone.now())
        return _("It is a draft again, and doesn't leave by itself.")

    def _cancel(self, distribution: Distribution) -> str:
        told = planning.cancel(distribution=distribution, user=self.request.user, now=timezone.now())
        numbers = {name: number_format(number, force_grouping=True) for name, number in told.items()}
        return _("Cancelled. Mails: %(sent)s delivered, %(leaving)s on their way, %(stopped)s held back.") % numbers

    def _retry(self, distribution: Distribution, also_unknown: bool = False) -> str:
        number = planning.retry_failed(
            distribution=distribution, user=self.request.user, now=timezone.now(), also_unknown=also_unknown
        )
        return ngettext("%(number)d mail is tried again.", "%(number)d mails are tried again.", number) % {
            "number": number
        }

    def _retry_unknown(self, distribution: Distribution) -> str:
        return self._retry(distribution, also_unknown=True)
