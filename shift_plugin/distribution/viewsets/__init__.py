"""Distributions in the admin: the list and forms, the page of one distribution, and the log of deliveries."""

from shift_plugin.distribution.viewsets.chats import ChatChannelViewSet, ChatPostAdmin, RetryPostView
from shift_plugin.distribution.viewsets.deliveries import DeliveryAdmin
from shift_plugin.distribution.viewsets.distributions import DistributionViewSet

__all__ = ["ChatChannelViewSet", "ChatPostAdmin", "DeliveryAdmin", "DistributionViewSet", "RetryPostView"]
