from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from shift_plugin.vacancies.sources.base import (
    FoundVacancy,
    Source,
    Unreadable,
    country_code,
    employment_type,
    moment,
    plain_text,
    remote,
    rich_text,
)
from shift_plugin.vacancies.sources.xml import children, parsed, text_of


class IndeedXml(Source):
    """``<source><job>…``, the format of Indeed's feeds, which many systems can export."""

    key = "indeed"
    label = _("XML feed as for Indeed")
    address_help = _("The whole address of the feed; it begins with https://.")
    accept = "application/xml"

    def address(self, typed: str) -> str:
        return typed.strip()

    def read(self, body: bytes, address: str) -> list[FoundVacancy]:
        root = parsed(body)
        if str(root.tag).rpartition("}")[2].lower() != "source":
            raise Unreadable("The answer is no feed with <source> and <job>.")
        jobs = [self._job(job) for job in children(root, "job")]
        return [job for job in jobs if job.external_id]

    def _job(self, job: Any) -> FoundVacancy:
        where = text_of(job, "remotetype").lower()
        return FoundVacancy(
            external_id=(text_of(job, "referencenumber") or text_of(job, "url"))[:200],
            title=plain_text(text_of(job, "title"), 255),
            text=rich_text(text_of(job, "description")),
            place=plain_text(text_of(job, "city"), 100),
            postal_code=plain_text(text_of(job, "postalcode"), 12),
            country=country_code(text_of(job, "country")),
            remote=remote(wholly="fully" in where, partly="hybrid" in where),
            employment_type=employment_type(text_of(job, "jobtype")),
            apply_url=text_of(job, "url")[:500],
            reference_number=plain_text(text_of(job, "referencenumber"), 60),
            closes_at=moment(text_of(job, "expirationdate")),
        )
