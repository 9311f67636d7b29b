"""The pages around sharing, and the redirect behind every tracked link."""

from shift_plugin.sharing.views.answers import AnswerView, MySharesView
from shift_plugin.sharing.views.compose import ShareView
from shift_plugin.sharing.views.redirect import follow

__all__ = ["AnswerView", "MySharesView", "ShareView", "follow"]
