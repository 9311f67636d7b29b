from shift_plugin.vacancies.views.offering import OfferView
from shift_plugin.vacancies.views.pages import closed, index_context, vacancy_context

__all__ = ["OfferView", "closed", "index_context", "vacancy_context"]
