from __future__ import annotations

from django.urls import path

from shift_plugin.vacancies import views

urlpatterns = [path("vacancies/closed/", views.closed, name="vacancy_closed")]
