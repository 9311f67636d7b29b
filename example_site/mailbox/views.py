"""Lets somebody who tries the demo read the mails it sends. Never part of a real site."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.generic import TemplateView, View

from .letters import Letter, all_letters, find_letter

SHOWN = 200
HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)

# The HTML of a mail runs nothing, sends nothing and opens its links in a new tab, as in a mail program.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "img-src * data:; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


def folder() -> Path:
    return Path(settings.DEMO_MAIL_FOLDER)


def letter_or_404(key: str) -> Letter:
    if letter := find_letter(folder(), key):
        return letter
    raise Http404("This mail does not exist.")


class LetterList(TemplateView):
    template_name = "mailbox/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letters = all_letters(folder())
        wanted = self.request.GET.get("to", "").strip().lower()
        found = [letter for letter in letters if wanted in str(letter.message["To"]).lower()]
        return super().get_context_data(letters=found[:SHOWN], found=len(found), wanted=wanted, **kwargs)


class LetterDetail(TemplateView):
    template_name = "mailbox/letter.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = letter_or_404(kwargs["key"])
        return super().get_context_data(
            letter=letter, text=letter.part("plain"), html=bool(letter.part("html")), **kwargs
        )


class LetterHtml(View):
    """The HTML part at an address of its own, so that its own strict policy holds for it."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        html = letter_or_404(key).html()
        # Inside the head: before the doctype it would change how the browser lays out the mail.
        response = HttpResponse(HEAD.sub(r'\g<0><base target="_blank">', html, count=1))
        response["Content-Security-Policy"] = MAIL_POLICY
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response
