"""Reading pages, mails and exports as somebody who knows Dutch, and noticing the English of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE_FOLDERS = {"shift_plugin": ROOT / "locale", "example_site": ROOT / "example_site" / "locale"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
# Words that no Dutch text has: on pages of our own they also give away what was never marked for translation.
FOREIGN = re.compile(r"\b(?:the|and|you|your|this|are|with)\b", re.IGNORECASE)


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


class Shown(HTMLParser):
    """The texts of a page that somebody sees or hears, each once."""

    SILENT = {"script", "style", "textarea", "code"}
    SPOKEN = {"alt", "title", "placeholder", "aria-label", "label"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.inside.append(tag)
        for name, value in attributes:
            if name in self.SPOKEN or (name.startswith("data-") and " " in (value or "")):
                self.handle_data(value or "", anywhere=True)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str, anywhere: bool = False) -> None:
        if (text := " ".join(data.split())) and (anywhere or not self.inside):
            self.texts.add(text)


class English:
    """Recognises our English texts that have another form in Dutch."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        phrases: set[str] = set()
        dutch: set[str] = set()
        for entry in polib.pofile(str(CATALOGUE_FOLDERS["shift_plugin"] / "nl" / "LC_MESSAGES" / "django.po")):
            # A text that is nothing but places would pass for any other.
            worded = (text for text in translations(entry) if re.search(r"[^\W\d_]", PLACEHOLDER.sub("", text)))
            dutch.update(self._pattern(text) for text in worded)
            for source in {entry.msgid, entry.msgid_plural or entry.msgid} - set(translations(entry)):
                words = re.findall(r"[^\W\d_]{2,}", PLACEHOLDER.sub(" ", source))
                if [source] == words:
                    self.words.add(source.lower())
                elif len(words) > 1:
                    phrases.add(self._pattern(source))
        # Python's own word for nothing, which Wagtail prints here and there.
        self.words.discard("none")
        self.phrases = re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)
        self.dutch = re.compile("|".join(dutch))

    @staticmethod
    def _pattern(text: str) -> str:
        return r"[^.!?]{1,80}?".join(re.escape(part) for part in PLACEHOLDER.split(text))

    def among(self, texts: Iterable[str]) -> list[str]:
        return sorted(text for text in texts if self._is_ours(text) and not self.dutch.fullmatch(text))

    def _is_ours(self, text: str) -> bool:
        return bool(self.phrases.search(text)) or text.strip(" :()0123456789").lower() in self.words


class Reader:
    """Somebody who reads Dutch, and remembers the English that they met."""

    def __init__(self, client, english: English) -> None:
        self.client = client
        self.english = english
        self.met: dict[str, list[str]] = {}

    def get(self, address: str) -> None:
        self.read(address, self.client.get(address, follow=True))

    def post(self, address: str, **values) -> None:
        self.read(f"{address} {values}", self.client.post(address, values, follow=True))

    def read(self, name: str, answer) -> None:
        assert answer.status_code in (200, 400, 403, 404, 410, 422), (name, answer.status_code)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer["Content-Type"].startswith("text/html"):
            texts = Shown(content.decode()).texts
        else:
            texts = set(re.split(r"[,\r\n]+", content.decode("utf-8-sig")))
        self.note(name, texts)

    def note(self, name: str, texts: Iterable[str]) -> None:
        if found := self.english.among(texts) + self.foreign(texts):
            self.met[name] = found

    def foreign(self, texts: Iterable[str]) -> list[str]:
        return []


class OwnReader(Reader):
    """Reads only what is ours and the example site's, where no English at all belongs."""

    def foreign(self, texts: Iterable[str]) -> list[str]:
        return sorted(text for text in texts if FOREIGN.search(text))
