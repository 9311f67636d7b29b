"""The form for a story, what its sender sees afterwards, and its files."""

from shift_plugin.stories.views.form import story_form
from shift_plugin.stories.views.mine import (
    ChangeView,
    DiscardView,
    MyStoriesView,
    StoryView,
    ThanksView,
    WithdrawView,
)

__all__ = [
    "ChangeView",
    "DiscardView",
    "MyStoriesView",
    "StoryView",
    "ThanksView",
    "WithdrawView",
    "story_form",
]
