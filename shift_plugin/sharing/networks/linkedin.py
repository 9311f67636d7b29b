from shift_plugin.sharing.networks.base import Network


class LinkedIn(Network):
    """LinkedIn makes a card of the link and ignores every text in the address, so people paste the text themselves.

    On a desktop ``https://www.linkedin.com/feed/?shareActive=true&text={text}`` does take a text. It is undocumented
    and the mobile app loses the text, so it is only used for a message without a link.
    """

    key = "linkedin"
    label = "LinkedIn"
    share_url = "https://www.linkedin.com/sharing/share-offsite/?url={url}"
    share_url_without_link = "https://www.linkedin.com/feed/?shareActive=true&text={text}"
    hosts = ("linkedin.com", "lnkd.in")
    limit = 3000
