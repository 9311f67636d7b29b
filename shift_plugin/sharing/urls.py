from __future__ import annotations

from django.urls import path, re_path

from shift_plugin.sharing import views

# A tracked link is PUBLIC_BASE_URL/<code>; a proxy on that host passes it on to the address "redirect".
urlpatterns = [
    path("messages/<int:pk>/share/<slug:network>/", views.ShareView.as_view(), name="share"),
    path("shares/<slug:key>/answer/", views.AnswerView.as_view(), name="share_answer"),
    path("my-shares/", views.MySharesView.as_view(), name="my_shares"),
    re_path(r"^r/(?P<code>[A-Za-z0-9]{1,16})/?$", views.follow, name="redirect"),
]
