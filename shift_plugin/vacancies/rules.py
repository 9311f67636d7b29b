"""What a vacancy says at a moment, and how search engines read it."""

from __future__ import annotations

import re

PLACES = ("network", "campaign", "code")


def unknown_places(template: str) -> list[str]:
    """The names between braces that a referral value can't fill in."""
    return [name for name in re.findall(r"\{([^{}]*)\}", template) if name not in PLACES]
