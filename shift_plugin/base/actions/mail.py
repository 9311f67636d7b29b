"""Mails one at a time; a distribution makes its own in quantity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from shift_plugin.base.queries import absolute_url, organisation_name
from shift_plugin.conf import shift_settings


def mail_domain() -> str:
    """The domain in Message-IDs: that of the intranet, because the host name of a worker says nothing."""
    return urlsplit(absolute_url("/")).hostname or "localhost"


def mail_headers(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Headers of every mail that a machine sends (RFC 3834, and Exchange's own word for it)."""
    own = extra or {}
    return {
        **({} if "Message-ID" in own else {"Message-ID": make_msgid(domain=mail_domain())}),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        **own,
    }


def build_mail(
    *,
    to: Sequence[str],
    subject: str,
    text: str,
    html: str,
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """One mail with a text and an HTML part that say the same."""
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        from_email=shift_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL,
        to=list(to),
        reply_to=[shift_settings.REPLY_TO] if shift_settings.REPLY_TO else None,
        headers=mail_headers(headers),
    )
    mail.attach_alternative(html, "text/html")
    return mail


def send_mail(
    *,
    to: Sequence[str],
    subject: str,
    template: str,
    context: Mapping[str, Any],
    language: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send one mail, made from ``<template>.html`` and ``<template>.txt`` in the receiver's language.

    ``subject`` may be lazy; it is translated here. Raises what the mail server raises: SMTPException or OSError.
    """
    with translation.override(language):
        values = {"organisation": organisation_name(), "language": language, **context}
        values["subject"] = str(subject)
        mail = build_mail(
            to=to,
            subject=values["subject"],
            text=render_to_string(f"{template}.txt", values),
            html=render_to_string(f"{template}.html", values),
            headers=headers,
        )
    mail.send()
