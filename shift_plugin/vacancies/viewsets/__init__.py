from shift_plugin.vacancies.viewsets.feeds import FeedRunAdmin, VacancyFeedViewSet

__all__ = ["FeedRunAdmin", "VacancyFeedViewSet"]
