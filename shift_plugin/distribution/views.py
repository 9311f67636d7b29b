"""What employees see: their inbox, and what they get by mail. The pages of a mail work without log-in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from shift_plugin.base.permissions import BadLink, ReaderRequiredMixin
from shift_plugin.distribution.actions import personal
from shift_plugin.distribution.forms import MailPreferencesForm
from shift_plugin.distribution.models import Delivery
from shift_plugin.distribution.queries import inbox, mail_in_words, versions
from shift_plugin.library.models import ShareableMessage
from shift_plugin.people.models import Ambassador
from shift_plugin.people.permissions import PREFERENCES, UNSUBSCRIBE, ambassador_of
from shift_plugin.sharing.permissions import sharer

_FOLDER = "shift_plugin/distribution"
_PAGE_SIZE = 20


class AmbassadorRequiredMixin(ReaderRequiredMixin):
    """For people who take part; who is logged in and doesn't, may not see it."""

    ambassador: Ambassador

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        found = Ambassador.objects.for_user(request.user)
        if found is None:
            raise PermissionDenied
        self.ambassador = found
        return super().dispatch(request, *args, **kwargs)


# The inbox


class InboxView(AmbassadorRequiredMixin, View):
    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        page = Paginator(inbox(self.ambassador, now), _PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "page": page,
            "items": [_item(delivery, self.ambassador) for delivery in page],
            "unread": any(delivery.read_at is None for delivery in page),
            "removed": self._removed(request),
        }
        return render(request, f"{_FOLDER}/inbox.html", context)

    def _removed(self, request: HttpRequest) -> Delivery | None:
        """The item that was taken out just now, so that it can be put back."""
        number = request.GET.get("removed", "")
        own = Delivery.objects.filter(ambassador=self.ambassador, hidden_at__isnull=False)
        own = own.select_related("distribution__message", "distribution__challenge")
        return own.filter(pk=number).first() if number.isdecimal() else None


def _item(delivery: Delivery, ambassador: Ambassador) -> dict[str, Any]:
    distribution, message = delivery.distribution, delivery.distribution.message
    if message is None:
        return {"delivery": delivery, "challenge": distribution.challenge, "note": distribution.note}
    if message.locale.language_code != ambassador.language:
        message = versions(message, timezone.now()).get(ambassador.language, message)
    return {"delivery": delivery, "message": message, "note": distribution.note}


class InboxItemView(AmbassadorRequiredMixin, View):
    """Mark as read or unread, take out or put back. Only what is one's own, by POST."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        now, address = timezone.now(), reverse("shift:inbox")
        own: dict[str, Any] = {"delivery_id": pk, "ambassador_id": self.ambassador.pk, "now": now}
        if step in ("read", "unread"):
            done = personal.mark_read(**own, read=step == "read")
        elif step in ("remove", "restore"):
            done = personal.hide(**own, hidden=step == "remove")
            address = f"{address}?removed={pk}" if step == "remove" else address
        else:
            raise Http404
        if not done:
            raise Http404
        return HttpResponseRedirect(address)


class InboxAllReadView(AmbassadorRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        personal.mark_all_read(ambassador_id=self.ambassador.pk, now=timezone.now())
        return HttpResponseRedirect(reverse("shift:inbox"))


@method_decorator([login_not_required, never_cache], name="dispatch")
class SeenView(View):
    """The message page says by POST that it was opened: a link that a mail scanner follows is not a person."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = get_object_or_404(ShareableMessage, pk=pk)
        try:
            who = sharer(request, message)
        except BadLink:
            who = None
        if who is None:
            raise Http404
        personal.mark_seen(message=message, ambassador_id=who.ambassador.pk, now=timezone.now())
        return HttpResponse(status=204)


# What comes by mail


@method_decorator([login_not_required, never_cache], name="dispatch")
class _LinkView(View):
    """Opened from a mail, without log-in, in the language of the person it is about."""

    purpose: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Not 404: a site with languages in its addresses would look for the page under another one.
        try:
            pk = ambassador_of(self.purpose, kwargs["token"])
        except BadLink as error:
            return render(request, f"{_FOLDER}/bad_link.html", {"reason": error}, status=410)
        ambassador = Ambassador.objects.filter(pk=pk).select_related("user").first()
        if ambassador is None:
            return render(request, f"{_FOLDER}/bad_link.html", {"reason": _("This link doesn't work.")}, status=410)
        self.ambassador = ambassador
        with translation.override(ambassador.language):
            return super().dispatch(request, *args, **kwargs)

    def show(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        # Rendered here, while the language holds. The address is a key: it isn't told to other sites.
        response = render(request, f"{_FOLDER}/{template}", context, status=status)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response


@method_decorator(csrf_exempt, name="dispatch")
class UnsubscribeView(_LinkView):
    """RFC 8058: the mail program posts without cookies and expects a plain 200. Opening the page changes nothing."""

    purpose = UNSUBSCRIBE

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._show(request, token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        wants_back = request.POST.get("step") == "undo"
        personal.set_receives_mail(ambassador=self.ambassador, receives_mail=wants_back, now=timezone.now())
        return self._show(request, token, is_back=wants_back)

    def _show(self, request: HttpRequest, token: str, is_back: bool = False) -> HttpResponse:
        context = {
            "ambassador": self.ambassador,
            "token": token,
            "is_back": is_back,
            "now_in_words": mail_in_words(self.ambassador, timezone.now()),
            # No key to their choices for whoever has this link: the mail has its own.
            "is_own": request.user.is_authenticated and request.user.pk == self.ambassador.user_id,
        }
        return self.show(request, "unsubscribe.html", context)


class PreferencesView(_LinkView):
    purpose = PREFERENCES

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._show(request, MailPreferencesForm(ambassador=self.ambassador))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = MailPreferencesForm(request.POST, ambassador=self.ambassador)
        return _save(request, form, self.ambassador) or self._show(request, form, status=422)

    def _show(self, request: HttpRequest, form: MailPreferencesForm, status: int = 200) -> HttpResponse:
        return self.show(request, "preferences.html", _choices(form, self.ambassador), status=status)


class OwnPreferencesView(AmbassadorRequiredMixin, View):
    """The same choices for somebody who is logged in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(request, MailPreferencesForm(ambassador=self.ambassador))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MailPreferencesForm(request.POST, ambassador=self.ambassador)
        return _save(request, form, self.ambassador) or self._show(request, form, status=422)

    def _show(self, request: HttpRequest, form: MailPreferencesForm, status: int = 200) -> HttpResponse:
        context = {**_choices(form, self.ambassador), "is_own": True}
        return render(request, f"{_FOLDER}/preferences.html", context, status=status)


def _choices(form: MailPreferencesForm, ambassador: Ambassador) -> dict[str, Any]:
    return {"form": form, "now_in_words": mail_in_words(ambassador, timezone.now())}


def _save(request: HttpRequest, form: MailPreferencesForm, ambassador: Ambassador) -> HttpResponse | None:
    """Back to the same page with the new choices; None when something isn't right."""
    if not form.is_valid():
        return None
    personal.change_preferences(ambassador=ambassador, now=timezone.now(), **form.choices())
    with translation.override(ambassador.language):
        messages.success(request, _("Your choices are saved."))
    return HttpResponseRedirect(request.path)
