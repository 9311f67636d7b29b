"""Mails that differ only in a few words.

The templates are rendered once per message and language, with a marker wherever something personal comes; the MIME
parts are built once as bytes and cut at the markers. A personal mail is then those pieces joined, some thousand times
quicker than rendering it anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.mail import EmailAlternative, EmailMultiAlternatives
from django.utils import timezone
from django.utils.html import escape

from shift_plugin.conf import shift_settings
from shift_plugin.distribution.rules import one_line

# Letters only, so that no template, header or line break tears it apart.
_MARKER = re.compile("SHIFTx([A-Za-z]+)xFILLx(TEXT|HTML)x")
# Lines in a mail may have 998 bytes (RFC 5322, 2.1.1); what is filled in later needs room too.
_LONGEST_LINE = 600
_CONTENT_ID = "picture@shift"


def marker(name: str, kind: str) -> str:
    """What stands in a template's output for a personal value; ``kind`` is TEXT or HTML."""
    return f"SHIFTx{name}xFILLx{kind}x"


@dataclass(frozen=True)
class Picture:
    """A small picture that travels inside the mail, because an intranet's own address can't be opened from outside."""

    data: bytes
    width: int
    height: int
    alt: str

    @property
    def address(self) -> str:
        return f"cid:{_CONTENT_ID}"


class Skeleton:
    """Everything that is the same in a mail for everybody who reads one language."""

    def __init__(self, *, subject: str, text: str, html: str, picture: Picture | None = None) -> None:
        self.subject = one_line(subject, 200)
        self.text = _fold(text)
        self.html = _fold(html)
        self.picture = picture

    @cached_property
    def texts(self) -> tuple[list[str], list[str]]:
        """Text and HTML, cut at the markers."""
        return _MARKER.split(self.text), _MARKER.split(self.html)

    @cached_property
    def _pieces(self) -> tuple[list[bytes], list[tuple[int, str, str]]]:
        """The bytes, with nothing where a marker was, and those places with the name and the kind of their marker."""
        split = re.split(_MARKER.pattern.encode(), self._mime().as_bytes())
        markers = [(place, split[place].decode(), split[place + 1].decode()) for place in range(1, len(split), 3)]
        for place, _name, _kind in markers:
            split[place] = split[place + 1] = b""
        return split, markers

    def _mime(self) -> EmailMessage:
        mime = EmailMessage(policy=SMTP)
        mime["Subject"] = self.subject
        mime["From"] = shift_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL
        if shift_settings.REPLY_TO:
            mime["Reply-To"] = shift_settings.REPLY_TO
        mime.set_content(self.text, cte="8bit")
        mime.add_alternative(self.html, subtype="html", cte="8bit")
        if self.picture:
            parts = mime.get_payload()
            parts[1].add_related(  # type: ignore[union-attr, index]
                self.picture.data, "image", "jpeg", cid=f"<{_CONTENT_ID}>", disposition="inline", filename="message.jpg"
            )
        return mime

    def letter(
        self,
        *,
        to: str,
        name: str,
        headers: Mapping[str, str],
        values: Mapping[str, Any],
        blocks: Mapping[str, Filled] | None = None,
    ) -> Letter:
        """The mail for one person. ``values`` are plain texts; they are escaped where they land in HTML.

        ``blocks`` are parts that are ready; each has its marker on a line of its own.
        """
        plain, escaped = _both(values)
        for key, block in (blocks or {}).items():
            plain[key], escaped[key] = block.text, block.html
        own = {
            "TEXT": {key: _on_the_wire(value) for key, value in plain.items()},
            "HTML": {key: _on_the_wire(value) for key, value in escaped.items()},
        }
        bytes_between, markers = self._pieces
        pieces = [_head(to=to, name=name, headers=headers), *bytes_between]
        for place, key, kind in markers:
            pieces[place + 1] = own[kind].get(key, b"")
        return Letter(
            raw=b"".join(pieces),
            parts=(self, plain, escaped),
            subject=self.subject,
            from_email=shift_settings.FROM_EMAIL or settings.DEFAULT_FROM_EMAIL,
            to=[to],
            reply_to=[shift_settings.REPLY_TO] if shift_settings.REPLY_TO else None,
            headers=dict(headers),
        )


