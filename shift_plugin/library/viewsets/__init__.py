"""Messages and campaigns in the admin."""

from shift_plugin.library.viewsets.campaigns import CampaignViewSet
from shift_plugin.library.viewsets.messages import MessageViewSet

__all__ = ["CampaignViewSet", "MessageViewSet"]
