from django.urls import URLPattern

app_name = "intranet"
urlpatterns: list[URLPattern] = []
