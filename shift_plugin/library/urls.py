from __future__ import annotations

from django.urls import path

from shift_plugin.library import views

urlpatterns = [
    path("messages/<int:pk>/", views.MessageView.as_view(), name="message"),
    path("messages/<int:pk>/picture/", views.PictureView.as_view(), name="message_picture"),
    path("messages/<int:pk>/video/", views.VideoView.as_view(), name="message_video"),
]
