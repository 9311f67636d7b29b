from __future__ import annotations

from html import unescape
from typing import Any

from django.utils.translation import gettext_lazy as _

from shift_plugin.vacancies.sources.base import (
    FoundVacancy,
    Source,
    Unreadable,
    as_json,
    number,
    plain_text,
    rich_text,
    slug_in,
)


class Greenhouse(Source):
    """The job board API. Its content is HTML that was escaped once more; amounts are in cents."""

    key = "greenhouse"
    label = "Greenhouse"
    address_help = _("The name of your job board: for boards.greenhouse.io/brinkhoven that is brinkhoven.")

    def address(self, typed: str) -> str:
        name = slug_in(typed, r"(?:https://)?[^/]*greenhouse[.]io/(?:v1/boards/)?([^/?]+).*")
        return f"https://boards-api.greenhouse.io/v1/boards/{name}/jobs?content=true&pay_transparency=true"

    def read(self, body: bytes, address: str) -> list[FoundVacancy]:
        answer = as_json(body)
        jobs = answer.get("jobs") if isinstance(answer, dict) else None
        if not isinstance(jobs, list):
            raise Unreadable("The answer has no list of jobs.")
        return [self._job(job) for job in jobs if isinstance(job, dict) and job.get("id")]

    def _job(self, job: dict[str, Any]) -> FoundVacancy:
        location = job.get("location") or {}
        pay = next(iter(job.get("pay_input_ranges") or []), {})
        low, high = number(pay.get("min_cents")), number(pay.get("max_cents"))
        return FoundVacancy(
            external_id=str(job["id"]),
            title=plain_text(job.get("title"), 255),
            text=rich_text(unescape(str(job.get("content") or ""))),
            place=plain_text(location.get("name"), 100),
            # The period isn't told: only amounts of a whole year can be that large.
            pay_min=low / 100 if low and low >= 1_000_000 else None,
            pay_max=high / 100 if high and high >= 1_000_000 else None,
            pay_period="YEAR" if high and high >= 1_000_000 else "",
            pay_currency=plain_text(pay.get("currency_type"), 3) if high else "",
            apply_url=str(job.get("absolute_url") or "")[:500],
            reference_number=plain_text(job.get("requisition_id"), 60),
        )
