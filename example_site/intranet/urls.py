from django.urls import path

from . import views

app_name = "intranet"
urlpatterns = [
    path("people/", views.Directory.as_view(), name="directory"),
    path("people/<uuid:pk>/", views.Employee.as_view(), name="employee"),
    path("search/", views.Search.as_view(), name="search"),
]
