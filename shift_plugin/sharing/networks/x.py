from shift_plugin.sharing.networks.base import Network


class X(Network):
    """docs.x.com, "Web intent". Every address counts as 23, whatever its length."""

    key = "x"
    label = "X"
    share_url = "https://x.com/intent/post?text={text}&url={url}"
    hosts = ("x.com", "twitter.com")
    limit = 280
    counting = "x"
    link_room = 25
