from __future__ import annotations

from django.urls import path

from shift_plugin.distribution import views

urlpatterns = [
    path("inbox/", views.InboxView.as_view(), name="inbox"),
    path("inbox/read/", views.InboxAllReadView.as_view(), name="inbox_all_read"),
    path("inbox/<int:pk>/<slug:step>/", views.InboxItemView.as_view(), name="inbox_item"),
    path("messages/<int:pk>/seen/", views.SeenView.as_view(), name="message_seen"),
    path("unsubscribe/<str:token>/", views.UnsubscribeView.as_view(), name="unsubscribe"),
    path("preferences/", views.OwnPreferencesView.as_view(), name="my_preferences"),
    path("preferences/<str:token>/", views.PreferencesView.as_view(), name="preferences"),
]
