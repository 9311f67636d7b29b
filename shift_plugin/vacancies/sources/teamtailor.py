from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from shift_plugin.vacancies.sources.base import (
    FoundVacancy,
    Source,
    Unreadable,
    country_code,
    plain_text,
    remote,
    rich_text,
    slug_in,
)
from shift_plugin.vacancies.sources.xml import children, parsed, text_of


class Teamtailor(Source):
    """The feed ``jobs.rss``, of which 200 is the most in one answer. The guid of a vacancy stays the same."""

    key = "teamtailor"
    label = "Teamtailor"
    address_help = _("The name in the address of your careers site: for brinkhoven.teamtailor.com that is brinkhoven.")
    accept = "application/rss+xml"
    most = 200

    def address(self, typed: str) -> str:
        name = slug_in(typed, r"(?:https://)?([^./]+)[.]teamtailor[.]com.*").lower()
        return f"https://{name}.teamtailor.com/jobs.rss?per_page=200"

    def read(self, body: bytes, address: str) -> list[FoundVacancy]:
        root = parsed(body)
        channel = next(children(root, "channel"), None)
        if channel is None:
            raise Unreadable("The answer is no RSS feed.")
        items = [self._item(item) for item in children(channel, "item")]
        return [item for item in items if item.external_id]

    def _item(self, item: Any) -> FoundVacancy:
        place = next((entry for group in children(item, "locations") for entry in children(group, "location")), None)
        status = text_of(item, "remoteStatus").lower()
        return FoundVacancy(
            external_id=(text_of(item, "guid") or text_of(item, "link"))[:200],
            title=plain_text(text_of(item, "title"), 255),
            text=rich_text(text_of(item, "description")),
            place=plain_text(text_of(place, "city") or text_of(place, "name"), 100),
            postal_code=plain_text(text_of(place, "zip"), 12),
            country=country_code(text_of(place, "country")),
            remote=remote(wholly=status == "fully", partly=status in ("hybrid", "temporary")),
            apply_url=text_of(item, "link")[:500],
        )
