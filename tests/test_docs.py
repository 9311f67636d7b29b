"""What the documentation names has to exist, and what exists has to be named."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.dispatch import Signal

from shift_plugin.conf import ShiftSettings

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
PAGES = [page for page in PAGES if "_build" not in page.parts]
SETTING_ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \|", re.MULTILINE)


def documented_settings() -> dict[str, str]:
    """Name → default as written, of our own settings; the last chapter names those of other packages."""
    text = (ROOT / "docs" / "reference" / "settings.md").read_text()
    return dict(SETTING_ROW.findall(text.partition("## Settings of others")[0]))


def test_the_reference_names_every_setting_and_no_other() -> None:
    assert sorted(documented_settings()) == sorted(field.name for field in fields(ShiftSettings))


def test_the_reference_gives_the_right_defaults() -> None:
    """Of the plain values; a mapping or a list is described in words."""
    defaults = ShiftSettings()
    plain = {
        name: f"`{value}`" if not isinstance(value, str) else f'`"{value}"`'
        for name in documented_settings()
        if isinstance(value := getattr(defaults, name), str | int | bool)
    }

    assert {name: documented_settings()[name] for name in plain} == plain


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_on_the_page_exists(page: Path) -> None:
    text = page.read_text()
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = set(get_commands())

    assert set(re.findall(r"`(?:[A-Z]+=\S+ )*make ([a-z][a-z-]*)", text)) - targets == set()
    assert set(re.findall(r"manage\.py ([a-z]\w*)", text)) - commands == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_the_page_links_to_exists(page: Path) -> None:
    # Pictures are taken by the walk of the main job, just before the documentation is built.
    links = re.findall(r"\]\((?!https?:|#|mailto:|\.\./screenshots/)([^)#]+)[^)]*\)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []


def rows_of(page: str) -> set[str]:
    """What the tables of a page of the reference name in their first column."""
    return set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "reference" / page).read_text(), re.MULTILINE))


def test_the_reference_names_every_signal_and_every_block() -> None:
    package = ROOT / "shift_plugin"
    signals = {
        name
        for path in package.glob("*/signals.py")
        for name, value in vars(import_module(f"shift_plugin.{path.parent.name}.signals")).items()
        if isinstance(value, Signal)
    }
    blocks = {
        name
        for path in (package / "templates").rglob("*.html")
        for name in re.findall(r"{% block ((?:shift|mail)_\w+) %}", path.read_text())
    }

    assert rows_of("signals-and-hooks.md") == signals | blocks


def test_every_command_of_the_plugin_is_described() -> None:
    text = (ROOT / "docs" / "reference" / "commands.md").read_text()
    own = {name for name, app in get_commands().items() if app == "shift_plugin"}

    assert {name for name in own if f"manage.py {name}`" not in text} == set()
