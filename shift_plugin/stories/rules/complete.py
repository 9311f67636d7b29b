"""What a story needs before it can be handed in. Little, because every question more is a story less."""

from __future__ import annotations

# A field of the form and what is wrong with it.
NOTHING_TOLD = ("text", "nothing_told")
WHO_IS_SEEN = ("recognisable", "who_is_seen")
MOST_QUESTIONS = 3


def missing(*, text: str, has_files: bool, recognisable: str) -> list[tuple[str, str]]:
    """What still has to be filled in: pairs of a field and a reason."""
    found = []
    if not text.strip() and not has_files:
        found.append(NOTHING_TOLD)
    if has_files and not recognisable:
        found.append(WHO_IS_SEEN)
    return found


def page_questions(text: str) -> list[str]:
    """The questions that an editor wrote down, one on each line; more than three are left out."""
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_QUESTIONS]
