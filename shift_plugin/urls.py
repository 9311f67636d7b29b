"""The table of contents of the addresses, for one ``include()`` at any prefix."""

from shift_plugin.distribution.urls import urlpatterns as distribution
from shift_plugin.library.urls import urlpatterns as library
from shift_plugin.measuring.urls import urlpatterns as measuring
from shift_plugin.people.urls import urlpatterns as people
from shift_plugin.sharing.urls import urlpatterns as sharing
from shift_plugin.stories.urls import urlpatterns as stories
from shift_plugin.vacancies.urls import urlpatterns as vacancies

app_name = "shift"
urlpatterns = [*people, *library, *sharing, *stories, *vacancies, *distribution, *measuring]