@dataclass(frozen=True)
class Filled:
    """A part of somebody's mail, ready in both kinds."""

    text: str
    html: str


class Block:
    """A part that several people get, the same but for a few words: made once, filled in per person."""

    def __init__(self, *, text: str, html: str) -> None:
        self._text = _MARKER.split(_fold(text.strip("\n")))
        self._html = _MARKER.split(_fold(html.strip("\n")))

    def filled(self, values: Mapping[str, Any]) -> Filled:
        plain, escaped = _both(values)
        return Filled(_join(self._text, plain), _join(self._html, escaped))


class Letter(EmailMultiAlternatives):
    """A mail whose bytes are ready. Backends that build their own request (such as Anymail's) read its attributes;
    SMTP doesn't, so that its text and HTML are only put together when somebody looks.
    """

    def __init__(
        self, *, raw: bytes, parts: tuple[Skeleton, Mapping[str, str], Mapping[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.raw = raw
        self._parts = parts
        # Django's own, which are empty.
        del self.__dict__["body"], self.__dict__["alternatives"]

    @cached_property
    def body(self) -> str:  # type: ignore[override]
        made, plain, _escaped = self._parts
        return _join(made.texts[0], plain)

    @cached_property
    def alternatives(self) -> list[EmailAlternative]:  # type: ignore[override]
        made, _plain, escaped = self._parts
        return [EmailAlternative(_join(made.texts[1], escaped), "text/html")]

    def message(self, *args: Any, **kwargs: Any) -> Any:
        return _Raw(self.raw, has_policy=bool(kwargs))


class _Raw:
    """As much of a MIME message as Django's mail backends ask for."""

    def __init__(self, raw: bytes, *, has_policy: bool) -> None:
        self._raw = raw
        self._has_policy = has_policy

    def as_bytes(self, *args: Any, linesep: str = "\n", **kwargs: Any) -> bytes:
        # On the wire lines end in CRLF: Django 5.2 asks for it here, Django 6 by the policy of the message.
        return self._raw if self._has_policy or linesep == "\r\n" else self._raw.replace(b"\r\n", b"\n")

    def get_charset(self) -> None:
        return None


def _head(*, to: str, name: str, headers: Mapping[str, str]) -> bytes:
    """The personal headers; they come before the rest, so that nothing has to be folded again."""
    lines = {"Date": format_datetime(timezone.now()), **{key: one_line(value, 900) for key, value in headers.items()}}
    return _receiver(to, one_line(name)) + "".join(f"{key}: {value}\r\n" for key, value in lines.items()).encode()


def _receiver(to: str, name: str) -> bytes:
    """The header To. Raises ValueError for what is no address."""
    local, _, domain = to.rpartition("@")
    if not local or not domain or one_line(to, 320) != to:
        raise ValueError(f"No mail address: {to!r}")
    if (to + name).isascii() and not set(to) & set('<>,;:"() '):
        # Nearly everybody, and ten times as quick.
        return f"To: {formataddr((name, to))}\r\n".encode()
    head = EmailMessage(policy=SMTP)
    head["To"] = Address(name, local, domain if domain.isascii() else domain.encode("idna").decode())
    return head.as_bytes().rstrip(b"\r\n") + b"\r\n"


def _fold(text: str) -> str:
    return "\n".join(_folded(line) if len(line) > _LONGEST_LINE // 2 else line for line in text.splitlines())


def _folded(line: str) -> str:
    """Break a long line at spaces; in HTML that changes nothing, in text it reads better."""
    parts: list[str] = [""]
    for word in line.split(" "):
        if parts[-1] and len((parts[-1] + word).encode()) > _LONGEST_LINE // 2:
            parts.append(word)
        else:
            parts[-1] = f"{parts[-1]} {word}" if parts[-1] else word
    return "\n".join(parts)


def _both(values: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Personal values as they stand in text and in HTML."""
    plain = {key: _one_paragraph(value) for key, value in values.items()}
    return plain, {key: str(escape(value)) for key, value in plain.items()}


def _on_the_wire(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def _one_paragraph(value: Any) -> str:
    return " ".join(str(value).split())


def _join(split: Sequence[str], values: Mapping[str, str]) -> str:
    return "".join(
        values.get(part, "") if place % 3 == 1 else part for place, part in enumerate(split) if place % 3 != 2
    )
