from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from shift_plugin.base.enums import networks
from shift_plugin.base.permissions import BadLink, sign, unsign
from shift_plugin.conf import shift_settings
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import closed_networks
from shift_plugin.sharing import actions, queries, rules
from shift_plugin.sharing.enums import Back, ShareSource
from shift_plugin.sharing.forms import AnswerForm, ShareForm
from shift_plugin.sharing.permissions import may_share
from shift_plugin.sharing.views.sharer import SharerView, gone

FORM = "share-form"
# A page that was left open longer than this gets a new key, so that a share gets the date of its own week.
FORM_AGE = timedelta(days=7)
# More than any network takes; a phone that hands over has no form to be checked by.
MOST_WORDS = 5000


class ShareView(SharerView):
    """The first click leads here: make the text your own. The second one opens the network."""

    def find_message(self) -> ShareableMessage | None:
        found = ShareableMessage.objects.select_related("locale", "image", "link_page")
        self.message = found.filter(pk=self.kwargs["pk"]).first()
        return self.message

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.network = networks().get(kwargs["network"])
        return super().dispatch(request, *args, **kwargs)

    def is_possible(self) -> bool:
        known = self.network is not None and self.message is not None
        return (
            known
            and may_share(self.who, self.message, timezone.now())
            and self.network.key not in closed_networks(self.message)
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(rules.new_key()) if self.is_possible() else gone(request)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.is_possible():
            return gone(request)
        key = self.read_key()
        if key is None:
            return self.renewed()
        if "outcome" in request.POST:
            return self.native(key)
        form = self.form(key, request.POST)
        if not form.is_valid():
            return self.page(key, form)
        text = form.cleaned_data["text"]
        self.open(key, text)
        return self.go_on(key, text)

    def open(self, key: str, text: str) -> None:
        actions.open_share(
            ambassador=self.who.ambassador,
            message=self.message,
            network=self.network.key,
            key=key,
            text=text,
            source=self.source(),
            delivery_id=self.who.delivery_id,
        )

    def go_on(self, key: str, text: str) -> HttpResponse:
        """To the network, by a page of our own: a form that answers with a redirect would need form-action for each."""
        link = self.link(key)
        # Whoever takes the link out of their text doesn't want it; a card beside the text is no part of it.
        wanted = link if self.network.prefill == "none" or link in text else ""
        address = self.network.share_address(text=text, url=wanted, options={"title": self.message.title})
        context = {
            "network": self.network,
            "address": address,
            "message": self.message,
            "text": text,
            "question": self.question(key),
            "back_url": self.address("message", self.message.pk),
            "picture_url": self.address("message_picture", self.message.pk),
            "video_url": self.address("message_video", self.message.pk),
        }
        name = "opening" if self.network.opens == "new_tab" else "finish"
        response = render(self.request, f"shift_plugin/sharing/{name}.html", context)
        if name == "opening":
            response.headers["Referrer-Policy"] = "no-referrer"
        patch_cache_control(response, no_store=True)
        return response

    def native(self, key: str) -> HttpResponse:
        """The phone's own share sheet tells what became of it; handed over counts as opened, no more."""
        if self.request.POST["outcome"] == "shared":
            self.open(key, self.request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")[:MOST_WORDS])
        return HttpResponse(status=204)

    def renewed(self) -> HttpResponse:
        """The form is too old or isn't this person's: keep the words, change the link in them."""
        key = rules.new_key()
        data = self.request.POST.copy()
        base = shift_settings.PUBLIC_BASE_URL.rstrip("/")
        data["text"] = rules.swap_links(data.get("text", ""), base=base, link=self.link(key))
        data["form_key"] = self.sign_key(key)
        form = self.form(key, data)
        form.add_error(None, _("This page was open for a long time. We renewed it. Check your text and share again."))
        return self.page(key, form)

    def page(self, key: str, form: ShareForm | None = None) -> HttpResponse:
        link = self.link(key)
        offered = queries.proposal(self.message, self.network.key, link=link)
        text = form.data.get("text", "") if form else offered
        same = queries.colleagues_with_this_text(self.message, text, besides=self.who.ambassador, now=timezone.now())
        earlier = {share.network: share for share in queries.own_shares(self.message, self.who.ambassador)}
        context = {
            "message": self.message,
            "network": self.network,
            "form": form or self.form(key, initial={"text": offered}),
            "token": self.who.token,
            "link": link,
            "is_measured": queries.is_measured(),
            "same_text": same if 0 < shift_settings.IDENTICAL_TEXT_WARNING <= same else 0,
            "earlier": earlier.get(self.network.key),
            "question": self.question(key),
            "back_url": self.address("message", self.message.pk),
            "picture_url": self.address("message_picture", self.message.pk),
            "video_url": self.address("message_video", self.message.pk),
            "action": self.address("share", self.message.pk, self.network.key),
        }
        return render(self.request, "shift_plugin/sharing/share.html", context)

    def form(self, key: str, data: QueryDict | None = None, initial: dict[str, str] | None = None) -> ShareForm:
        return ShareForm(
            data,
            initial={"form_key": self.sign_key(key), **(initial or {})},
            network=self.network,
            disclosure=self.message.disclosure_tag,
            needs_text=not queries.destination(self.message),
        )

    def link(self, key: str) -> str:
        return queries.personal_link(self.message, self.network.key, key)

    def sign_key(self, key: str) -> str:
        return sign(FORM, {"k": key, **self.bound_to()})

    def bound_to(self) -> dict[str, Any]:
        return {"a": self.who.ambassador.pk, "m": self.message.pk, "n": self.network.key}

    def read_key(self) -> str | None:
        try:
            told = unsign(FORM, self.request.POST.get("form_key", ""), FORM_AGE)
        except BadLink:
            return None
        key = told.pop("k", None)
        return key if told == self.bound_to() else None

    def source(self) -> str:
        if self.who.from_mail:
            return ShareSource.MAIL
        return ShareSource.INBOX if self.request.GET.get("from") == ShareSource.INBOX else ShareSource.LIBRARY

    def question(self, key: str) -> dict[str, Any]:
        return {
            "action": reverse("shift:share_answer", args=[key]),
            "token": self.who.token,
            "back": Back.SHARE,
            "form": AnswerForm(),
            "asks_address": self.network.opens != "mailto",
        }
