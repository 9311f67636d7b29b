"""Who has to log in and where, and signed links: what lets somebody do one thing without logging in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import global_settings, settings
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _


class BadLink(Exception):  # noqa: N818 - named after what the reader sees
    """A link that gives no rights; its text is for the reader."""

    message = _("This link doesn't work.")

    def __str__(self) -> str:
        return str(self.message)


class LinkExpired(BadLink):
    message = _("This link is no longer valid.")


class LinkInvalid(BadLink):
    message = _("This link is not complete. Copy it once more, to the very end.")


def sign(purpose: str, value: dict[str, Any]) -> str:
    """A token that is good for one purpose and says what it is about; ``value`` holds ids and words, no secrets."""
    return signing.dumps(value, salt=f"shift_plugin.{purpose}")


def unsign(purpose: str, token: str, max_age: timedelta) -> dict[str, Any]:
    """What a token of this purpose says.

    Raises LinkExpired when it is older than ``max_age`` and LinkInvalid when it was made for something else or bent.
    """
    try:
        return signing.loads(token, salt=f"shift_plugin.{purpose}", max_age=max_age)
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except signing.BadSignature as error:
        raise LinkInvalid from error


def login_url() -> str:
    """Where employees log in: the host's own page, or Wagtail's for a host that never made one."""
    address = resolve_url(getattr(settings, "WAGTAIL_FRONTEND_LOGIN_URL", None) or settings.LOGIN_URL)
    if "://" in address:
        return address
    try:
        found = resolve(address.partition("?")[0])
    except Resolver404:
        return reverse("wagtailcore_login")
    # Wagtail answers every address that nobody else does; Django's own default is then most likely no page at all.
    is_nobodys = found.url_name == "wagtail_serve" and settings.LOGIN_URL == global_settings.LOGIN_URL
    return reverse("wagtailcore_login") if is_nobodys else address


def log_in_first(request: HttpRequest) -> HttpResponse:
    """To the log-in page, and back here afterwards."""
    return redirect_to_login(request.get_full_path(), login_url())


class ForReadersMixin:
    """For page types that show what is meant for colleagues, whatever restrictions the page tree has."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated:
            return log_in_first(request)
        return super().serve(request, *args, **kwargs)  # type: ignore[misc]


class ReaderRequiredMixin(LoginRequiredMixin):
    """For views of colleagues who are logged in."""

    def get_login_url(self) -> str:
        return login_url()
