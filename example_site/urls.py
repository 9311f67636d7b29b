from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from example_site.intranet.views import LogIn, LogOut, favicon

urlpatterns = [
    path("beheer/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("taal/", include("django.conf.urls.i18n")),
    path("favicon.ico", favicon),
    path("login/", LogIn.as_view(), name="login"),
    path("logout/", LogOut.as_view(), name="logout"),
    path("koppelingen/", include("social_django.urls", namespace="social")),
    path("shift/", include("shift_plugin.urls")),
]

if settings.SERVE_MEDIA:
    urlpatterns += [
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    ]

if apps.is_installed("example_site.mailbox"):
    urlpatterns += [path("demo/mail/", include("example_site.mailbox.urls"))]

urlpatterns += i18n_patterns(
    path("", include("example_site.intranet.urls")),
    path("", include(wagtail_urls)),
)
