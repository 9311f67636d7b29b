"""What this capability has in the admin."""

from shift_plugin.vacancies.viewsets import FeedRunAdmin, VacancyFeedViewSet

VIEWSETS = (VacancyFeedViewSet,)
MODELADMINS = (FeedRunAdmin,)
