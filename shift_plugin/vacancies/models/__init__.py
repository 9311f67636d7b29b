from shift_plugin.vacancies.models.imported import ImportedVacancy
from shift_plugin.vacancies.models.index_pages import VacancyIndexPage, VacancyIndexPageMixin
from shift_plugin.vacancies.models.vacancies import VacancyPage, VacancyPageMixin

__all__ = ["ImportedVacancy", "VacancyIndexPage", "VacancyIndexPageMixin", "VacancyPage", "VacancyPageMixin"]
