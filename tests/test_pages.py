"""What holds for every template and style sheet of the plugin, whoever made it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "shift_plugin" / "static" / "shift_plugin"
TEMPLATES = ROOT / "shift_plugin" / "templates" / "shift_plugin"
PAGES = [path for path in sorted(TEMPLATES.rglob("*.html")) if "mail" not in path.relative_to(TEMPLATES).parts]
STYLES = (STATIC / "shift.css").read_text()
RESTYLE = (ROOT / "docs" / "how-to" / "restyle.md").read_text()
# What a policy without 'unsafe-inline' stops.
INLINE = re.compile(r"""<style|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|href=["']javascript:""", re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(TEMPLATES).as_posix())
def test_a_page_has_no_inline_script_or_style(page: Path) -> None:
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", page.read_text(), flags=re.DOTALL)
    # Data for a script is no script.
    text = re.sub(r'<script[^>]*type="application/(?:ld\+)?json"', "<data", text)

    assert INLINE.findall(text) == []


def test_the_style_sheet_is_small_and_asks_for_nothing_else() -> None:
    assert len(STYLES.encode()) < 30_000
    assert re.findall(r"@import|url\(|@font-face", STYLES) == []


def test_the_style_sheet_keeps_to_its_own_names() -> None:
    rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", STYLES, flags=re.DOTALL)

    assert sorted({name for name in re.findall(r"\.([a-z][\w-]*)", rules) if not name.startswith("shift")}) == []


def test_the_guide_names_every_property_that_a_host_may_set() -> None:
    layer = STYLES.partition("@layer shift")[2].partition("\n}\n")[0]
    with_default = set(re.findall(r"^\s+(--shift-[\w-]+):", layer, re.MULTILINE))
    without = set(re.findall(r"var\((--shift-[\w-]+), inherit\)", STYLES))

    assert set(re.findall(r"--shift-[\w-]+", RESTYLE)) == with_default | without


def test_the_guide_names_every_element() -> None:
    tables = RESTYLE.partition("## Change an element")[2].partition("For content of your own")[0]
    named = set(re.findall(r"`([a-z_]+)`", tables))
    parts_of_charts = {"chart_caption", "chart_marker", "chart_point", "chart_table"}

    assert named - {"only"} == {path.stem for path in (TEMPLATES / "elements").glob("*.html")} - parts_of_charts


def test_the_guide_names_every_custom_element() -> None:
    defined = set(re.findall(r'customElements\.define\("([\w-]+)"', (STATIC / "shift.js").read_text()))

    assert set(re.findall(r"<(shift-[\w-]+)>", RESTYLE)) == defined
