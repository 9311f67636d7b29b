from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import View

from shift_plugin.base.permissions import BadLink, LinkExpired, log_in_first, login_url
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.queries import library_url
from shift_plugin.sharing.permissions import TOKEN, Sharer, sharer


class SharerView(View):
    """A page for whoever is logged in, or came from a mail. Others don't learn whether the thing exists."""

    who: Sharer

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        # On a site that asks everybody to log in, a mail still opens.
        return login_not_required(super().as_view(**initkwargs))

    def find_message(self) -> ShareableMessage | None:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            who = sharer(request, self.find_message())
        except BadLink as problem:
            return bad_link(request, problem)
        if who is None:
            return nobody(request)
        self.who = who
        with translation.override(self.language(request)):
            response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response

    def language(self, request: HttpRequest) -> str:
        """That of the mail for those who come from it; the host decides for everybody who is logged in."""
        wanted = self.who.ambassador.language
        return wanted if self.who.token and wanted in dict(settings.LANGUAGES) else translation.get_language()

    def address(self, name: str, *args: Any) -> str:
        """An address of the plugin that this person can open too."""
        query = QueryDict(mutable=True)
        if self.who.token:
            query[TOKEN] = self.who.token
        return reverse(f"shift:{name}", args=args) + (f"?{query.urlencode()}" if query else "")


def nobody(request: HttpRequest) -> HttpResponse:
    """Somebody who isn't logged in, or is but doesn't take part."""
    if not request.user.is_authenticated:
        return log_in_first(request)
    words = {
        "title": _("You do not take part yet"),
        "text": _("Take part first. Then you can share messages here."),
        "url": reverse("shift:me"),
        "link": _("See how it works"),
    }
    return render(request, "shift_plugin/sharing/problem.html", words, status=403)


def bad_link(request: HttpRequest, problem: BadLink) -> HttpResponse:
    """A link from a mail that doesn't work (any more), with the way on: log in, and share from the page itself."""
    is_old = isinstance(problem, LinkExpired)
    query = request.GET.copy()
    query.pop(TOKEN, None)
    onward = request.path + (f"?{query.urlencode()}" if query else "")
    words = {
        "title": _("This link is no longer valid") if is_old else _("This link does not work"),
        "text": _("Log in on the intranet. Then you can still share this message."),
        "url": f"{login_url()}?{QueryDict.fromkeys(['next'], onward).urlencode()}",
        "link": _("Log in"),
    }
    return render(request, "shift_plugin/sharing/problem.html", words, status=403)


def gone(request: HttpRequest) -> HttpResponse:
    """The same answer for what doesn't exist, is over, or is somebody else's."""
    words = {
        "title": _("You can't share this message"),
        "text": _("It is no longer offered, or it is not meant for you. There is more to share."),
        "url": library_url(translation.get_language() or "", request),
        "link": _("Find another message"),
    }
    response = render(request, "shift_plugin/sharing/problem.html", words, status=404)
    answer_here(request)
    return response


def answer_here(request: HttpRequest) -> None:
    """Let a 404 of ours be the answer.

    On a site with languages in its addresses, Django's LocaleMiddleware would try the same address behind ``/en/``. The
    tree of pages catches that, and may ask outsiders to log in. It leaves a request alone whose URLs have no languages.
    """
    request.urlconf = "shift_plugin.urls"
