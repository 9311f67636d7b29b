"""From a page to a message about it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.create import CreateAction
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from shift_plugin.library.enums import MessageKind
from shift_plugin.library.models import ShareableMessage
from shift_plugin.library.permissions import may_open
from shift_plugin.library.queries import content_of
from shift_plugin.people.permissions import MayNot

MAY_ADD = "shift_plugin.add_shareablemessage"


@transaction.atomic
def make_shareable(*, page: Page, by: Any, kind: str = MessageKind.ARTICLE) -> ShareableMessage:
    """Start a message about a page, as a draft that goes the usual way through moderation.

    An address that outsiders can't open is left out, because it would be shared in vain. Raises MayNot.
    """
    if not by.has_perm(MAY_ADD):
        raise MayNot(_("You may not write messages."))
    if page.is_root() or not may_open(by, page):
        raise MayNot(_("Only a page that is published can be made shareable."))
    content = content_of(page)
    message = ShareableMessage(
        title=content.title,
        kind=kind,
        text=content.text,
        image=content.image,
        image_alt=content.image_alt,
        hashtags=content.hashtags,
        link_page=page if content.is_public else None,
        source_page=page,
        locale=page.locale if page.locale_id else Locale.get_active(),
    )
    CreateAction(message, user=by).execute()
    log(instance=page.specific, action="shift.make_shareable", user=by, data={"message": message.title})
    return message
