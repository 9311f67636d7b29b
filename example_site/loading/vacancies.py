"""The vacancies of HR, and the one that was offered for sharing."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Locale

from example_site.content.vacancies import INDEX, OFFERED, RECRUITER, VACANCIES
from example_site.intranet.models import HomePage
from shift_plugin.library.queries import offer_of
from shift_plugin.people.models import Team
from shift_plugin.strategy.models import KeyMessage, Pillar
from shift_plugin.vacancies.actions import offer_for_sharing
from shift_plugin.vacancies.models import VacancyIndexPage, VacancyPage

from .pages import LANGUAGES, same_everywhere


def load_vacancies(teams: dict[str, Team], pillars: dict[str, Pillar]) -> None:
    if VacancyIndexPage.objects.exists():
        return
    locale = Locale.objects.get(language_code=LANGUAGES[0])
    home = HomePage.objects.get(locale=locale)
    pillar = pillars["work"]
    key_message = KeyMessage.objects.filter(pillar=pillar).order_by("sort_order").first()
    index = home.add_child(
        instance=VacancyIndexPage(
            locale=locale,
            translation_key=same_everywhere("vacatures"),
            show_in_menus=True,
            pillar=pillar,
            key_message=key_message,
            **INDEX,
        )
    )
    for row in VACANCIES:
        _vacancy(index, dict(row), teams, locale)


def _vacancy(index: VacancyIndexPage, row: dict[str, Any], teams: dict[str, Team], locale: Locale) -> None:
    # At the end of a working day, as HR would choose it.
    day = timezone.localtime() + timedelta(days=row.pop("in_days"))
    page = index.add_child(
        instance=VacancyPage(
            locale=locale,
            translation_key=same_everywhere(f"vacature/{row['slug']}"),
            closes_at=day.replace(hour=17, minute=0, second=0, microsecond=0),
            team=teams.get(row.pop("team")),
            contact_name="Anouk Jansen",
            contact_email=RECRUITER,
            contact_phone="0123 456 789",
            apply_url=f"https://werkenbij.brinkhoven.example/{row['slug']}",
            **row,
        )
    )
    page.save_revision().publish()


def load_offer() -> None:
    """By the recruiter, as everything that HR does; an editor still has to approve it."""
    vacancy = VacancyPage.objects.get(slug=OFFERED)
    if offer_of(vacancy, kind="vacancy") is not None:
        return
    index = VacancyIndexPage.objects.get()
    offer_for_sharing(
        vacancy=vacancy,
        by=get_user_model().objects.get(email=RECRUITER),
        now=timezone.now(),
        pillars=[index.pillar],
        key_message=index.key_message,
        hashtags="#werkenindezorg #vacature",
    )
