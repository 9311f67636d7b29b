"""A challenge is announced by a distribution: here an editor says when and how; its page shows the effect first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views import View
from wagtail.admin import messages

from shift_plugin.distribution.actions import planning
from shift_plugin.distribution.actions.planning import DistributionError
from shift_plugin.distribution.enums import Channel, DistributionKind
from shift_plugin.distribution.forms import AnnouncementForm
from shift_plugin.distribution.models import Distribution
from shift_plugin.distribution.permissions import may_change, may_distribute
from shift_plugin.stories.models import Challenge


class AnnouncementView(View):
    """The form, for a new announcement or for one that hasn't left yet."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may = may_distribute if "challenge" in kwargs else may_change
        if not may(request.user):
            raise PermissionDenied
        if "challenge" in kwargs:
            challenge = get_object_or_404(Challenge, pk=kwargs["challenge"])
            self.distribution = Distribution(
                kind=DistributionKind.CHALLENGE, challenge=challenge, channels=list(Channel.values), reminders=1
            )
        else:
            found = Distribution.objects.filter(kind=DistributionKind.CHALLENGE).select_related("challenge")
            self.distribution = get_object_or_404(found, pk=kwargs["pk"])
        try:
            self._refuse()
        except DistributionError as error:
            messages.error(request, error.messages[0])
            if self.distribution.pk is None:
                return redirect("shift_challenges:inspect", kwargs["challenge"])
            return redirect("shift_distributions:inspect", self.distribution.pk)
        return super().dispatch(request, *args, **kwargs)

    def _refuse(self) -> None:
        planning.refuse_without_subject(self.distribution, timezone.now())
        planning.refuse_what_left(self.distribution)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._ask(request, AnnouncementForm(instance=self.distribution))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = AnnouncementForm(request.POST, instance=self.distribution)
        if not form.is_valid():
            return self._ask(request, form, status=422)
        distribution = form.save(commit=False)
        try:
            planning.save(distribution=distribution, user=request.user, is_new=distribution.pk is None)
        except DistributionError as error:
            messages.error(request, error.messages[0])
        return redirect("shift_distributions:inspect", distribution.pk)

    def _ask(self, request: HttpRequest, form: AnnouncementForm, status: int = 200) -> HttpResponse:
        context = {"challenge": self.distribution.challenge, "form": form, "media": form.media}
        return render(request, "shift_plugin/distribution/admin/announce.html", context, status=status)
