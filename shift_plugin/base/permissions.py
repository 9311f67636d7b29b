"""Signed links: what lets somebody do one thing without logging in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _


class BadLink(Exception):  # noqa: N818 - named after what the reader sees
    """A link that gives no rights; its text is for the reader."""

    message = _("This link doesn't work.")

    def __str__(self) -> str:
        return str(self.message)


class LinkExpired(BadLink):
    message = _("This link is no longer valid.")


class LinkInvalid(BadLink):
    message = _("This link is not complete. Copy it once more, to the very end.")


def sign(purpose: str, value: dict[str, Any]) -> str:
    """A token that is good for one purpose and says what it is about; ``value`` holds ids and words, no secrets."""
    return signing.dumps(value, salt=f"shift_plugin.{purpose}", compress=True)


def unsign(purpose: str, token: str, max_age: timedelta) -> dict[str, Any]:
    """What a token of this purpose says.

    Raises LinkExpired when it is older than ``max_age`` and LinkInvalid when it was made for something else or bent.
    """
    try:
        return signing.loads(token, salt=f"shift_plugin.{purpose}", max_age=max_age)
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except signing.BadSignature as error:
        raise LinkInvalid from error
