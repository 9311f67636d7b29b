# Before wagtail.actions, which cannot be the first of Wagtail to be imported. A host may list us before all its apps.
import wagtail.models  # noqa: F401

from shift_plugin.library.models.campaigns import Campaign
from shift_plugin.library.models.local_actions import LocalActionPage, LocalActionPageMixin
from shift_plugin.library.models.messages import ShareableMessage
from shift_plugin.library.models.moderation import FourEyesApprovalTask
from shift_plugin.library.models.pages import LibraryPage, LibraryPageMixin
from shift_plugin.library.models.shareable import ShareablePageMixin
from shift_plugin.library.models.texts import NetworkText

__all__ = [
    "Campaign",
    "FourEyesApprovalTask",
    "LibraryPage",
    "LibraryPageMixin",
    "LocalActionPage",
    "LocalActionPageMixin",
    "NetworkText",
    "ShareableMessage",
    "ShareablePageMixin",
]
