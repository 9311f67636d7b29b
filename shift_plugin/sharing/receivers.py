"""What sharing gives to the capabilities below that can't ask for it."""

from __future__ import annotations

from django.http import HttpRequest

from shift_plugin.base.permissions import BadLink
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import identify_by
from shift_plugin.library.queries import use_shared
from shift_plugin.people.models import Ambassador
from shift_plugin.sharing.permissions import sharer
from shift_plugin.sharing.queries import was_shared_by

use_shared(was_shared_by)


@identify_by
def reader_of(request: HttpRequest, message: ShareableMessage) -> Ambassador | None:
    """Who opens a message by the link in a mail; a link that gives no rights leads to the log-in."""
    try:
        who = sharer(request, message)
    except BadLink:
        return None
    return who.ambassador if who is not None else None
