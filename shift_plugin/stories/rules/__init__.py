from shift_plugin.stories.rules.complete import NOTHING_TOLD, WHO_IS_SEEN, missing, page_questions
from shift_plugin.stories.rules.files import FileRefused, FileType, clean_name, sniff
from shift_plugin.stories.rules.mp4 import clean_mp4
from shift_plugin.stories.rules.patches import CleanedVideo, Patch, Patched
from shift_plugin.stories.rules.waiting import decide_before
from shift_plugin.stories.rules.webm import clean_webm

__all__ = [
    "NOTHING_TOLD",
    "WHO_IS_SEEN",
    "CleanedVideo",
    "FileRefused",
    "FileType",
    "Patch",
    "Patched",
    "clean_mp4",
    "clean_name",
    "clean_webm",
    "decide_before",
    "missing",
    "page_questions",
    "sniff",
]
