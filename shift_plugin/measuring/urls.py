from __future__ import annotations

from django.urls import path

from shift_plugin.measuring.views import CampaignView

urlpatterns = [path("campaigns/<slug:slug>/", CampaignView.as_view(), name="campaign")]
