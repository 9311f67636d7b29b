from shift_plugin.sharing.networks.base import Network


class Bluesky(Network):
    """docs.bsky.app, "Action intent links": only a text, so the link goes into it. 300 graphemes."""

    key = "bluesky"
    label = "Bluesky"
    share_url = "https://bsky.app/intent/compose?text={text}"
    hosts = ("bsky.app",)
    limit = 300
    counting = "graphemes"
    link_room = 60
