from shift_plugin.distribution.models.chats import ChatChannel, ChatPost
from shift_plugin.distribution.models.deliveries import Delivery, DigestItem, Seen
from shift_plugin.distribution.models.distributions import Distribution

__all__ = ["ChatChannel", "ChatPost", "Delivery", "DigestItem", "Distribution", "Seen"]
