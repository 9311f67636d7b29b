"""Sphinx: Markdown pages, built by `make docs` with every warning as an error."""

import configparser
from pathlib import Path

metadata = configparser.ConfigParser()
metadata.read(Path(__file__).resolve().parent.parent / "setup.cfg")

project = "Shift plugin for Wagtail"
author = metadata["metadata"]["author"]
release = version = metadata["metadata"]["version"]
copyright = f"2026, {author}"  # noqa: A001 – the name that Sphinx reads

extensions = ["myst_parser"]
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "deflist"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"{project} {release}"
