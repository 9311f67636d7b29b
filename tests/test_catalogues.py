"""The catalogues agree with the code and are complete."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

from tests.reading import CATALOGUE_FOLDERS, PLACEHOLDER, ROOT, translations

CATALOGUES = [
    pytest.param(package, folder / language / "LC_MESSAGES" / "django.po", id=f"{package}-{language}")
    for package, folder in CATALOGUE_FOLDERS.items()
    for language in ("nl", "en")
]


# Context, text, plural.
Text = tuple[str | None, str, str | None]


def key(entry: polib.POEntry) -> Text:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or None


# Function → whether its texts start with a context, and how many texts follow.
MARKERS = {
    "_": (0, 1),
    "gettext": (0, 1),
    "gettext_lazy": (0, 1),
    "ngettext": (0, 2),
    "ngettext_lazy": (0, 2),
    "pgettext": (1, 1),
    "pgettext_lazy": (1, 1),
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(_|[np]?gettext)\(({STRING}(?:, ?{STRING})?)")


def entry_of(name: str, texts: list[str]) -> Text:
    contexts, number = MARKERS[name]
    return (texts[0] if contexts else None, texts[contexts], texts[contexts + 1] if number == 2 else None)


def texts_in_code(package: str) -> set[Text]:
    """What is marked for translation, as xgettext would find it, for machines without GNU gettext."""
    found = set()
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            function = getattr(node, "func", None)
            name = getattr(function, "id", getattr(function, "attr", ""))
            if isinstance(node, ast.Call) and name in MARKERS:
                texts = [argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant)]
                if len(texts) >= sum(MARKERS[name]):
                    found.add(entry_of(name, texts))
    for path in [*(ROOT / package).rglob("*.html"), *(ROOT / package).rglob("*.txt")]:
        for name, texts in IN_TEMPLATE.findall(templatize(path.read_text())):
            found.add(entry_of(name, [text.replace("%%", "%") for text in ast.literal_eval(f"[{texts}]")]))
    return found


@pytest.mark.parametrize(("package", "path"), CATALOGUES)
def test_a_catalogue_has_exactly_the_texts_of_the_code(package: str, path: Path) -> None:
    known = {key(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}
    wanted = texts_in_code(package)

    assert {"missing: make messages": wanted - known, "too many": known - wanted} == {
        "missing: make messages": set(),
        "too many": set(),
    }


@pytest.mark.parametrize(("package", "path"), CATALOGUES)
def test_a_catalogue_has_nothing_doubtful(package: str, path: Path) -> None:
    entries = polib.pofile(str(path))

    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete] == []
    # English is the source: an empty entry shows the source.
    if path.parent.parent.name != "en":
        assert [entry.msgid for entry in entries if not all(translations(entry))] == []


@pytest.mark.parametrize(("package", "path"), CATALOGUES)
def test_translations_have_the_placeholders_of_their_source(package: str, path: Path) -> None:
    def differs(entry: polib.POEntry) -> bool:
        sources = [entry.msgid, entry.msgid_plural or entry.msgid]
        pairs = zip(sources, translations(entry), strict=False)
        return any(
            made and set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(made)) for source, made in pairs
        )

    assert [entry.msgid for entry in polib.pofile(str(path)) if differs(entry)] == []


@pytest.mark.parametrize(("package", "path"), CATALOGUES)
def test_the_compiled_catalogue_is_that_of_the_source(package: str, path: Path) -> None:
    compiled = {key(entry): translations(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}
    source = {key(entry): translations(entry) for entry in polib.pofile(str(path)) if all(translations(entry))}

    assert compiled == source
