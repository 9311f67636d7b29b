from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from shift_plugin.vacancies.sources.base import (
    FoundVacancy,
    Source,
    Unreadable,
    as_json,
    country_code,
    employment_type,
    moment,
    number,
    plain_text,
    remote,
    rich_text,
    slug_in,
)


class Recruitee(Source):
    """``https://{name}.recruitee.com/api/offers/``; a name that nobody has answers 404."""

    key = "recruitee"
    label = "Recruitee"
    address_help = _("The name in the address of your careers site: for brinkhoven.recruitee.com that is brinkhoven.")

    def address(self, typed: str) -> str:
        return (
            f"https://{slug_in(typed, r'(?:https://)?([^./]+)[.]recruitee[.]com.*').lower()}.recruitee.com/api/offers/"
        )

    def read(self, body: bytes, address: str) -> list[FoundVacancy]:
        answer = as_json(body)
        offers = answer.get("offers") if isinstance(answer, dict) else None
        if not isinstance(offers, list):
            raise Unreadable("The answer has no list of offers.")
        return [
            FoundVacancy(
                external_id=str(offer["id"]),
                title=plain_text(offer.get("title"), 255),
                text=rich_text(f"{offer.get('description') or ''}{offer.get('requirements') or ''}"),
                place=plain_text(offer.get("city"), 100),
                postal_code=plain_text(offer.get("postal_code"), 12),
                country=country_code(offer.get("country_code")),
                remote=remote(wholly=bool(offer.get("remote")), partly=bool(offer.get("hybrid"))),
                employment_type=employment_type(offer.get("employment_type_code")),
                hours_min=number(offer.get("min_hours")),
                hours_max=number(offer.get("max_hours")),
                apply_url=str(offer.get("careers_url") or "")[:500],
                reference_number=plain_text(offer.get("slug"), 60),
                closes_at=moment(offer.get("close_at")),
            )
            for offer in offers
            if isinstance(offer, dict) and offer.get("id") and offer.get("status", "published") == "published"
        ]
