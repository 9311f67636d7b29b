"""Sent mails of the demo, read from the files in which the file mail back-end puts them."""

import email
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

# The back-end writes a line of dashes after every mail.
SEPARATOR = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    key: str
    message: EmailMessage

    @property
    def html(self) -> str:
        part = self.message.get_body(("html",))
        return part.get_content() if part else ""

    @property
    def text(self) -> str:
        part = self.message.get_body(("plain",))
        return part.get_content() if part else ""


def read(path: Path) -> list[Mail]:
    parts = path.read_bytes().split(SEPARATOR)
    return [
        Mail(f"{path.stem}.{number}", email.message_from_bytes(part.lstrip(), policy=default))
        for number, part in enumerate(parts)
        if part.strip()
    ]


def mail_files() -> list[Path]:
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", ""))
    return sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True) if folder.is_dir() else []


def mail_list(request: HttpRequest) -> HttpResponse:
    files = Paginator(mail_files(), 50).get_page(request.GET.get("page"))
    mails = [mail for path in files for mail in reversed(read(path))]
    return render(request, "intranet/mail_list.html", {"mails": mails, "files": files, "title": _("Sent mails")})


def one_mail(key: str) -> Mail:
    stem = key.rpartition(".")[0]
    for path in mail_files():
        if path.stem == stem:
            for mail in read(path):
                if mail.key == key:
                    return mail
    raise Http404


def mail_detail(request: HttpRequest, key: str) -> HttpResponse:
    mail = one_mail(key)
    return render(request, "intranet/mail_detail.html", {"mail": mail, "title": mail.message["Subject"]})


@xframe_options_sameorigin
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML part as a mail program would show it: with its own styles, and without any script."""
    response = HttpResponse(one_mail(key).html)
    response["Content-Security-Policy"] = (
        "default-src 'none'; img-src 'self' data: http: https:; style-src 'unsafe-inline'; frame-ancestors 'self'"
    )
    return response
