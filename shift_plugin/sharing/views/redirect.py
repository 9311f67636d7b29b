from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from shift_plugin.conf import shift_settings
from shift_plugin.sharing import actions, queries, rules
from shift_plugin.sharing.views.sharer import answer_here


@login_not_required
@require_safe
@transaction.non_atomic_requests
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Behind a tracked link. Programs get the same answer as people, so that a preview shows the page it leads to.

    Session and user are only looked at for a browser that is logged in here: whoever shared doesn't count as a visitor.
    """
    counts = rules.is_visit(request.method or "", request.META) and not _is_sharer(request, code)
    target = actions.visit(
        code=code,
        address=rules.client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            shift_settings.TRUSTED_PROXY_COUNT,
        ),
        user_agent=request.META.get("HTTP_USER_AGENT", ""),
        counts=counts,
        now=timezone.now(),
    )
    if target is None:
        with translation.override(translation.get_language_from_request(request)):
            response = render(request, "shift_plugin/sharing/unknown_link.html", status=404)
        answer_here(request)
    else:
        response = HttpResponseRedirect(target)
        response.headers["Referrer-Policy"] = "origin"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_sharer(request: HttpRequest, code: str) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "user"):
        return False
    return request.user.is_authenticated and queries.is_own_link(code, request.user.pk)
