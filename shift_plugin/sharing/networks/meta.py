from shift_plugin.sharing.networks.base import Network


class Facebook(Network):
    """Takes nothing but a link since October 2022, and makes a card of it."""

    key = "facebook"
    label = "Facebook"
    share_url = "https://www.facebook.com/sharer/sharer.php?u={url}"
    share_url_without_link = "https://www.facebook.com/"
    hosts = ("facebook.com", "fb.com", "fb.watch")
    limit = 63_206


class WhatsApp(Network):
    """One text to one person or group. WhatsApp shows a card for a link that stands last."""

    key = "whatsapp"
    label = "WhatsApp"
    share_url = "https://wa.me/?text={text}"
    hosts = ("whatsapp.com", "wa.me")
    limit = 4096
    link_room = 60


class Threads(Network):
    """500 characters, an emoji as its bytes in UTF-8 (developers.facebook.com, Threads posts). One topic a post."""

    key = "threads"
    label = "Threads"
    share_url = "https://www.threads.com/intent/post?text={text}&url={url}"
    hosts = ("threads.com", "threads.net")
    limit = 500
    counting = "threads"
    max_hashtags = 1
    link_room = 60


class Instagram(Network):
    """Nothing can be filled in from a web page. A phone hands the picture over by its share sheet and the caption is
    pasted; elsewhere the site of Instagram is opened. Links in a caption can't be clicked.
    """

    key = "instagram"
    label = "Instagram"
    share_url = "https://www.instagram.com/"
    hosts = ("instagram.com", "instagr.am")
    limit = 2200
    max_hashtags = 30
    opens = "native"
    needs_image = True
    is_measured = False
