"""Where vacancies can be read from: one small class each. A site adds its own with the setting VACANCY_SOURCES."""

from shift_plugin.vacancies.sources.base import FoundVacancy, Source, Unreadable, source_choices, source_named
from shift_plugin.vacancies.sources.greenhouse import Greenhouse
from shift_plugin.vacancies.sources.indeed import IndeedXml
from shift_plugin.vacancies.sources.json_ld import JobPostingPage
from shift_plugin.vacancies.sources.recruitee import Recruitee
from shift_plugin.vacancies.sources.teamtailor import Teamtailor

__all__ = [
    "FoundVacancy",
    "Greenhouse",
    "IndeedXml",
    "JobPostingPage",
    "Recruitee",
    "Source",
    "Teamtailor",
    "Unreadable",
    "source_choices",
    "source_named",
]
