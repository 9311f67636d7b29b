"""One class per network. The setting NETWORKS names those that people can choose."""

from shift_plugin.sharing.networks.base import Network
from shift_plugin.sharing.networks.bluesky import Bluesky
from shift_plugin.sharing.networks.direct import Copy, Email
from shift_plugin.sharing.networks.linkedin import LinkedIn
from shift_plugin.sharing.networks.mastodon import Mastodon
from shift_plugin.sharing.networks.meta import Facebook, Instagram, Threads, WhatsApp
from shift_plugin.sharing.networks.x import X

__all__ = [
    "Bluesky",
    "Copy",
    "Email",
    "Facebook",
    "Instagram",
    "LinkedIn",
    "Mastodon",
    "Network",
    "Threads",
    "WhatsApp",
    "X",
]
