"""Pages, the messages about them, and what somebody offers about one."""

from wagtail.models import Page

from shift_plugin.library.actions import Offer
from shift_plugin.library.models import ShareableMessage
from tests.factories.library import MessageFactory
from tests.factories.strategy import KeyMessageFactory


def add_page(title="Open dag", parent=None, **fields):
    parent = parent or Page.objects.filter(depth=2).first()
    return parent.add_child(instance=Page(title=title, **fields))


def about(page, **fields):
    return MessageFactory(source_page=page, link_page=page, link_url="", **fields)


def again(message):
    return ShareableMessage.objects.get(pk=message.pk)


def an_offer(page, **fields):
    key_message = KeyMessageFactory()
    values = {"title": "Kom kijken", "text": "Kom je ook?", "pillars": [key_message.pillar], "key_message": key_message}
    return Offer(**{**values, "link_page": page, **fields})
