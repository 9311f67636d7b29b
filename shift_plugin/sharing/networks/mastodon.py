from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shift_plugin.sharing.networks.base import Network

_HOST = re.compile(
    r"(?:https?://)?(?:@?[\w.-]+@)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62})(?:/.*)?"
)


class Mastodon(Network):
    """Every server is a site of its own. Mastodon's own hub asks people for theirs, unless we know it.

    500 is the usual limit; a server can allow more. A link counts as 23.
    """

    OVERRIDABLE = Network.OVERRIDABLE | {"instance_share_url"}
    PLACEHOLDERS = Network.PLACEHOLDERS | {"instance"}

    key = "mastodon"
    label = "Mastodon"
    share_url = "https://share.joinmastodon.org/#text={text}"
    instance_share_url = "https://{instance}/share?text={text}"
    limit = 500
    counting = "mastodon"
    link_room = 25

    def _template(self, url: str, options: Mapping[str, Any]) -> str:
        instance = instance_host(str(options.get("instance", "")))
        return self.instance_share_url.replace("{instance}", instance) if instance else self.share_url


def instance_host(typed: str) -> str:
    """The server in what people type: ``mastodon.nl``, ``https://mastodon.nl/@anna`` or ``@anna@mastodon.nl``.

    Empty when there is no host name in it: a share address is only made of a name, never of a port or an IP address.
    """
    found = _HOST.fullmatch(typed.strip().lower())
    return found[1] if found else ""
