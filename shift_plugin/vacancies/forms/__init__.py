from shift_plugin.vacancies.forms.feeds import VacancyFeedForm

__all__ = ["VacancyFeedForm"]
