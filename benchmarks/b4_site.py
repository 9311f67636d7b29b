"""The example site with one address more: a bare redirect without a database, the yardstick of B4."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

django.setup()
settings.ROOT_URLCONF = __name__
# Checking a connection before each use would be a second trip to the database.
settings.DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
settings.SHIFT_PLUGIN |= {"TRUSTED_PROXY_COUNT": 1}

from example_site.urls import urlpatterns as intranet  # noqa: E402

TARGET = "https://www.brinkhoven.example/news?utm_source=linkedin&utm_medium=employee-advocacy&utm_campaign=news"


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(TARGET)


urlpatterns = [path("bare", bare), *intranet]
application = WSGIHandler()
