"""What people see and choose about their own taking part."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from shift_plugin.base.permissions import ReaderRequiredMixin
from shift_plugin.people.actions import (
    join_pillar,
    join_programme,
    leave_pillar,
    leave_programme,
)
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import MayNot
from shift_plugin.people.queries import language_choices, my_pillars, role_label, roles_of, team_path
from shift_plugin.strategy.models import Pillar

FOLDER = "shift_plugin/people"


@method_decorator(never_cache, name="dispatch")
class MeView(ReaderRequiredMixin, View):
    """Who somebody is here: team, roles and groups. Who doesn't take part yet is asked whether they'd like to."""

    def get(self, request: HttpRequest) -> HttpResponse:
        ambassador = Ambassador.objects.for_user(request.user)
        if ambassador is None:
            return render(request, f"{FOLDER}/join.html", {"pillars": Pillar.objects.active()})
        context = {
            "ambassador": ambassador,
            "roles": [role_label(role) for role in roles_of(request.user)],
            "team": team_path(ambassador.team),
            "pillars": my_pillars(ambassador),
        }
        return render(request, f"{FOLDER}/me.html", context)


class JoinView(ReaderRequiredMixin, View):
    def post(self, request: HttpRequest) -> HttpResponse:
        known = dict(language_choices())
        language = get_language() or ""
        join_programme(user=request.user, language=language if language in known else "")
        if address := _asked_address(request):
            messages.success(request, _("Welcome! You take part now."))
            return redirect(address)
        messages.success(request, _("Welcome! You take part now. Choose the groups that suit you."))
        return redirect("shift:me")


class LeaveView(ReaderRequiredMixin, View):
    """A page that asks once, because leaving can't be undone: the groups are gone."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if Ambassador.objects.for_user(request.user) is None:
            return redirect("shift:me")
        return render(request, f"{FOLDER}/leave.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        ambassador = Ambassador.objects.for_user(request.user)
        if ambassador is not None:
            leave_programme(ambassador=ambassador)
            messages.success(request, _("You no longer take part. You get no more messages from us."))
        return redirect("shift:me")


def _asked_address(request: HttpRequest) -> str:
    """Where the button stood, when that is on this site."""
    address = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if own else ""


class PillarGroupView(ReaderRequiredMixin, View):
    """Joins or leaves a group and goes back to where the button stood."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        ambassador = Ambassador.objects.for_user(request.user)
        if ambassador is None:
            return redirect("shift:me")
        pillar = get_object_or_404(Pillar.objects.active(), pk=pk)
        try:
            messages.success(request, self.change(ambassador, pillar))
        except MayNot as refusal:
            messages.error(request, str(refusal))
        return redirect(_asked_address(request) or reverse("shift:me"))

    def change(self, ambassador: Ambassador, pillar: Pillar) -> str:
        raise NotImplementedError


class JoinPillarView(PillarGroupView):
    def change(self, ambassador: Ambassador, pillar: Pillar) -> str:
        join_pillar(ambassador=ambassador, pillar=pillar)
        return _("You are in the group “%(pillar)s” now.") % {"pillar": pillar}


class LeavePillarView(PillarGroupView):
    def change(self, ambassador: Ambassador, pillar: Pillar) -> str:
        leave_pillar(ambassador=ambassador, pillar=pillar)
        return _("You left the group “%(pillar)s”.") % {"pillar": pillar}
