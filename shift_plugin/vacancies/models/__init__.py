from shift_plugin.vacancies.models.feeds import FeedRun, VacancyFeed
from shift_plugin.vacancies.models.imported import ImportedVacancy
from shift_plugin.vacancies.models.index_pages import VacancyIndexPage, VacancyIndexPageMixin
from shift_plugin.vacancies.models.vacancies import VacancyPage, VacancyPageMixin

__all__ = [
    "FeedRun",
    "ImportedVacancy",
    "VacancyFeed",
    "VacancyIndexPage",
    "VacancyIndexPageMixin",
    "VacancyPage",
    "VacancyPageMixin",
]
