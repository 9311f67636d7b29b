"""The pages of vacancies that come from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from shift_plugin.vacancies.models import VacancyFeed, VacancyPage
from shift_plugin.vacancies.sources import FoundVacancy

# What is kept about where a vacancy came from is elsewhere.
NOT_ON_THE_PAGE = ("external_id",)


@transaction.atomic
def new_page(*, feed: VacancyFeed, item: FoundVacancy) -> VacancyPage:
    """A page below the feed's index page; published, or a draft when the feed says so."""
    page = VacancyPage(live=False, locale=feed.index_page.locale, **_said(item))
    page.slug = ""
    feed.index_page.add_child(instance=page)
    revision = page.save_revision(clean=False)
    log(instance=page, action="wagtail.create", data={"feed": feed.name})
    if feed.publishes:
        revision.publish(log_action=True)
    return VacancyPage.objects.get(pk=page.pk)


@transaction.atomic
def rewrite_page(*, page: VacancyPage, item: FoundVacancy, reopen: bool) -> None:
    """Put what the source says on the page; what it says nothing about stays as HR filled it in."""
    values = _said(item)
    if reopen and "closes_at" not in values:
        values["closes_at"] = None
    _write(page, values)


@transaction.atomic
def close_page(*, page: VacancyPage, now: datetime) -> None:
    """The source no longer has it, so nobody can apply any more."""
    _write(page, {"closes_at": now})


def _said(item: FoundVacancy) -> dict[str, Any]:
    return {
        name: value for name, value in asdict(item).items() if name not in NOT_ON_THE_PAGE and value not in ("", None)
    }


def _write(page: VacancyPage, values: Mapping[str, Any]) -> None:
    """To what everybody reads and to what somebody is still writing; a page that was withdrawn stays so."""
    draft = page.get_latest_revision_as_object() if page.live and page.has_unpublished_changes else None
    _set(page, values)
    revision = page.save_revision(clean=False, log_action=True)
    if page.live:
        revision.publish()
    if draft is not None:
        _set(draft, values)
        draft.save_revision(clean=False)


def _set(page: VacancyPage, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(page, name, value)
