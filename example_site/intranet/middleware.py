"""Three small rules for every answer: a strict content policy, private pages, one language."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "frame-ancestors 'self'; form-action 'self'; base-uri 'self'"
)
# Wagtail's own admin still has inline scripts, for example in date pickers.
ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; "
    "frame-ancestors 'self'; form-action 'self'; base-uri 'self'"
)

Answer = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicy:
    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        in_admin = request.path.startswith(reverse("wagtailadmin_home"))
        # Wagtail gives documents a stricter policy of their own, which stays.
        response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY if in_admin else POLICY)
        return response


class PrivatePages:
    """The pages of the intranet are for people who are logged in.

    Only Wagtail's pages and our own directory: the plugin decides by itself who may see its
    addresses, because some of them are opened from a mail or from outside.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        private = match.view_name == "wagtail_serve" or "intranet" in match.app_names
        if private and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return None


class RememberLanguage:
    """Addresses without a language follow the language of the last page with one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        code = translation.get_language_from_path(request.path_info)
        name = settings.LANGUAGE_COOKIE_NAME
        if code and response.status_code == 200 and request.COOKIES.get(name) != code:
            response.set_cookie(
                name,
                code,
                max_age=365 * 24 * 3600,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
        return response
