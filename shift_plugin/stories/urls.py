from __future__ import annotations

from django.urls import path

from shift_plugin.stories.views.challenges import ChallengesView, ChallengeView

urlpatterns = [
    path("challenges/", ChallengesView.as_view(), name="challenges"),
    path("challenges/<int:pk>/", ChallengeView.as_view(), name="challenge"),
]
