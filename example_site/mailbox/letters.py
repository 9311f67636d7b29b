"""The mails of the demo, read back from the files that Django's file backend writes."""

from __future__ import annotations

import base64
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

# The file backend ends every mail of one connection with such a line.
END_OF_MAIL = b"\n" + b"-" * 79 + b"\n"
KEY = re.compile(r"(?P<file>[\w-]+\.log)-(?P<place>\d+)")


@dataclass(frozen=True)
class Letter:
    key: str
    message: EmailMessage

    @property
    def sent(self) -> datetime:
        header = self.message["Date"]
        moment = header.datetime if header else datetime.min
        # "-0000", as Django writes it, is UTC of an unknown place: Python leaves the zone out.
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def part(self, kind: str) -> str:
        """The text of the ``html`` or ``plain`` part; empty when the mail has none."""
        body = self.message.get_body((kind,))
        return body.get_content() if body else ""

    def html(self) -> str:
        """The HTML part with the pictures that travel inside the mail, as a mail program shows them."""
        html = self.part("html")
        for part in self.message.walk():
            if part.get_content_maintype() == "image" and (name := part.get("Content-ID", "").strip("<>")):
                data = base64.b64encode(part.get_content()).decode()
                html = html.replace(f"cid:{name}", f"data:{part.get_content_type()};base64,{data}")
        return html


def all_letters(folder: Path) -> list[Letter]:
    """Every mail, the newest first."""
    letters = [letter for file in folder.glob("*.log") for letter in _letters_in(file)]
    return sorted(letters, key=lambda letter: (letter.sent, letter.key), reverse=True)


def find_letter(folder: Path, key: str) -> Letter | None:
    match = KEY.fullmatch(key)
    if match is None or not (file := folder / match["file"]).is_file():
        return None
    return next((letter for letter in _letters_in(file) if letter.key == key), None)


def _letters_in(file: Path) -> Iterator[Letter]:
    # What follows the last closing line is a mail that is still being written.
    for place, raw in enumerate(file.read_bytes().split(END_OF_MAIL)[:-1]):
        yield Letter(f"{file.name}-{place}", email.message_from_bytes(raw, policy=email.policy.default))
