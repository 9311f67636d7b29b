from shift_plugin.stories.models.challenges import Challenge
from shift_plugin.stories.models.consents import Consent
from shift_plugin.stories.models.files import StoryFile
from shift_plugin.stories.models.pages import StorySubmissionPage, StorySubmissionPageMixin
from shift_plugin.stories.models.stories import Story, StoryEvent, StoryMessage, TrustedCreator

__all__ = [
    "Challenge",
    "Consent",
    "Story",
    "StoryEvent",
    "StoryFile",
    "StoryMessage",
    "StorySubmissionPage",
    "StorySubmissionPageMixin",
    "TrustedCreator",
]
