"""The strategy as employees read it."""

from __future__ import annotations
