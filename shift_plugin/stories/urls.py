from __future__ import annotations

from django.urls import path

from shift_plugin.stories import views
from shift_plugin.stories.views.answer import AnswerView, ReplyView
from shift_plugin.stories.views.challenges import ChallengesView, ChallengeView
from shift_plugin.stories.views.files import StoryFileView, StoryPreviewView
from shift_plugin.stories.views.trust import TakeBackView

urlpatterns = [
    path("story-files/<slug:key>/", StoryFileView.as_view(), name="story_file"),
    path("story-files/<slug:key>/preview/", StoryPreviewView.as_view(), name="story_preview"),
    path("challenges/", ChallengesView.as_view(), name="challenges"),
    path("challenges/<int:pk>/", ChallengeView.as_view(), name="challenge"),
    path("stories/answer/<str:token>/", AnswerView.as_view(), name="story_answer"),
    path("stories/<slug:key>/reply/", ReplyView.as_view(), name="story_reply"),
    path("my-stories/", views.MyStoriesView.as_view(), name="my_stories"),
    path("stories/<slug:key>/", views.StoryView.as_view(), name="story"),
    path("stories/<slug:key>/change/", views.ChangeView.as_view(), name="story_change"),
    path("stories/<slug:key>/discard/", views.DiscardView.as_view(), name="story_discard"),
    path("stories/<slug:key>/take-back/", TakeBackView.as_view(), name="story_take_back"),
    path("stories/<slug:key>/thanks/", views.ThanksView.as_view(), name="story_thanks"),
    path("stories/<slug:key>/withdraw/", views.WithdrawView.as_view(), name="story_withdraw"),
]
