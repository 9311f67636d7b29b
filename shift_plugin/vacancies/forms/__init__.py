from shift_plugin.vacancies.forms.feeds import VacancyFeedForm
from shift_plugin.vacancies.forms.offering import OfferForm, VacancyFilterForm

__all__ = ["OfferForm", "VacancyFeedForm", "VacancyFilterForm"]
