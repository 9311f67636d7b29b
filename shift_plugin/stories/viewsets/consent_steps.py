"""What an editor does with a consent beside changing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as text
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages

from shift_plugin.base.views import serve_file
from shift_plugin.stories.actions import consents as actions
from shift_plugin.stories.actions.consents import ConsentError
from shift_plugin.stories.forms.consents import WithdrawForm
from shift_plugin.stories.models import Consent
from shift_plugin.stories.permissions import MAY_CHANGE_CONSENTS, MAY_SEE_CONSENTS
from shift_plugin.stories.queries.consents import media_of, messages_with, unshared
from shift_plugin.stories.rules.consents import form_type
from shift_plugin.stories.viewsets.consent_words import subject_of

_FOLDER = "shift_plugin/stories/admin"
_HEAD = 1024


class SignedFormView(View):
    """Only to be saved, never shown on our own address: what is in a PDF is anybody's guess."""

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        consent = Consent.objects.filter(key=key).first()
        if not request.user.has_perm(MAY_SEE_CONSENTS) or consent is None or not consent.signed_file:
            raise Http404
        try:
            with consent.signed_file.storage.open(str(consent.signed_file.name)) as stored:
                kind = form_type(stored.read(_HEAD)) or "application/octet-stream"
        except OSError:
            raise Http404 from None
        name = consent.signed_name or text("signed form")
        etag = consent.signed_file.name.rpartition("/")[2]
        return serve_file(request, consent.signed_file, content_type=kind, name=name, etag=etag, download=True)


class ChangeView(View):
    """What an editor does with a consent beside changing it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(MAY_CHANGE_CONSENTS):
            raise PermissionDenied
        self.consent = get_object_or_404(Consent.objects.select_related("file__story"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> HttpResponse:
        return redirect("shift_consents:inspect", self.consent.pk)


class WithdrawView(ChangeView):
    """Asks once more, and says beforehand what will happen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.back() if self.consent.withdrawn_at else self._ask(WithdrawForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = WithdrawForm(request.POST)
        if not form.is_valid():
            return self._ask(form, status=422)
        try:
            done = actions.withdraw_consent(consent=self.consent, by=request.user, note=form.cleaned_data["note"])
        except ConsentError as error:
            messages.error(request, error.messages[0])
            return self.back()
        number = len(done.changed)
        words = ngettext(
            "Withdrawn. It was taken out of %(number)d message that nobody had shared.",
            "Withdrawn. It was taken out of %(number)d messages that nobody had shared.",
            number,
        )
        messages.success(request, words % {"number": number})
        if done.shared:
            messages.warning(request, text("It was shared already. Below you see where, and what you can still do."))
        return self.back()

    def _ask(self, form: WithdrawForm, status: int = 200) -> HttpResponse:
        held = messages_with(media_of(self.consent))
        to_change = unshared(held)
        context = {
            "consent": self.consent,
            "subject": subject_of(self.consent),
            "form": form,
            "unshared": len(to_change),
            "shared": len(held) - len(to_change),
        }
        return render(self.request, f"{_FOLDER}/withdraw_consent.html", context, status=status)


class TakeOutView(ChangeView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, message: int) -> HttpResponse:
        if message not in messages_with(media_of(self.consent)):
            raise Http404
        if actions.take_out_here(consent=self.consent, message_id=message, by=request.user):
            messages.success(request, text("It was taken out. Posts that are out there stay where they are."))
        return self.back()
