from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from example_site.intranet import demo_mail
from example_site.intranet.views import LogIn, LogOut

urlpatterns = [
    path("beheer/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("taal/", include("django.conf.urls.i18n")),
    path("login/", LogIn.as_view(), name="login"),
    path("logout/", LogOut.as_view(), name="logout"),
    path("koppelingen/", include("social_django.urls", namespace="social")),
    path("shift/", include("shift_plugin.urls")),
]

if settings.SERVE_MEDIA:
    urlpatterns += [
        path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}, name="media"),
    ]

if settings.DEMO_MAIL_ADDRESS:
    urlpatterns += [path("demo/mail/", include("example_site.mailbox.urls"))]

if settings.DEMO_MAIL_ADDRESS:
    urlpatterns += [
        path("demo/mail/", demo_mail.mail_list, name="demo_mail_list"),
        path("demo/mail/<str:key>/", demo_mail.mail_detail, name="demo_mail"),
        path("demo/mail/<str:key>/html/", demo_mail.mail_html, name="demo_mail_html"),
    ]

urlpatterns += i18n_patterns(
    path("", include("example_site.intranet.urls")),
    path("", include(wagtail_urls)),
)
