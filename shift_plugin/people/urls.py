from __future__ import annotations

from django.urls import path

from shift_plugin.people import views

urlpatterns = [
    path("me/", views.MeView.as_view(), name="me"),
    path("me/join/", views.JoinView.as_view(), name="me_join"),
    path("me/leave/", views.LeaveView.as_view(), name="me_leave"),
    path("pillars/<int:pk>/join/", views.JoinPillarView.as_view(), name="pillar_join"),
    path("pillars/<int:pk>/leave/", views.LeavePillarView.as_view(), name="pillar_leave"),
]
